import { ALWAYS_OPEN, type BusinessCalendar } from '../calendar.ts';
import type { TicketId } from '../ids.ts';
import type { TicketTimeline } from '../timeline.ts';
import { clocksNamed, type SlaClock } from './clock.ts';
import { CLOCKS, type ServiceLevels, type SlaPolicy } from './policy.ts';

/**
 * Why a source's own result is not ours, the first that holds: we promise nothing there; our clock has no result (it
 * runs, or came to nothing); elapsed is so near the target that rounding decides; the source judged another cycle; the
 * result would be the source's by another priority the ticket had, or with the clock begun anew at its change; with
 * pauses counted; with all waiting left out; by another calendar; none of these.
 */
export const SLA_REASONS = [
  'no-target',
  'no-result',
  'near-target',
  'another-cycle',
  'priority-changed',
  'pauses-counted',
  'pauses-not-counted',
  'another-calendar',
  'unknown',
] as const;
export type SlaReason = (typeof SLA_REASONS)[number];

/** Our result of a clock, beside the source's. Open milliseconds of the policy's calendar. */
export interface OurResult {
  readonly met: boolean;
  readonly elapsedMs: number;
  readonly targetMs: number;
  readonly policy: string | null;
  readonly priority: string | null;
}

export interface SlaComparison {
  readonly ticketId: TicketId;
  /** The source's word; compared with the clock of the same name. */
  readonly target: string;
  readonly sourceMet: boolean;
  readonly ours: OurResult | null;
  /** Null: they agree. */
  readonly reason: SlaReason | null;
}

/** What the source says of each of its targets on a ticket, beside our clock's last stopped cycle. */
export function compareSla(timeline: TicketTimeline, levels: ServiceLevels): SlaComparison[] {
  return Object.entries(timeline.sourceSla).map(([target, sourceMet]) => {
    const clock = CLOCKS.find((name) => name === target);
    const cycles = clock === undefined ? [] : clocksNamed(clock, timeline, levels, timeline.lastAt);
    const ours = resultOf(judged(cycles));
    return { ticketId: timeline.ticketId, target, sourceMet, ours, reason: reasonOf() };

    function reasonOf(): SlaReason | null {
      if (clock === undefined) return 'no-target';
      if (ours === null) return cycles.some(({ targetMs }) => targetMs !== null) ? 'no-result' : 'no-target';
      if (ours.met === sourceMet) return null;
      if (isNear(ours)) return 'near-target';
      if (cycles.some((cycle) => resultOf(cycle)?.met === sourceMet)) return 'another-cycle';
      const agrees = ([as, by]: Case) => resultOf(judged(clocksNamed(clock, as, by, as.lastAt)))?.met === sourceMet;
      return EXPLANATIONS.find(([, cases]) => cases(timeline, levels).some(agrees))?.[0] ?? 'unknown';
    }
  });
}

/** The last cycle that stopped and did not come to nothing; where none has, the last, which may be over its target. */
function judged(cycles: readonly SlaClock[]): SlaClock | undefined {
  const gone = ({ state }: SlaClock) => state === 'cancelled' || state === 'superseded';
  return cycles.findLast((cycle) => cycle.stoppedAt !== null && !gone(cycle)) ?? cycles.at(-1);
}

function resultOf(clock: SlaClock | undefined): OurResult | null {
  if (clock === undefined || (clock.state !== 'met' && clock.state !== 'breached')) return null;
  const { targetMs, elapsedMs, policy, priority, state } = clock;
  return targetMs === null ? null : { met: state === 'met', elapsedMs, targetMs, policy: policy?.id ?? null, priority };
}

const MINUTE_MS = 60_000;

/** Sources count in minutes, round percentages, and look at the clock now and then. */
const isNear = ({ elapsedMs, targetMs }: OurResult): boolean =>
  Math.abs(elapsedMs - targetMs) <= Math.max(MINUTE_MS, targetMs / 100);

/** The ticket as it might have been seen, and the promise by which. */
type Case = readonly [timeline: TicketTimeline, levels: ServiceLevels];

const EXPLANATIONS: readonly [SlaReason, (timeline: TicketTimeline, levels: ServiceLevels) => readonly Case[]][] = [
  ['priority-changed', otherPriorities],
  ['pauses-counted', (timeline, levels) => [[timeline, having(levels, { pauses: [] })]]],
  ['pauses-not-counted', (timeline, levels) => [[timeline, having(levels, { pauses: ['pending', 'on-hold'] })]]],
  [
    'another-calendar',
    (timeline, levels) => calendarsOf(levels).map((calendar) => [timeline, having(levels, { calendar })]),
  ],
];

const having = (levels: ServiceLevels, change: Partial<SlaPolicy>): ServiceLevels => ({
  ...levels,
  policies: levels.policies.map((policy) => ({ ...policy, ...change })),
});

function calendarsOf({ policies, calendar }: ServiceLevels): readonly BusinessCalendar[] {
  return [...new Set([ALWAYS_OPEN, calendar, ...policies.map((policy) => policy.calendar)])];
}

function otherPriorities(timeline: TicketTimeline, levels: ServiceLevels): Case[] {
  const priorities = [...new Set(timeline.states.map(({ state }) => state.priority))];
  if (priorities.length < 2) return [];
  const fromChange = levels.policies.map((policy) => ({
    ...policy,
    options: { ...policy.options, onChange: 'from-change' as const },
  }));
  return [
    ...priorities.map((priority): Case => [ofPriority(timeline, priority), levels]),
    [timeline, { ...levels, policies: fromChange }],
  ];
}

const ofPriority = (timeline: TicketTimeline, priority: string | null): TicketTimeline => ({
  ...timeline,
  states: timeline.states.map(({ start, state }) => ({ start, state: { ...state, priority } })),
});
