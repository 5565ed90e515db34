import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identities } from '../../../src/domain/agent.ts';
import type { TicketEvent } from '../../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../../src/domain/timeline.ts';
import { kept, type Row } from './desk.ts';
import { at, BESIDE, LENGTH, ROW_BY_ROW, readAfter, recordAfter } from './story.ts';

const who = identities(new Map(), new Set(['snow:login/system' as never]));
const fold = (events: readonly TicketEvent[]) => foldTimeline(events, who);
const ALL = [readAfter(LENGTH), ...BESIDE];
const spells = (deliveries: readonly Row[]) =>
  fold(kept(deliveries)).statuses.map(({ start, status }) => [start, status]);

const SPELLS = [
  [at('02 08:00'), 'new'],
  [at('02 08:10'), 'open'],
  [at('02 08:30'), 'pending'],
  [at('02 09:00'), 'open'],
  [at('02 10:00'), 'resolved'],
  [at('03 08:00'), 'open'],
  [at('03 11:00'), 'resolved'],
  [at('08 11:00'), 'closed'],
];

describe('a ticket with its whole history', () => {
  const timeline = fold(kept(ALL));

  it('went through its statuses', () => {
    expect(spells(ALL)).toEqual(SPELLS);
    expect(timeline.statuses.map(({ automatic }) => automatic)).toEqual([...Array(7).fill(false), true]);
    expect(timeline.openedAt).toBe(at('02 08:00'));
  });

  it('was held by one after the other', () => {
    expect(timeline.assignments.map(({ start, holder, team }) => [start, holder, team])).toEqual([
      [at('02 08:00'), null, 'Desk'],
      [at('02 08:10'), 'snow:ann-id', 'Desk'],
      [at('03 08:30'), 'snow:bob-id', 'Network'],
    ]);
  });

  it('was resolved twice, each time by whom it names, with what was true then', () => {
    const done = timeline.resolutions.map((one) => [one.at, one.resolver, one.reopenedAt, one.state.workType]);
    expect(done).toEqual([
      [at('02 10:00'), 'snow:ann-id', at('03 08:00'), 'network'],
      [at('03 11:00'), 'snow:bob-id', null, 'vpn'],
    ]);
    expect(timeline.resolutions.map(({ state }) => state.priority)).toEqual(['P3', 'P2']);
    expect(timeline.firstPriority).toBe('P3');
  });

  it('was written about', () => {
    expect(timeline.replies).toEqual([
      { at: at('02 08:30'), by: 'snow:ann-id', from: 'agent' },
      { at: at('02 09:00'), by: 'snow:cal-id', from: 'customer' },
      { at: at('03 08:31'), by: 'snow:ann-id', from: 'note' },
      { at: at('03 11:00'), by: 'snow:bob-id', from: 'agent' },
    ]);
    expect(timeline.ratings).toEqual([{ at: at('04 09:00'), score: 0.75, critical: false, about: null }]);
    expect(timeline.sourceSla).toEqual({ resolution: false });
    expect(timeline.links).toEqual([{ at: at('03 09:00'), by: 'snow:bob-id', relation: 'problem', other: 'prb1' }]);
  });
});

/** All readings of a ticket that was read again after each of its updates, and what stands beside it. */
const LIVE = [...Array.from({ length: LENGTH + 1 }, (_, updates) => readAfter(updates)), ...BESIDE];

/** Shown by their numbers, so that a failure tells the order and not all that is in it. */
function anyOrder(rows: readonly Row[]): fc.Arbitrary<() => Row[]> {
  const numbers = rows.map((_, i) => i);
  return fc.shuffledSubarray(numbers, { minLength: numbers.length }).map((order) => {
    const deliveries = (): Row[] => order.map((i) => rows[i] ?? {});
    return Object.assign(deliveries, { toString: () => order.join() });
  });
}

describe('what is delivered', () => {
  it('may come in any order, doubled, with older readings after newer ones', () => {
    const expected = fold(kept(ALL));
    fc.assert(
      fc.property(anyOrder([...LIVE, ...ALL]), (deliveries) => {
        expect(fold(kept(deliveries()))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('may be the history row by row: the same updates under the same ids', () => {
    const expected = fold(kept(ALL));
    const lasting = ({ start, end }: { start: number; end: number | null }) => start !== end;
    fc.assert(
      fc.property(anyOrder([...ALL, ...ROW_BY_ROW]), (deliveries) => {
        const timeline = fold(kept(deliveries()));
        expect(timeline.statuses.filter(lasting)).toEqual(expected.statuses);
        expect(timeline.assignments.filter(lasting)).toEqual(expected.assignments);
        expect(timeline.resolutions.map((one) => [one.at, one.resolver])).toEqual(
          expected.resolutions.map((one) => [one.at, one.resolver]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('row by row beside the record alone gives the same statuses in the end', () => {
    const alone = { resource: 'incident', data: recordAfter(LENGTH) };
    const timeline = fold(kept([alone, ...ROW_BY_ROW]));
    expect(
      timeline.statuses.filter(({ start, end }) => start !== end).map(({ start, status }) => [start, status]),
    ).toEqual(SPELLS);
  });
});

describe('what was known when', () => {
  it('is what a reading at that time would have told: a back-test sees no more than the live desk did', () => {
    for (let updates = 0; updates <= LENGTH; updates += 1) {
      const then = kept([readAfter(updates)]);
      const asOf = Math.max(...then.map(({ occurredAt }) => occurredAt));
      expect(kept([readAfter(LENGTH)]).filter(({ knownAt }) => knownAt <= asOf)).toEqual(then);
    }
  });

  it('of a record alone is nothing but its opening before its last update', () => {
    const events = kept([{ resource: 'incident', data: recordAfter(LENGTH) }]);
    const early = events.filter(({ knownAt }) => knownAt < at('08 11:00'));
    expect(early.map(({ id, fact }) => [id, fact])).toEqual([
      ['snow:t1#opened', { type: 'changed', set: { status: 'new', kind: 'incident' } }],
    ]);
    expect(fold(events).resolutions).toMatchObject([{ at: at('03 11:00'), resolver: 'snow:bob-id' }]);
  });
});
