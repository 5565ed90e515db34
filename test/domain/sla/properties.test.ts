import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALWAYS_OPEN, type BusinessCalendar, compileCalendar } from '../../../src/domain/calendar.ts';
import { clocksOf, type SlaClock } from '../../../src/domain/sla/clock.ts';
import { firstDues, raise } from '../../../src/domain/sla/due.ts';
import { CLOCKS, type SlaPolicy } from '../../../src/domain/sla/policy.ts';
import { attribute, splitOf } from '../../../src/domain/sla/split.ts';
import { nextWarning, warningsOf } from '../../../src/domain/sla/warnings.ts';
import { isDone, TICKET_STATUSES, type TicketChange } from '../../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../../src/domain/timeline.ts';
import { PROMISE, promising } from '../levels.ts';
import { propertyRuns } from '../property-runs.ts';
import { account, HOUR, START, type Step, story, WHO } from '../story.ts';
import { told } from './told.ts';

const MINUTE = HOUR / 60;
const QUARTER = HOUR / 4;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

type Week = readonly (readonly (readonly [from: number, to: number])[])[];
interface Open {
  readonly calendar: BusinessCalendar;
  readonly isOpen: (at: number) => boolean;
}

/** Spells in whole hours of UTC, looked up in the plainest way; an hour on Wednesday at least. */
const anyCalendar: fc.Arbitrary<Open> = fc
  .array(
    fc.uniqueArray(fc.nat(24), { maxLength: 6 }).map((hours) => {
      const sorted = hours.toSorted((a, b) => a - b);
      return sorted.flatMap((to, i) => (i % 2 === 1 ? [[sorted[i - 1] ?? 0, to] as const] : []));
    }),
    { minLength: 7, maxLength: 7 },
  )
  .map((week: Week): Open => {
    const spells = week.map((day, i) => (i === 3 && day.length === 0 ? ([[9, 10]] as const) : day));
    const clock = (at: number) => `${String(at).padStart(2, '0')}:00`;
    const weekly = spells.map((day, i) => [DAYS[i], day.map(([from, to]) => [clock(from), clock(to)] as const)]);
    return {
      calendar: compileCalendar({
        id: 'any',
        timezone: 'UTC',
        weekly: Object.fromEntries(weekly),
        holidays: [],
        exceptions: {},
      }),
      isOpen: (at) => {
        const date = new Date(at);
        return (
          spells[date.getUTCDay()]?.some(([from, to]) => date.getUTCHours() >= from && date.getUTCHours() < to) === true
        );
      },
    };
  });

const people = fc.constantFrom(null, account('ann'), account('bob'), account('cy'), account('robo'));
const anyFact: fc.Arbitrary<TicketFact> = fc.oneof(
  ...[
    fc.record({ holder: people, team: fc.constantFrom('first', 'second') }),
    fc.record({ status: fc.constantFrom(...TICKET_STATUSES) }),
    fc.record({ status: fc.constantFrom('open', 'pending', 'on-hold') }),
    fc.record({ priority: fc.constantFrom('P1', 'P2', 'P3') }),
  ].map((change: fc.Arbitrary<TicketChange>) => change.map((set): TicketFact => ({ type: 'changed', set }))),
  fc.constantFrom<TicketFact>({ type: 'replied' }, { type: 'noted' }, { type: 'customer-replied' }),
);

/** Pauses, hand-overs, replies and priorities, up to six hours apart, several at one instant; quarters of an hour are exact. */
const anyTicket: fc.Arbitrary<TicketEvent[]> = fc
  .array(fc.record({ gap: fc.nat(24), fact: anyFact, by: people }), { maxLength: 14 })
  .map((facts) => {
    let quarters = 0;
    const steps = facts.map(({ gap, fact, by }): Step => {
      quarters += gap;
      return [quarters / 4, fact, { actor: by }];
    });
    return story([0, { status: 'new', team: 'first', priority: 'P2' }], ...steps);
  });

