import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLANK_STATE, type TicketChange, type TicketState } from '../../src/domain/ticket.ts';
import { inOrder, type TicketEvent } from '../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { hOrNull } from './sla/told.ts';
import {
  account,
  agent,
  anyStory,
  hour,
  OPEN,
  queue,
  RESOLVED,
  resolvedBy,
  START,
  type Step,
  story,
  took,
  WHO,
} from './story.ts';

const fold = (events: readonly TicketEvent[]) => foldTimeline(events, WHO);
const NEW: TicketChange = { status: 'new', team: 'first' };

describe('foldTimeline', () => {
  it('gives the same for any order, doubles included', () => {
    // Some sources do not say what came first within a minute; then the ids decide.
    const unordered = anyStory.map((events) => events.map((event) => ({ ...event, seq: 0 })));
    const mixed = fc.oneof(anyStory, unordered).chain((events) =>
      fc.record({
        events: fc.constant(events),
        arrived: fc
          .subarray(events)
          .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length })),
      }),
    );
    fc.assert(
      fc.property(mixed, ({ events, arrived }) => {
        expect(fold(arrived)).toEqual(fold(events));
      }),
    );
  });

  it('covers all time since the opening with one status and one holder each, none told twice', () => {
    fc.assert(
      fc.property(anyStory, (events) => {
        const { openedAt, statuses, assignments, resolutions } = fold(events);
        for (const spells of [statuses, assignments]) {
          expect(spells[0]?.start).toBe(openedAt);
          expect(spells.map(({ end }) => end)).toEqual([...spells.slice(1).map(({ start }) => start), null]);
        }
        const hands = assignments.map(({ holder, team }) => `${holder} ${team}`);
        const words = statuses.map(({ status, sourceStatus }) => `${status} ${sourceStatus}`);
        for (const told of [hands, words]) expect(told.filter((one, i) => one === told[i - 1])).toEqual([]);
        const unending = resolutions.slice(0, -1).filter(({ reopenedAt }) => reopenedAt === null);
        expect(unending).toEqual([]);
      }),
    );
  });

  it('reads a story told by whole snapshots as one told by differences', () => {
    fc.assert(
      fc.property(anyStory, (events) => {
        expect(fold(snapshots(events))).toEqual(fold(events));
      }),
    );
  });

  it('orders what happened within one minute by seq, not by arrival', () => {
    const [created, ...rest] = story([0, NEW], [1, took('ann')], [1, RESOLVED], [1, took('bob')]);
    const events = [...rest.toReversed(), created as TicketEvent];
    expect(fold(events).resolutions).toMatchObject([{ at: hour(1), resolver: agent('ann') }]);
    expect(fold(events).assignments.at(-1)?.holder).toBe(agent('bob'));
  });

  it('orders by time first, then by seq, whatever the ids', () => {
    const [created] = story([0, NEW]) as [TicketEvent];
    const told = [
      [1, 2, '#b'],
      [1, 10, '#a'],
      [2, 0, '#0'],
    ] as const;
    const events = told.map(([at, seq, id]) => ({
      ...created,
      occurredAt: hour(at),
      seq,
      id: id as TicketEvent['id'],
    }));
    expect(events.toReversed().sort(inOrder)).toEqual(events);
  });

  it('orders what nothing else orders by id, one way for all', () => {
    const [a, b] = story([1, OPEN], [1, RESOLVED]).map((event) => ({ ...event, seq: 0 })) as [TicketEvent, TicketEvent];
    expect([inOrder(a, b), inOrder(b, a), inOrder(a, { ...a })].map(Math.sign)).toEqual([-1, 1, 0]);
    expect(fold([b, a]).resolutions).toHaveLength(1);
  });

  it('opens a ticket when its source says, though no event is that old', () => {
    const told = { type: 'changed', set: took('ann'), openedAt: START } as const;
    expect(fold(story([2, told])).assignments).toEqual([
      { start: START, end: hour(2), holder: null, team: 'first', automatic: false, by: null },
      { start: hour(2), end: null, holder: agent('ann'), team: 'first', automatic: false, by: null },
    ]);
  });

  it('opens it then also when that is said late', () => {
    const late = { type: 'changed', set: { priority: 'P1' }, openedAt: START } as const;
    const { openedAt, statuses, assignments, states } = fold(story([2, NEW], [5, late]));
    expect(openedAt).toBe(START);
    expect(assignments).toEqual([{ start: START, end: null, holder: null, team: 'first', automatic: false, by: null }]);
    expect([statuses, states].map((spells) => spells.map(({ start }) => start))).toEqual([[START], [START, hour(5)]]);
  });

  it('does not lay a ticket in a queue for no time where its first word says who holds it', () => {
    expect(fold(story([0, { ...NEW, ...took('ann') }])).assignments).toEqual([
      { start: START, end: null, holder: agent('ann'), team: 'first', automatic: false, by: null },
    ]);
  });

  it('keeps the words of the source apart, though ours is the same', () => {
    const events = story([0, { ...NEW, sourceStatus: 'New' }], [1, { sourceStatus: 'Triage' }], [2, { team: 'other' }]);
    expect(fold(events).statuses).toEqual([
      { start: START, end: hour(1), status: 'new', sourceStatus: 'New', automatic: false, by: null },
      { start: hour(1), end: null, status: 'new', sourceStatus: 'Triage', automatic: false, by: null },
    ]);
  });

  it('keeps which other tickets it was linked to, and when', () => {
    const linked = { type: 'linked', relation: 'duplicate', other: 'T2' } as const;
    expect(fold(story([0, NEW])).links).toEqual([]);
    expect(fold(story([0, NEW], [3, linked])).links).toEqual([
      { at: hour(3), by: null, relation: 'duplicate', other: 'T2' },
    ]);
  });

  it('keeps the first priority said beside the present one', () => {
    const events = story([0, NEW], [1, { priority: 'P1' }], [2, { priority: 'P3' }]);
    expect(fold(events)).toMatchObject({ firstPriority: 'P1', state: { priority: 'P3' } });
  });

  it('needs at least one event', () => {
    expect(() => fold([])).toThrow(new RangeError('foldTimeline needs at least one event'));
  });
});

