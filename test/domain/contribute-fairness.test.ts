import { describe, expect, it } from 'vitest';
import { contribute } from '../../src/domain/contribute.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import type { TicketChange } from '../../src/domain/ticket.ts';
import type { TicketFact } from '../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { PROMISE, promising } from './levels.ts';
import {
  account,
  agent,
  HOUR,
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

const NEW: Step = [0, { status: 'new', team: 'first', priority: 'P2', workType: 'network' }];
const PENDING: TicketChange = { status: 'pending' };
const ASKED: TicketFact = { type: 'customer-replied' };
const by = (name: string, hours: number, what: TicketChange | TicketFact): Step => [
  hours,
  what,
  { actor: account(name) },
];

/** Eight hours to resolve a P2, open day and night, standing while pending. */
function rowOf(name: string, ...steps: Step[]): Contribution {
  const rows = contribute(foldTimeline(story(NEW, ...steps), WHO), promising(PROMISE));
  const row = rows.find(({ agentId }) => agentId === agent(name));
  if (row === undefined) throw new Error(`${name} has no row`);
  return row;
}
const h = (at: number) => (at - START) / HOUR;

describe('what came before the resolver', () => {
  const stories: [what: string, steps: Step[], before: number, usedBefore: number][] = [
    [
      'the first holder resolves it',
      [
        [2, took('ann')],
        [4, RESOLVED],
      ],
      0,
      1 / 4,
    ],
    [
      'two others had it first',
      [
        [0, took('bob')],
        [1, took('cy')],
        [4, took('ann')],
        [6, RESOLVED],
      ],
      2,
      1 / 2,
    ],
    [
      'it moved from queue to queue',
      [
        [1, queue('second')],
        [2, took('ann')],
        [4, RESOLVED],
      ],
      0,
      1 / 4,
    ],
    [
      'they gave it away and got it back',
      [
        [2, took('ann')],
        [3, took('bob')],
        [4, took('ann')],
        [6, RESOLVED],
      ],
      0,
      1 / 4,
    ],
    [
      'another bounced it to them',
      [
        [0, took('bob')],
        [2, took('ann')],
        [3, took('bob')],
        [4, took('ann')],
        [6, RESOLVED],
      ],
      1,
      1 / 4,
    ],
    [
      'they never held it',
      [
        [0, took('bob')],
        [4, took('cy')],
        [6, resolvedBy('ann')],
      ],
      1,
      3 / 4,
    ],
    [
      'a pause uses nothing',
      [
        [0, took('bob')],
        [1, PENDING],
        [3, OPEN],
        [4, took('ann')],
        [6, RESOLVED],
      ],
      1,
      1 / 4,
    ],
  ];

  it.each(stories)('%s', (_what, steps, before, usedBefore) => {
    expect(rowOf('ann', ...steps).resolutions).toMatchObject([{ before, usedBefore, cycle: 0 }]);
  });

  it('is counted anew in each cycle', () => {
    const reopened: Step[] = [
      [1, took('bob')],
      [2, took('ann')],
      [4, RESOLVED],
      [5, OPEN],
      [7, RESOLVED],
    ];
    const parts = rowOf('ann', ...reopened).resolutions.map(({ cycle, before, usedBefore }) => [
      cycle,
      before,
      usedBefore,
    ]);
    expect(parts).toEqual([
      [0, 1, 1 / 4],
      [1, 0, 0],
    ]);
  });

  it('is not known in shares where nothing was promised', () => {
    expect(
      rowOf('ann', [0, { priority: 'P9' }], [1, took('ann')], [2, RESOLVED]).resolutions[0]?.usedBefore,
    ).toBeNull();
  });

  it('stands for the last holder where resolvers are named in an id space of their own', () => {
    const steps: Step[] = [
      [0, took('bob')],
      [2, took('assigned-to/81')],
      [4, resolvedBy('resolved-by/7')],
    ];
    expect(rowOf('resolved-by/7', ...steps).resolutions).toMatchObject([{ before: 1, usedBefore: 1 / 4 }]);
  });
});

describe('taking a ticket', () => {
  const picked = (...steps: Step[]) => rowOf('ann', ...steps).taken.map(({ selfPicked }) => selfPicked);

  it('is their own choice only where they assigned it themselves', () => {
    expect(picked(by('ann', 1, took('ann')))).toEqual([true]);
    expect(picked(by('bob', 1, took('ann')))).toEqual([false]);
    expect(picked(by('robo', 1, took('ann')))).toEqual([false]);
    expect(picked([1, took('ann')])).toEqual([false]);
  });

  it('is no choice where they get back what they resolved', () => {
    expect(picked(by('ann', 1, took('ann')), by('ann', 2, RESOLVED), by('eve', 3, OPEN))).toEqual([true, false]);
  });

  it('stays what it was while they keep it, whoever moves it to another team', () => {
    expect(picked(by('bob', 1, took('ann')), by('ann', 2, took('ann', 'second')))).toEqual([false]);
    expect(picked(by('ann', 1, took('ann')), by('ann', 2, queue()), by('bob', 3, took('ann')))).toEqual([true]);
  });
});

describe('acts', () => {
  it('are replies, notes and changes of status or assignment, in time, each instant once', () => {
    const row = rowOf(
      'ann',
      by('bob', 1, took('ann')),
      by('ann', 3, PENDING),
      by('ann', 2, { type: 'replied' }),
      by('ann', 4, { type: 'noted' }),
      by('ann', 5, { ...RESOLVED, holder: account('cy') }),
      by('ann', 6, { region: 'north' }),
    );
    expect(row.acts.map(h)).toEqual([2, 3, 4, 5]);
    expect(row.lastAt).toBe(START + 5 * HOUR);
  });

  it('make no contributor of a requester who closes their ticket', () => {
    expect(() => rowOf('eve', [1, took('ann')], by('eve', 2, RESOLVED))).toThrow('eve has no row');
  });

  it('are not what is told of a time before it was told', () => {
    const late = {
      actor: account('ann'),
      fact: { type: 'changed', set: { ...RESOLVED, ...took('ann') }, openedAt: START - HOUR },
    } as const;
    expect(rowOf('ann', [1, RESOLVED, late]).acts.map(h)).toEqual([1]);
  });
});

describe('edits', () => {
  const edits = (...steps: Step[]) => rowOf('ann', ...steps).edits.map(({ at, what, easier }) => [h(at), what, easier]);
  const assigned: Step = [1, took('ann')];

  it.each<[string, Step[], unknown]>([
    ['an eased priority', [assigned, by('ann', 2, { priority: 'P3' })], [[2, 'priority', true]]],
    ['a sharpened one', [assigned, by('ann', 2, { priority: 'P1' })], [[2, 'priority', false]]],
    ['words without an order', [assigned, by('ann', 2, { priority: 'soon' })], [[2, 'priority', null]]],
    ['the kind of work', [assigned, by('ann', 2, { workType: 'mail' })], [[2, 'work-type', null]]],
    [
      'both at once',
      [assigned, by('ann', 2, { workType: 'mail', priority: 'P3' })],
      [
        [2, 'priority', true],
        [2, 'work-type', null],
      ],
    ],
    ['triage on taking it is none', [by('ann', 1, { ...took('ann'), priority: 'P3' })], []],
    ['saying it again is none', [assigned, by('ann', 2, { priority: 'P2' })], []],
    ["a colleague's is not theirs", [assigned, by('bob', 2, { priority: 'P3' })], []],
    ['a value first said is none', [assigned, by('ann', 2, { channel: 'mail' })], []],
  ])('%s', (_what, steps, expected) => {
    expect(edits(...steps)).toEqual(expected);
  });
});

describe('pauses', () => {
  const pauses = (name: string, ...steps: Step[]) =>
    rowOf(name, ...steps).pauses.map((part) => [h(part.at), part.usedShare, part.explained, part.openMs / HOUR]);

  it.each<[string, Step[], unknown]>([
    [
      'which nobody answers',
      [
        [2, PENDING],
        [5, OPEN],
      ],
      [[2, 1 / 4, false, 3]],
    ],
    [
      'in which the requester writes',
      [
        [2, PENDING],
        [3, ASKED],
        [5, OPEN],
      ],
      [[2, 1 / 4, true, 3]],
    ],
    [
      'which their answer ends',
      [
        [2, PENDING],
        [5, ASKED],
        [5, OPEN],
      ],
      [[2, 1 / 4, true, 3]],
    ],
    [
      'which begins as they write',
      [
        [2, ASKED],
        [2, PENDING],
        [5, OPEN],
      ],
      [[2, 1 / 4, true, 3]],
    ],
    [
      'which they do not explain before and after it',
      [
        [1, ASKED],
        [2, PENDING],
        [5, OPEN],
        [6, ASKED],
      ],
      [[2, 1 / 4, false, 3]],
    ],
    [
      'which a resolution ends',
      [
        [2, PENDING],
        [5, RESOLVED],
      ],
      [[2, 1 / 4, false, 3]],
    ],
    ['which still lasts: not yet', [[2, PENDING]], []],
    [
      'at rest: none',
      [
        [2, { status: 'cancelled' }],
        [5, OPEN],
      ],
      [],
    ],
  ])('%s', (_what, steps, expected) => {
    expect(pauses('ann', [0, took('ann')], ...steps)).toEqual(expected);
  });

  it('belong to whom had the ticket when they began', () => {
    const steps: Step[] = [
      [0, took('ann')],
      [2, PENDING],
      [3, took('bob')],
      [5, OPEN],
    ];
    expect(pauses('ann', ...steps)).toEqual([[2, 1 / 4, false, 3]]);
    expect(pauses('bob', ...steps)).toEqual([]);
  });

  const unexplained = (...steps: Step[]) =>
    (rowOf('ann', [0, took('ann')], ...steps).resolutions[0]?.sla?.unexplainedPauseMs ?? Number.NaN) / HOUR;

  it('count as unexplained where they save a target that was nearly used up', () => {
    expect(unexplained([7.2, PENDING], [9, OPEN], [9.5, RESOLVED])).toBeCloseTo(1.8);
    expect(unexplained([7.1, PENDING], [9, OPEN], [9.5, RESOLVED])).toBe(0);
    expect(unexplained([7.2, PENDING], [8, ASKED], [9, OPEN], [9.5, RESOLVED])).toBe(0);
    expect(unexplained([7.5, PENDING], [8, OPEN], [8.2, PENDING], [9, RESOLVED])).toBeCloseTo(1.3);
  });

  it('of other clocks do not', () => {
    expect(rowOf('ann', [0, PENDING], [3, OPEN], [4, took('ann')]).taken[0]?.own?.unexplainedPauseMs).toBe(0);
  });
});

describe('links', () => {
  const linked = (relation: string): TicketFact => ({ type: 'linked', relation, other: 'X9' });

  it.each(['knowledge', 'knowledge-article', 'KB', 'linked article'])(
    'to a %s are theirs who made them',
    (relation) => {
      expect(rowOf('ann', by('ann', 2, linked(relation))).articles.map(h)).toEqual([2]);
    },
  );

  it('to other tickets are no articles', () => {
    expect(rowOf('ann', [1, took('ann')], by('ann', 2, linked('problem'))).articles).toEqual([]);
  });

  it.each([
    ['parent', 'desk:X9'],
    ['duplicate', 'desk:X9'],
    ['merge', null],
    ['duplicated-by', null],
    ['follow-up', null],
    ['problem', null],
  ])('as %s make it part of %s', (relation, episode) => {
    const { resolutions } = rowOf('ann', [1, took('ann')], [2, linked(relation)], [3, RESOLVED]);
    expect(resolutions.map(({ episodeOf }) => episodeOf)).toEqual([episode]);
  });
});