const TARGETS = Object.fromEntries(CLOCKS.map((clock) => [clock, { P1: 2 * HOUR, P2: 6 * HOUR }]));
const anyOptions: fc.Arbitrary<SlaPolicy['options']> = fc.record({
  boundary: fc.constantFrom('closing', 'next-opening'),
  holdUnit: fc.constantFrom('business', 'wall'),
  onChange: fc.constantFrom('retroactive', 'from-change', 'cancel-and-attach'),
  solveCountsAsReply: fc.boolean(),
  responsesPause: fc.boolean(),
  restsCount: fc.boolean(),
});

/** One promise for all clocks; or another calendar, other pauses and options for each of two teams. */
const anyLevels = fc
  .tuple(anyCalendar, anyCalendar, anyOptions, anyOptions, fc.boolean())
  .map(([one, two, first, second, both]) => {
    const policy = { ...PROMISE, targets: TARGETS, calendar: one.calendar, options: first };
    const other = { ...policy, id: 'other', calendar: two.calendar, options: second, pauses: ['on-hold'] as const };
    const policies = both ? [{ ...other, match: { team: ['second'] } }, policy] : [policy];
    return promising(...policies, ...policies.map((sla) => ({ ...sla, kind: 'ola' as const })));
  });
const later = fc.nat(400).map((quarters) => quarters * QUARTER);

const lastOf = (events: readonly TicketEvent[]) => Math.max(...events.map(({ occurredAt }) => occurredAt));
const sum = (parts: readonly number[]) => parts.reduce((a, b) => a + b, 0);