describe('what a promise may depend on', () => {
  const since = (...steps: Step[]) => fold(story([0, NEW], ...steps)).states.map(({ start }) => hOrNull(start));

  it.each<[field: string, change: TicketChange]>([
    ['the priority', { priority: 'P1' }],
    ['the kind', { kind: 'incident' }],
    ['the team', { team: 'second' }],
    ['the type of work', { workType: 'network' }],
    ['the group of the requester', { requesterGroup: 'sales' }],
  ])('is kept from each change of %s on', (_field, change) => {
    expect(since([1, change])).toEqual([0, 1]);
    expect(fold(story([0, NEW], [1, change])).states.at(-1)?.state).toMatchObject(change);
  });

  it('is not kept anew where none of that changes', () => {
    expect(since([1, took('ann')], [2, OPEN], [3, { channel: 'phone', team: 'first' }])).toEqual([0]);
  });

  it('is of several changes at one instant what they left', () => {
    const events = story([0, NEW], [0, { priority: 'P3' }], [1, { priority: 'P1' }], [1, { priority: 'P2' }]);
    expect(fold(events).states.map(({ start, state }) => [hOrNull(start), state.priority])).toEqual([
      [0, 'P3'],
      [1, 'P2'],
    ]);
  });
});

describe('a status nobody knows', () => {
  const odd: TicketChange = { status: 'unknown', sourceStatus: '-100' };

  it('is kept with the word of the source', () => {
    expect(fold(story([0, NEW], [1, odd])).statuses.at(-1)).toMatchObject({ status: 'unknown', sourceStatus: '-100' });
  });

  it('is no reopening, as it says nothing', () => {
    const events = story([0, NEW], [1, took('ann')], [2, RESOLVED], [3, odd], [4, { status: 'closed' }]);
    expect(fold(events).resolutions).toMatchObject([{ at: hour(2), reopenedAt: null }]);
  });

  it('does not hide the reopening after it', () => {
    const events = story([0, NEW], [1, took('ann')], [2, RESOLVED], [3, odd], [4, OPEN]);
    expect(fold(events).resolutions).toMatchObject([{ at: hour(2), reopenedAt: hour(4) }]);
  });
});

