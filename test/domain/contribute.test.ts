import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contribute } from '../../src/domain/contribute.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import { clocksNamed } from '../../src/domain/sla/clock.ts';
import { BLANK_STATE, isDone } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { EVERY_SECOND_HOUR, NO_PROMISE } from './levels.ts';
import { propertyRuns } from './property-runs.ts';
import {
  account,
  agent,
  anyStory,
  HOUR,
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

const rowsOf = (events: readonly TicketEvent[]) => contribute(foldTimeline(events, WHO), NO_PROMISE);
const rowOf = (name: string | null, ...steps: Step[]) =>
  rowsOf(story(...steps)).find(({ agentId }) => agentId === (name === null ? null : agent(name)));

const NEW: Step = [0, { status: 'new', team: 'first', priority: 'P2' }];
const replied = (hours: number, by: string): Step => [hours, { type: 'replied' }, { actor: account(by) }];

describe('contribute', () => {
  // Hours; who is not named has no row.
  const stories: [title: string, steps: Step[], rows: Record<string, string>][] = [
    [
      'one owner',
      [NEW, [1, took('ann')], [3, RESOLVED]],
      { nobody: 'held 1', ann: 'took 1, resolved 3 alone, held 2' },
    ],
    [
      'a hand-over that was right at once',
      [NEW, [1, took('ann')], [2, took('bob', 'second')], [5, RESOLVED]],
      { nobody: 'held 1', ann: 'took 1, gave 2 right-first, held 1', bob: 'got 2, resolved 5, held 3' },
    ],
    [
      'a hand-over that moved on',
      [NEW, [1, took('ann')], [2, took('bob')], [4, took('cy')], [5, RESOLVED]],
      {
        nobody: 'held 1',
        ann: 'took 1, gave 2 onward, held 1',
        bob: 'got 2, gave 4 right-first, held 2',
        cy: 'got 4, resolved 5, held 1',
      },
    ],
    [
      'a hand-over that came back',
      [NEW, [1, took('ann')], [2, took('bob')], [4, took('ann')], [5, RESOLVED]],
      {
        nobody: 'held 1',
        ann: 'took 1, got 4, gave 2 bounce-back 4, resolved 5, held 2',
        bob: 'got 2, gave 4 right-first, held 2',
      },
    ],
    [
      "let go to one's own team's queue and taken again: one stint",
      [NEW, [1, took('ann')], [2, queue()], [4, took('ann')], [5, RESOLVED]],
      { nobody: 'held 1', ann: 'took 1, resolved 5 alone, held 4' },
    ],
    [
      'the same with another team between: a bounce',
      [NEW, [1, took('ann')], [2, queue('second')], [4, took('ann')], [5, RESOLVED]],
      { nobody: 'held 3', ann: 'took 1, got 4, gave 2 bounce-back 4, resolved 5, held 2' },
    ],
    [
      "let go to one's own team's queue and taken again for another team: a bounce",
      [NEW, [1, took('ann')], [2, queue()], [4, took('ann', 'second')], [5, RESOLVED]],
      { nobody: 'held 3', ann: 'took 1, got 4, gave 2 bounce-back 4, resolved 5, held 2' },
    ],
    [
      'taken again from the queue of another team: a bounce',
      [NEW, [1, took('ann')], [2, queue('second')], [4, took('ann', 'second')], [5, RESOLVED]],
      { nobody: 'held 3', ann: 'took 1, got 4, gave 2 bounce-back 4, resolved 5, held 2' },
    ],
    [
      'kept while it moved to another team: one stint',
      [NEW, [1, took('ann')], [2, took('ann', 'second')], [5, RESOLVED]],
      { nobody: 'held 1', ann: 'took 1, resolved 5 alone, held 4' },
    ],
    [
      'let go to the queue, where a colleague took it',
      [NEW, [1, took('ann')], [2, queue()], [4, took('bob')], [5, RESOLVED]],
      { nobody: 'held 3', ann: 'took 1, gave 2 right-first, held 1', bob: 'got 4, resolved 5, held 1' },
    ],
    [
      'sent to another team, where nobody has taken it',
      [NEW, [1, took('ann')], [2, queue('second')]],
      { nobody: 'held 1, holds since 2', ann: 'took 1, gave 2 open, held 1' },
    ],
    [
      "back in one's own team's queue: not handed to anybody",
      [NEW, [1, took('ann')], [2, queue()]],
      { nobody: 'held 1, holds since 2', ann: 'took 1, held 1' },
    ],
    [
      'resolved in the very row in which it was taken',
      [NEW, [2, { ...RESOLVED, ...took('ann') }]],
      { nobody: 'held 2', ann: 'took 2, resolved 2 alone, held 0' },
    ],
    [
      'passed through other hands within the minute of its resolution',
      [NEW, [2, took('bob')], [2, took('ann')], [2, RESOLVED], [2, took('cy')]],
      { nobody: 'held 2', ann: 'took 2, resolved 2 alone, held 0' },
    ],
    [
      'given away in the minute after which it was resolved',
      [NEW, [1, took('ann')], [3, RESOLVED], [3, took('bob')]],
      { nobody: 'held 1', ann: 'took 1, resolved 3 alone, held 2' },
    ],
    [
      'reopened and resolved by another',
      [NEW, [1, took('ann')], [2, RESOLVED], [4, OPEN], [5, took('bob')], [8, RESOLVED]],
      {
        nobody: 'held 1',
        ann: 'took 1, took 4, gave 5 right-first, resolved 2 alone reopened 4, held 2',
        bob: 'got 5, resolved 8, held 3',
      },
    ],
    [
      'cancelled: nobody resolved it',
      [NEW, [1, took('ann')], [3, { status: 'cancelled' }]],
      { nobody: 'held 1', ann: 'took 1, held 2' },
    ],
    [
      'cancelled, then put away by another: no hand-over of work',
      [NEW, [1, took('ann')], [3, { status: 'cancelled' }], [4, took('bob')], [5, { status: 'closed' }]],
      { nobody: 'held 1', ann: 'took 1, held 2' },
    ],
    ['never assigned', [NEW, [2, RESOLVED]], { nobody: 'resolved 2, held 2' }],
    ['untouched', [NEW], { nobody: 'held 0, holds since 0' }],
    ['in work', [NEW, [1, took('ann')]], { nobody: 'held 1', ann: 'took 1, held 0, holds since 1' }],
    [
      'an automation between two spells of one person: their one stint',
      [NEW, [1, took('ann')], [2, took('robo')], [3, took('ann')], [5, RESOLVED]],
      { nobody: 'held 1', ann: 'took 1, resolved 5 alone, held 4' },
    ],
    [
      'an automation on the way to a colleague',
      [NEW, [1, took('ann')], [2, took('robo')], [3, took('bob')], [5, RESOLVED]],
      { nobody: 'held 2', ann: 'took 1, gave 2 right-first, held 1', bob: 'got 3, resolved 5, held 2' },
    ],
    [
      'resolved by an automation: credited to nobody',
      [NEW, [1, took('ann')], [2, { ...RESOLVED, ...took('robo') }]],
      { nobody: 'resolved 2, held 1', ann: 'took 1, held 1' },
    ],
    [
      'a resolver the source names, who never held it',
      [NEW, [1, took('ann')], [2, resolvedBy('bob')]],
      { nobody: 'held 1', ann: 'took 1, held 1', bob: 'resolved 2, held 0' },
    ],
    [
      'waiting for the requester: nobody holds time',
      [NEW, [1, took('ann')], [2, { status: 'pending' }], [6, OPEN], [7, RESOLVED]],
      { nobody: 'held 1', ann: 'took 1, resolved 7 alone, held 2' },
    ],
  ];

  it.each(stories)('%s', (_title, steps, rows) => {
    expect(Object.fromEntries(rowsOf(story(...steps)).map((row) => [nameOf(row), summary(row)]))).toEqual(rows);
  });

  it('splits the running time of the unresolved ticket among its holders and nobody, to the millisecond', () => {
    fc.assert(
      fc.property(anyStory, (events) => {
        const levels = { ...NO_PROMISE, calendar: EVERY_SECOND_HOUR };
        const timeline = foldTimeline(events, WHO);
        const asOf = (events.at(-1)?.occurredAt ?? START) + 5 * HOUR;
        const running = clocksNamed('resolution', timeline, levels, asOf)
          .flatMap(({ segments }) => segments)
          .filter((segment) => segment.running);
        const runningFrom = (since: number) =>
          running.filter(({ start }) => start >= since).reduce((ms, { openMs }) => ms + openMs, 0);
        const held = contribute(timeline, levels).map(({ heldMs, holdingSince }) => {
          return heldMs + (holdingSince === null ? 0 : runningFrom(holdingSince));
        });
        expect(held.reduce((a, b) => a + b, 0)).toBe(workedThrough(events, asOf));
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('gives each person and nobody one row at most, whose lastAt is no earlier than anything in it', () => {
    fc.assert(
      fc.property(anyStory, (events) => {
        const rows = rowsOf(events);
        expect(new Set(rows.map(({ agentId }) => agentId)).size).toBe(rows.length);
        for (const row of rows) {
          const parts = [...row.taken, ...row.handoffs, ...row.resolutions, ...row.ratings].map(({ at }) => at);
          expect(Math.max(row.openedAt, row.holdingSince ?? 0, ...parts)).toBeLessThanOrEqual(row.lastAt);
        }
      }),
    );
  });

  it('credits every resolution once', () => {
    fc.assert(
      fc.property(anyStory, (events) => {
        const credited = rowsOf(events).flatMap(({ resolutions }) => resolutions.map(({ at }) => at));
        const { resolutions } = foldTimeline(events, WHO);
        expect(credited.sort((a, b) => a - b)).toEqual(resolutions.map(({ at }) => at));
      }),
    );
  });
});

describe('what is known of a resolution', () => {
  const work = { status: 'new', team: 'first', priority: 'P1', workType: 'network', channel: 'mail' } as const;

  it('is the kind of work by the first priority, its business time and how many held it', () => {
    const steps: Step[] = [
      [0, work],
      [1, took('ann')],
      [2, { priority: 'P3', ...took('bob', 'second') }],
      [5, RESOLVED],
    ];
    expect(rowOf('bob', ...steps)?.resolutions).toEqual([
      {
        at: hour(5),
        team: 'second',
        cell: { workType: 'network', priority: 'P1', channel: 'mail', shift: 'unknown' },
        businessMs: 5 * HOUR,
        holders: 2,
        handovers: 1,
        before: 1,
        cycle: 0,
        usedBefore: null,
        oneOwner: false,
        reopenedAt: null,
        repeatedAt: null,
        episodeOf: null,
        sla: null,
        sourceSlaMet: null,
      },
    ]);
  });

  it('starts anew at a reopening', () => {
    const steps: Step[] = [NEW, [1, took('ann')], [2, RESOLVED], [10, OPEN], [13, RESOLVED]];
    expect(rowOf('ann', ...steps)?.resolutions.map(({ businessMs }) => businessMs / HOUR)).toEqual([2, 3]);
  });

  it('takes the word of the source on its own target, whenever that comes', () => {
    const said: Step = [9, { type: 'sla-reported', target: 'resolution', met: false }];
    expect(rowOf('ann', NEW, [1, took('ann')], [2, RESOLVED], said)?.resolutions[0]?.sourceSlaMet).toBe(false);
  });

  it('counts holder and resolver of two id spaces as one person, as nobody has joined them yet', () => {
    const resolver = account('resolved-by/7');
    const events = story(NEW, [1, took('assigned-to/81')], [2, { type: 'changed', set: RESOLVED, resolver }]);
    const row = rowsOf(events).find(({ agentId }) => agentId === agent('resolved-by/7'));
    expect(row?.resolutions[0]?.oneOwner).toBe(true);
  });
});

describe('ratings and reviews', () => {
  const RATED: TicketFact = { type: 'rated', score: 0.25, about: null };
  const done: Step[] = [NEW, [1, took('ann')], [3, RESOLVED]];

  it('a rating goes to the resolver who replied in public', () => {
    expect(rowOf('ann', ...done.slice(0, 2), replied(2, 'ann'), [3, RESOLVED], [4, RATED])?.ratings).toEqual([
      { at: hour(4), score: 0.25, critical: false },
    ]);
  });

  it.each([
    ['never replied', done],
    ['let a colleague reply', [...done.slice(0, 2), replied(2, 'bob'), [3, RESOLVED] as Step]],
    [
      'wrote notes only',
      [...done.slice(0, 2), [2, { type: 'noted' }, { actor: account('ann') }] as Step, [3, RESOLVED] as Step],
    ],
  ])('it goes to the team when the resolver %s', (_what, steps) => {
    expect(rowOf('ann', ...steps, [4, RATED])?.ratings).toEqual([]);
    expect(rowOf(null, ...steps, [4, RATED])?.ratings).toHaveLength(1);
  });

  it('it goes to whom the source says it is about', () => {
    expect(rowOf('bob', ...done, [4, { ...RATED, about: account('bob') }])?.ratings).toHaveLength(1);
  });

  it('it goes to who had resolved it by then, not to who does later', () => {
    const steps: Step[] = [...done.slice(0, 2), replied(2, 'ann'), [3, RESOLVED], [4, RATED], [5, OPEN]];
    const later: Step[] = [...steps, [6, took('bob')], replied(7, 'bob'), [8, RESOLVED]];
    expect(rowOf('ann', ...later)?.ratings).toHaveLength(1);
  });

  it('a review goes to who wrote what was reviewed', () => {
    const review = { type: 'reviewed', score: 0, critical: true, about: account('bob') } as const;
    expect(rowOf('bob', ...done, [4, review])?.reviews).toEqual([{ at: hour(4), score: 0, critical: true }]);
  });

  it('a hand-over names whom it went to, past any queue, and what the ticket turned out to be', () => {
    const sorted: Step = [4, { workType: 'network' }];
    const ann = rowOf('ann', NEW, [1, took('ann')], [2, queue('second')], [3, took('bob', 'second')], sorted);
    expect(ann?.handoffs).toMatchObject([{ to: agent('bob'), workType: 'network', outcome: 'open' }]);
    const waiting = rowOf('ann', NEW, [1, took('ann')], [2, queue('second')]);
    expect(waiting?.handoffs).toMatchObject([{ to: null, workType: 'unknown' }]);
  });

  it('replies and notes are counted for who wrote them', () => {
    const noted: Step = [2, { type: 'noted' }, { actor: account('bob') }];
    const asked: Step = [2, { type: 'customer-replied' }, { actor: account('eve') }];
    const steps: Step[] = [NEW, replied(1, 'bob'), replied(2, 'bob'), noted, asked, replied(3, 'robo')];
    expect(rowsOf(story(...steps)).map((row) => [nameOf(row), row.replies, row.notes])).toEqual([
      ['nobody', 0, 0],
      ['bob', 2, 1],
    ]);
  });
});

const nameOf = ({ agentId }: Contribution) => agentId?.slice('desk:'.length) ?? 'nobody';

function summary(row: Contribution): string {
  const h = (at: number) => (at - START) / HOUR;
  return [
    ...row.taken.map(({ at, handedOver }) => `${handedOver ? 'got' : 'took'} ${h(at)}`),
    ...row.handoffs.map(
      (part) => `gave ${h(part.at)} ${part.outcome}${part.cameBackAt ? ` ${h(part.cameBackAt)}` : ''}`,
    ),
    ...row.resolutions.map(
      (part) =>
        `resolved ${h(part.at)}${part.oneOwner ? ' alone' : ''}${part.reopenedAt ? ` reopened ${h(part.reopenedAt)}` : ''}`,
    ),
    `held ${row.heldMs / HOUR}`,
    ...(row.holdingSince === null ? [] : [`holds since ${h(row.holdingSince)}`]),
  ].join(', ');
}

/** Counted step by step from the events, by the same calendar: time at which someone had to work on it. */
function workedThrough(events: readonly TicketEvent[], asOf: number): number {
  let { status } = BLANK_STATE;
  let rests = false;
  return events.reduce((ms, { fact, occurredAt }, i) => {
    status = (fact.type === 'changed' ? fact.set.status : undefined) ?? status;
    if (status !== 'unknown') rests = isDone(status);
    const stopped = rests || status === 'pending';
    return ms + (stopped ? 0 : EVERY_SECOND_HOUR.elapsed(occurredAt, events[i + 1]?.occurredAt ?? asOf));
  }, 0);
}
