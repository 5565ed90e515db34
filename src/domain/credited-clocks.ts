import type { SlaResult } from './contribution.ts';
import type { Instant } from './interval.ts';
import { clocksOf, type SlaClock } from './sla/clock.ts';
import { pausesOf, type SlaPause, unexplainedMs } from './sla/pauses.ts';
import type { ClockName, ServiceLevels } from './sla/policy.ts';
import type { TicketTimeline } from './timeline.ts';

const CREDITED = ['own', 'first-response', 'next-response', 'resolution'] as const satisfies readonly ClockName[];

/** A ticket's clocks as of the last thing known of it: what still runs then is judged by whoever asks, as of then. */
export class CreditedClocks {
  readonly #all: readonly SlaClock[];
  readonly #pauses: ReadonlyMap<SlaClock, readonly SlaPause[]>;
  readonly resolution: readonly SlaClock[];

  constructor(timeline: TicketTimeline, levels: ServiceLevels) {
    this.#all = clocksOf(timeline, levels, timeline.lastAt, CREDITED);
    this.resolution = this.named('resolution');
    this.#pauses = new Map(this.resolution.map((clock) => [clock, pausesOf(clock, timeline)]));
  }

  named(name: (typeof CREDITED)[number]): SlaClock[] {
    return this.#all.filter(({ clock }) => clock === name);
  }

  /** Of a resolution clock, those that are over. */
  pausesOf(clock: SlaClock): readonly SlaPause[] {
    return this.#pauses.get(clock) ?? [];
  }

  /** Null: it has none, or none yet. */
  resultOf(clock: SlaClock): SlaResult | null {
    const { state, policy, targetMs, elapsedMs } = clock;
    if (policy === null || targetMs === null || (state !== 'met' && state !== 'breached')) return null;
    const unexplainedPauseMs = unexplainedMs(this.pausesOf(clock));
    return { policy: policy.id, targetMs, elapsedMs, met: state === 'met', unexplainedPauseMs };
  }

  /** Open milliseconds in [start, end) in which the resolution clock ran, pauses out. */
  runningMs(start: Instant, end: Instant): number {
    return this.resolution.reduce((ms, clock) => ms + runningMs(clock, start, end), 0);
  }
}

/** Both have to be instants at which something of the ticket changed, or lie outside of the clock's time. */
export function runningMs({ segments }: SlaClock, start: Instant, end: Instant): number {
  let ms = 0;
  for (const segment of segments) {
    if (segment.running && segment.start >= start && segment.end <= end) ms += segment.openMs;
  }
  return ms;
}