describe('the clocks of any ticket', () => {
  it('do not depend on the order in which events arrive, nor on events that arrive twice', () => {
    const mixed = anyTicket.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
    );
    fc.assert(
      fc.property(mixed, anyLevels, later, ([events, others], levels, ms) => {
        const clocks = (from: readonly TicketEvent[]) => clocksOf(foldTimeline(from, WHO), levels, lastOf(events) + ms);
        expect(clocks(others).map(summary)).toEqual(clocks(events).map(summary));
      }),
    );
  });

  it('are split among holders and nobody to the millisecond, and so is what they overran', () => {
    fc.assert(
      fc.property(anyTicket, anyLevels, later, fc.nat(8), (events, levels, ms, budget) => {
        for (const clock of clocksOf(foldTimeline(events, WHO), levels, lastOf(events) + ms)) {
          const shares = splitOf(clock);
          expect(sum(shares.map(({ elapsedMs }) => elapsedMs))).toBe(clock.elapsedMs);
          expect(sum(shares.map(({ pausedMs }) => pausedMs))).toBe(clock.pausedMs);
          const { atBreach, byShare, byBudgetExcess } = attribute(clock, () => budget * HOUR);
          const over = clock.breachedAt === null ? 0 : clock.elapsedMs - (clock.targetMs ?? 0);
          expect([sum(byShare.map((part) => part.ms)), sum(byBudgetExcess.map((part) => part.ms))]).toEqual([
            over,
            over,
          ]);
          expect(atBreach === null).toBe(clock.breachedAt === null);
        }
      }),
    );
  });

  it('run and stand for all open time between start and end, where one calendar counts', () => {
    fc.assert(
      fc.property(anyTicket, anyCalendar, anyOptions, later, (events, { calendar }, options, ms) => {
        const policy = {
          ...PROMISE,
          targets: TARGETS,
          calendar,
          options: { ...options, holdUnit: 'business' as const },
        };
        const levels = { ...promising(policy, { ...policy, kind: 'ola' }), calendar };
        const asOf = lastOf(events) + ms;
        for (const { startedAt, stoppedAt, elapsedMs, pausedMs } of clocksOf(foldTimeline(events, WHO), levels, asOf)) {
          expect(elapsedMs + pausedMs).toBe(calendar.elapsed(startedAt, stoppedAt ?? asOf));
        }
      }),
    );
  });

  it('never go back: later they have elapsed no less, and what was breached, due or warned of stays', () => {
    fc.assert(
      fc.property(anyTicket, anyLevels, later, later, (events, levels, ms, more) => {
        const timeline = foldTimeline(events, WHO);
        const then = clocksOf(timeline, levels, lastOf(events) + ms + more);
        clocksOf(timeline, levels, lastOf(events) + ms).forEach((clock, i) => {
          const next = then[i];
          if (next === undefined) throw new Error('a clock was lost');
          expect(next.elapsedMs).toBeGreaterThanOrEqual(clock.elapsedMs);
          expect(next.pausedMs).toBeGreaterThanOrEqual(clock.pausedMs);
          expect(next.dueAt).toBe(clock.dueAt);
          expect(next.breachedAt).toBe(clock.breachedAt ?? (breachesBy(clock, then[i]) ? next.breachedAt : null));
          const before = warningsOf(clock, timeline);
          expect(warningsOf(next, timeline).slice(0, before.length)).toEqual(before);
        });
      }),
    );
  });

  it('are within their target exactly where no more has elapsed, and breached since the last such instant', () => {
    fc.assert(
      fc.property(anyTicket, anyLevels, later, (events, levels, ms) => {
        const asOf = lastOf(events) + ms;
        for (const clock of clocksOf(foldTimeline(events, WHO), levels, asOf)) {
          const { targetMs, elapsedMs, breachedAt, startedAt, stoppedAt, state } = clock;
          expect(state === 'unpromised').toBe(targetMs === null);
          expect(state === 'breached').toBe(targetMs !== null && elapsedMs > targetMs);
          expect(breachedAt !== null).toBe(state === 'breached');
          if (breachedAt === null) continue;
          expect(breachedAt).toBeGreaterThanOrEqual(startedAt);
          expect(breachedAt).toBeLessThanOrEqual(stoppedAt ?? asOf);
        }
      }),
    );
  });

  it('fall due in order, and whenever they are looked at the same', () => {
    fc.assert(
      fc.property(anyTicket, anyLevels, later, (events, levels, ms) => {
        const timeline = foldTimeline(events, WHO);
        for (const due of firstDues(timeline, levels)) {
          const { given, next } = raise(due, timeline, levels, Number.MAX_SAFE_INTEGER);
          const instants = given.map(({ at }) => at);
          expect(instants).toEqual(instants.toSorted((a, b) => a - b));
          expect([next, given[0]?.percent, given[0]?.dueAt]).toEqual([null, due.percent, due.dueAt]);
          const soon = raise(due, timeline, levels, lastOf(events) + ms);
          expect(soon.given).toEqual(given.slice(0, soon.given.length));
          const rest = given[soon.given.length];
          expect([soon.next?.percent, soon.next?.dueAt]).toEqual([rest?.percent, rest?.dueAt]);
        }
      }),
    );
  });

  it('give their next warning when they said they would, not a millisecond before', () => {
    fc.assert(
      fc.property(anyTicket, anyLevels, later, (events, levels, ms) => {
        const timeline = foldTimeline(events, WHO);
        const given = (asOf: number) => clocksOf(timeline, levels, asOf).map((clock) => warningsOf(clock, timeline));
        const asOf = lastOf(events) + ms;
        clocksOf(timeline, levels, asOf).forEach((clock, i) => {
          const next = nextWarning(clock);
          if (next === null) return;
          expect(next.at).toBeGreaterThanOrEqual(asOf);
          expect(given(next.at)[i]?.some(({ percent }) => percent === next.percent)).toBe(false);
          expect(given(next.at + 1)[i]).toContainEqual(next);
        });
      }),
    );
  });
});