describe('a resolution', () => {
  it('is credited to who held the ticket in that row', () => {
    const events = story([0, NEW], [1, took('ann')], [2, { ...RESOLVED, ...took('bob') }]);
    expect(fold(events).resolutions).toMatchObject([{ resolver: agent('bob'), state: { team: 'first' } }]);
  });

  it('is credited to whom the source names, also when it does so later', () => {
    const events = story([0, NEW], [1, took('ann')], [2, RESOLVED], [9, { ...resolvedBy('bob'), set: {} } as never]);
    expect(fold(events.slice(0, 3)).resolutions).toMatchObject([{ resolver: agent('ann') }]);
    expect(fold(events).resolutions).toMatchObject([{ resolver: agent('bob') }]);
  });

  it('stays as it was when the ticket changes hands afterwards or is closed', () => {
    const events = story([0, NEW], [1, took('ann')], [2, RESOLVED], [3, took('bob')], [4, { status: 'closed' }]);
    expect(fold(events).resolutions).toMatchObject([{ at: hour(2), resolver: agent('ann'), reopenedAt: null }]);
  });

  it('is followed by another one after a reopening', () => {
    const events = story([0, NEW], [1, took('ann')], [2, RESOLVED], [3, OPEN], [4, took('bob')], [5, RESOLVED]);
    expect(fold(events).resolutions).toMatchObject([
      { at: hour(2), resolver: agent('ann'), reopenedAt: hour(3) },
      { at: hour(5), resolver: agent('bob'), reopenedAt: null },
    ]);
  });

  it('was first reopened when it was, though the ticket was cancelled and reopened again since', () => {
    const events = story([0, NEW], [1, RESOLVED], [2, OPEN], [3, { status: 'cancelled' }], [4, OPEN]);
    expect(fold(events).resolutions).toMatchObject([{ at: hour(1), reopenedAt: hour(2) }]);
  });

  it('is none when the ticket is cancelled', () => {
    const events = story([0, NEW], [1, took('ann')], [2, { status: 'cancelled' }], [3, { status: 'closed' }]);
    expect(fold(events).resolutions).toEqual([]);
  });
});

describe('an automation', () => {
  it('is told apart in the spells that it begins', () => {
    const byRobo = { actor: account('robo') };
    const { statuses, assignments } = fold(
      story([0, NEW], [1, OPEN, byRobo], [2, took('ann'), byRobo], [3, took('bob'), { actor: account('bob') }]),
    );
    expect(statuses.map(({ automatic }) => automatic)).toEqual([false, true]);
    expect(assignments.map(({ automatic }) => automatic)).toEqual([false, true, false]);
  });

  it('holds nothing, resolves nothing, replies as nobody', () => {
    const events = story(
      [0, NEW],
      [1, took('robo')],
      [2, { type: 'replied' }, { actor: account('robo') }],
      [3, RESOLVED],
    );
    const { assignments, resolutions, replies } = fold(events);
    expect(assignments).toEqual([{ start: START, end: null, holder: null, team: 'first', automatic: false, by: null }]);
    expect(resolutions).toMatchObject([{ resolver: null }]);
    expect(replies).toMatchObject([{ by: null, from: 'agent' }]);
  });

  it('takes no credit either when the source names it', () => {
    const events = story([0, NEW], [1, took('ann')], [2, resolvedBy('robo')]);
    expect(fold(events).resolutions).toMatchObject([{ resolver: null }]);
  });

  it('ends the spell of whoever held the ticket before it', () => {
    const { assignments } = fold(story([0, NEW], [1, took('ann')], [2, took('robo')], [3, queue()], [4, took('ann')]));
    expect(assignments.map(({ holder }) => holder)).toEqual([null, agent('ann'), null, agent('ann')]);
  });
});

/** Each change said again as the whole state it left behind. */
function snapshots(events: readonly TicketEvent[]): TicketEvent[] {
  let state: TicketState = BLANK_STATE;
  return events.map((event) => {
    if (event.fact.type !== 'changed') return event;
    state = { ...state, ...event.fact.set };
    return { ...event, fact: { ...event.fact, set: state, openedAt: START } };
  });
}

describe('what a source has revised', () => {
  const rated = (score: number, of: string, at: number) =>
    ({ type: 'rated', score, about: null, edition: { of, at } }) as const;
  const scores = (events: readonly TicketEvent[]) => fold(events).ratings.map(({ score }) => score);

  it('counts as it was worded last, in whatever order it came', () => {
    const events = story([0, NEW], [5, rated(1, 'a', 9)], [5, rated(0, 'a', 8)], [6, rated(0.5, 'b', 1)]);
    expect(scores(events)).toEqual([1, 0.5]);
    expect(scores([...events].reverse())).toEqual([1, 0.5]);
  });

  it('counts as it was worded before, as long as the later wording is not known', () => {
    const [first, second] = [rated(1, 'a', 1), rated(0, 'a', 2)];
    const events = story([0, NEW], [5, first], [5, second, { knownAt: hour(9) }]);
    expect(scores(events.filter(({ knownAt }) => knownAt <= hour(8)))).toEqual([1]);
    expect(scores(events)).toEqual([0]);
  });
});
