import { compileCalendar } from '../../../src/domain/calendar.ts';
import { clocksOf, type SlaClock } from '../../../src/domain/sla/clock.ts';
import {
  type ClockName,
  DEFAULT_OPTIONS,
  type ServiceLevels,
  type SlaOptions,
  type SlaPolicy,
} from '../../../src/domain/sla/policy.ts';
import type { TicketChange } from '../../../src/domain/ticket.ts';
import { foldTimeline, type TicketTimeline } from '../../../src/domain/timeline.ts';
import { PROMISE, promising } from '../levels.ts';
import { account, HOUR, hour, START, type Step, story, WHO } from '../story.ts';

/** Open in hours 0 to 10 of a story, 24 to 34 and so on until Friday, 96 to 106; again on Monday, from 168 on. */
export const OFFICE = compileCalendar({
  id: 'office',
  timezone: 'UTC',
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['08:00', '18:00']]])),
  holidays: [],
  exceptions: {},
});

export const NEW: Step = [0, { status: 'new', team: 'first', priority: 'P2' }];
export const PENDING: TicketChange = { status: 'pending' };
export const ON_HOLD: TicketChange = { status: 'on-hold' };
export const CLOSED: TicketChange = { status: 'closed' };
export const CANCELLED: TicketChange = { status: 'cancelled' };
export const P1: TicketChange = { priority: 'P1' };

export const replied = (hours: number, by = 'ann'): Step => [hours, { type: 'replied' }, { actor: account(by) }];
export const noted = (hours: number, by = 'ann'): Step => [hours, { type: 'noted' }, { actor: account(by) }];
export const asked = (hours: number): Step => [hours, { type: 'customer-replied' }, { actor: account('eve') }];

/** The standard promise with other options, or else other. */
export const under = (options: Partial<SlaOptions>, more: Partial<SlaPolicy> = {}): SlaPolicy => ({
  ...PROMISE,
  ...more,
  options: { ...DEFAULT_OPTIONS, ...options },
});

/** The standard promise with `hours` for a clock of P2, half of them for P1. */
export const within = (clock: ClockName, hours: number, options: Partial<SlaOptions> = {}): SlaPolicy =>
  under(options, {
    kind: clock === 'group-ownership' ? 'ola' : 'sla',
    targets: { [clock]: { P1: (hours / 2) * HOUR, P2: hours * HOUR } },
  });

export const timelineOf = (...steps: Step[]): TicketTimeline => foldTimeline(story(...steps), WHO);

/** Cycles of one clock as of an hour, or as of the last thing told. */
export function cyclesOf(
  clock: ClockName,
  policy: SlaPolicy | ServiceLevels,
  steps: readonly Step[],
  asOf?: number,
): SlaClock[] {
  const timeline = timelineOf(...steps);
  const levels = 'policies' in policy ? policy : promising(policy);
  return clocksOf(timeline, levels, asOf === undefined ? timeline.lastAt : hour(asOf), [clock]);
}

/** "0-3 met 2 paused 1 of 8": from, to, state, elapsed, paused and target in hours; "..." where it has not stopped. */
export function told({ startedAt, stoppedAt, state, elapsedMs, pausedMs, targetMs, team }: SlaClock): string {
  return [
    team ?? '',
    `${h(startedAt)}-${stoppedAt === null ? '...' : h(stoppedAt)} ${state} ${elapsedMs / HOUR}`,
    pausedMs === 0 ? '' : `paused ${pausedMs / HOUR}`,
    targetMs === null ? '' : `of ${targetMs / HOUR}`,
  ]
    .filter((words) => words !== '')
    .join(' ');
}

/** An instant in hours of the story. */
export const h = (at: number): number => (at - START) / HOUR;
export const hOrNull = (at: number | null): number | null => (at === null ? null : h(at));