describe('the resolution clock', () => {
  it('agrees with a look at ticket and calendar in every minute', () => {
    fc.assert(
      fc.property(anyTicket, anyCalendar, later, (events, open, ms) => {
        const asOf = lastOf(events) + ms;
        const levels = promising({ ...PROMISE, targets: TARGETS, calendar: open.calendar });
        const [clock] = clocksOf(foldTimeline(events, WHO), levels, asOf, ['resolution']);
        const { elapsedMs, pausedMs, stoppedAt, targetMs, breachedAt } = clock ?? {};
        expect({ elapsedMs, pausedMs, stoppedAt, targetMs, breachedAt }).toEqual(byTheMinute(events, open, asOf));
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it('around the clock, by the wall or by open time, is the same', () => {
    fc.assert(
      fc.property(anyTicket, anyOptions, later, (events, options, ms) => {
        const [wall, business] = (['wall', 'business'] as const).map((holdUnit) => {
          const policy = { ...PROMISE, targets: TARGETS, calendar: ALWAYS_OPEN, options: { ...options, holdUnit } };
          return clocksOf(foldTimeline(events, WHO), promising(policy), lastOf(events) + ms).map(summary);
        });
        expect(wall).toEqual(business);
      }),
    );
  });
});

const breachesBy = ({ state }: SlaClock, next: SlaClock | undefined) =>
  state === 'running' && next?.state === 'breached';

function summary(clock: SlaClock) {
  const { clock: name, cycle, dueAt, breachedAt, bornBreached } = clock;
  return [name, cycle, told(clock), dueAt, breachedAt, bornBreached, splitOf(clock)];
}

/** The first cycle, minute by minute, from the events alone. */
function byTheMinute(events: readonly TicketEvent[], { isOpen }: Open, asOf: number) {
  const stoppedAt = restOf(events);
  const end = stoppedAt ?? asOf;
  // What is told at the stop comes too late for it; but a clock without length has at least its first word.
  const counts = ({ occurredAt }: TicketEvent) => (stoppedAt === null ? occurredAt <= end : occurredAt < end);
  const heard = events.filter((event) => counts(event) || (end === START && event.occurredAt === START));
  const targetMs = targetAt(heard, end);
  let [elapsedMs, pausedMs] = [0, 0];
  let breachedAt: number | null = null;
  const look = (at: number, runs: boolean) => {
    if (targetMs === null || breachedAt !== null || targetAt(heard, at) !== targetMs) return;
    if (elapsedMs > targetMs || (runs && elapsedMs === targetMs)) breachedAt = at;
  };
  for (let at = START; at < end; at += MINUTE) {
    const runs = isOpen(at) && !stands(heard, at);
    look(at, runs);
    if (runs) elapsedMs += MINUTE;
    else if (isOpen(at)) pausedMs += MINUTE;
  }
  if (stoppedAt === null) look(end, false);
  return { elapsedMs, pausedMs, stoppedAt, targetMs, breachedAt };
}

const changesUntil = (events: readonly TicketEvent[], at: number) =>
  events.flatMap(({ fact, occurredAt }) => (fact.type === 'changed' && occurredAt <= at ? [fact.set] : []));

function targetAt(events: readonly TicketEvent[], at: number): number | null {
  const priority = changesUntil(events, at).findLast((set) => set.priority !== undefined)?.priority;
  return { P1: 2 * HOUR, P2: 6 * HOUR }[priority ?? ''] ?? null;
}

function stands(events: readonly TicketEvent[], at: number): boolean {
  const statuses = changesUntil(events, at).flatMap(({ status }) => status ?? []);
  const known = statuses.findLast((status) => status !== 'unknown');
  return statuses.at(-1) === 'pending' || (known !== undefined && isDone(known));
}

/** Where it was first resolved; else since when it has been cancelled; null: neither. */
function restOf(events: readonly TicketEvent[]): number | null {
  let since: number | null = null;
  for (const { fact, occurredAt } of events) {
    const status = fact.type === 'changed' ? fact.set.status : undefined;
    if (status === undefined || status === 'unknown') continue;
    if (since === null && isDone(status) && status !== 'cancelled') return occurredAt;
    since = isDone(status) ? (since ?? occurredAt) : null;
  }
  return since;
}
