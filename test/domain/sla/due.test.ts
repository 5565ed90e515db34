import { describe, expect, it } from 'vitest';
import { firstDues, type Given, raise, type SlaDue } from '../../../src/domain/sla/due.ts';
import type { SlaPolicy } from '../../../src/domain/sla/policy.ts';
import { PROMISE, promising } from '../levels.ts';
import { HOUR, hour, OPEN, queue, RESOLVED, type Step, took } from '../story.ts';
import { CANCELLED, h, NEW, noted, OFFICE, P1, PENDING, replied, timelineOf, under } from './told.ts';

/** Resolve within 8 h, P1 within 4 h; nothing else. */
const RESOLVE = under({}, { targets: { resolution: { P1: 4 * HOUR, P2: 8 * HOUR } } });
const P2 = { priority: 'P2' };

/** "resolution 1: 50 after 4": a due time is the millisecond after the last instant within. */
const due = ({ clock, cycle, percent, dueAt }: SlaDue) => `${clock} ${cycle}: ${percent} after ${h(dueAt - 1)}`;
const first = (policies: readonly SlaPolicy[], ...steps: Step[]) =>
  firstDues(timelineOf(NEW, ...steps), promising(...policies)).map(due);

describe('what a ticket is looked at for first', () => {
  it.each<[what: string, steps: Step[], dues: string[]]>([
    ['is half of the target of each clock that runs', [], ['own 1: 50 after 0.5', 'resolution 1: 50 after 4']],
    ['is nothing of a clock that has stopped', [[0.2, took('ann')]], ['resolution 1: 50 after 4']],
    [
      'is of the cycle that runs now',
      [
        [0.2, took('ann')],
        [2, RESOLVED],
        [5, OPEN],
      ],
      ['resolution 2: 50 after 9'],
    ],
    [
      'may lie in the past, as it may not have been raised',
      [[0.2, took('ann')], noted(7)],
      ['resolution 1: 50 after 4'],
    ],
    [
      'is nothing while the clock stands, before a share is used up',
      [
        [0.2, took('ann')],
        [1, PENDING],
      ],
      [],
    ],
    [
      'is a share used up before it stood',
      [
        [0.2, took('ann')],
        [5, PENDING],
      ],
      ['resolution 1: 50 after 4'],
    ],
    [
      'is by the target that the very last event brought',
      [
        [0.2, took('ann')],
        [3, P1],
      ],
      ['resolution 1: 50 after 3'],
    ],
    ['is nothing at rest', [[2, RESOLVED]], []],
    ['is nothing of a cancelled ticket', [[2, CANCELLED]], []],
    ['is nothing without a target', [[0, { priority: 'P4' }]], []],
  ])('%s', (_what, steps, dues) => {
    expect(first([PROMISE], ...steps)).toEqual(dues);
  });

  it('is of every clock that any promise is about', () => {
    const reply = under({}, { id: 'reply', match: { team: ['first'] }, targets: { 'first-response': { P2: HOUR } } });
    expect(first([reply, RESOLVE])).toEqual(['first-response 1: 50 after 0.5']);
    expect(first([RESOLVE, reply])).toEqual(['resolution 1: 50 after 4']);
    expect(first([])).toEqual([]);
  });
});

const notice = ({ percent, at, holder, team }: Given) =>
  `${percent} at ${h(at)} ${holder?.slice('desk:'.length) ?? team}`;

/** What the resolution clock's first cycle has given by an hour, and what it waits for. */
function raised(until: number, steps: readonly Step[], policy = RESOLVE, asked: Partial<SlaDue> = {}) {
  const timeline = timelineOf(NEW, ...steps);
  const row: SlaDue = {
    ticketId: timeline.ticketId,
    clock: 'resolution',
    cycle: 1,
    percent: 50,
    dueAt: hour(0),
    ...asked,
  };
  const { given, next } = raise(row, timeline, promising(policy), hour(until));
  return [...given.map(notice), next === null ? 'then nothing' : `then ${due(next)}`];
}

const PASSED: Step[] = [
  [1, took('ann')],
  [5, took('bob', 'second')],
  [7, queue('third')],
];
const MS = 1 / HOUR;

describe('what a clock that was due has given', () => {
  it.each<[what: string, until: number, steps: Step[], raised: string[]]>([
    ['is nothing up to the last instant within the share', 4, PASSED, ['then resolution 1: 50 after 4']],
    ['is the share a millisecond later', 4 + MS, PASSED, ['50 at 4 ann', 'then resolution 1: 75 after 6']],
    [
      'is all up to now, to who held the ticket then',
      7.5,
      PASSED,
      ['50 at 4 ann', '75 at 6 bob', '90 at 7.2 third', 'then resolution 1: 100 after 8'],
    ],
    ['ends with the breach', 50, [], ['50 at 4 first', '75 at 6 first', '90 at 7.2 first', '100 at 8 first']],
  ])('%s', (_what, until, steps, expected) => {
    const nothing = expected.some((words) => words.startsWith('then')) ? [] : ['then nothing'];
    expect(raised(until, steps)).toEqual([...expected, ...nothing]);
  });

  it.each<[what: string, until: number, steps: Step[], raised: string[]]>([
    ['once it stands: what was used up, and no more until something happens', 50, [[5, PENDING]], ['50 at 4 first']],
    ['once it has stopped: nothing', 50, [[5, RESOLVED]], []],
    ['once it was cancelled: nothing', 50, [[5, CANCELLED]], []],
    ['where the target is gone: what was given of it', 50, [[5, { priority: 'P4' }]], ['50 at 4 first']],
  ])('%s', (_what, until, steps, expected) => {
    expect(raised(until, steps)).toEqual([...expected, 'then nothing']);
  });

  it('is nothing where the cycle is no more', () => {
    expect(raised(50, [], RESOLVE, { cycle: 2 })).toEqual(['then nothing']);
  });

  it('is of the cycle and the clock that were due', () => {
    const reopened: Step[] = [
      [2, RESOLVED],
      [10, OPEN],
    ];
    expect(raised(14.5, reopened, RESOLVE, { cycle: 2 })).toEqual(['50 at 14 first', 'then resolution 2: 75 after 16']);
    expect(raised(0.6, [], PROMISE, { clock: 'own' })).toEqual(['50 at 0.5 first', 'then own 1: 75 after 0.75']);
  });

  it('says of which ticket, clock and cycle it is, and from when on it could be raised', () => {
    const timeline = timelineOf(NEW, [1, took('ann')], replied(5));
    const [row] = firstDues(timeline, promising(RESOLVE));
    if (row === undefined) throw new Error('The story has no clock. Correct the test.');
    expect(raise(row, timeline, promising(RESOLVE), hour(5))).toEqual({
      given: [
        {
          ticketId: 'desk:T1',
          clock: 'resolution',
          cycle: 1,
          percent: 50,
          at: hour(4),
          dueAt: hour(4) + 1,
          holder: 'desk:ann',
          team: 'first',
        },
      ],
      next: { ticketId: 'desk:T1', clock: 'resolution', cycle: 1, percent: 75, dueAt: hour(6) + 1 },
    });
  });

  it('is in whole milliseconds, where a share is not', () => {
    const odd = under({}, { targets: { resolution: { P2: HOUR + 1 } } });
    expect(raised(0.5, [], odd)).toEqual(['then resolution 1: 50 after 0.5']);
    expect(raised(0.5 + MS, [], odd)[0]).toBe('50 at 0.5 first');
  });

  it('is a breach at the opening, where the target is used up at closing', () => {
    const office = under({}, { calendar: OFFICE, targets: { resolution: { P2: 10 * HOUR } } });
    expect(raised(23, [[9.5, took('ann')]], office).slice(2)).toEqual([
      '90 at 9 first',
      'then resolution 1: 100 after 24',
    ]);
    expect(raised(24 + MS, [[9.5, took('ann')]], office).at(-2)).toBe('100 at 24 ann');
  });

  it('is all that a raised priority makes too late, at the change', () => {
    expect(raised(5.1, [[5, { ...P1, ...took('ann') }]])).toEqual([
      '50 at 4 first',
      '75 at 5 ann',
      '90 at 5 ann',
      '100 at 5 ann',
      'then nothing',
    ]);
  });
});

describe('a target eased after its breach', () => {
  const BEFORE: Step[] = [
    [0, P1],
    [4.5, P2],
    [5, took('ann')],
  ];
  const GIVEN = ['50 at 2 first', '75 at 3 first', '90 at 3.6 first', '100 at 4 first'];

  it.each<[what: string, until: number, steps: Step[], more: string[]]>([
    ['is waited for again', 6, BEFORE, ['then resolution 1: 100 after 8']],
    ['is breached again', 9, BEFORE, ['100 at 8 ann', 'then nothing']],
    [
      'is breached in the hands in which it was used up',
      20,
      [...BEFORE, [9, took('bob')]],
      ['100 at 8 ann', 'then nothing'],
    ],
    [
      'is breached in the hands that take it at that very instant',
      20,
      [...BEFORE, [8, took('bob')]],
      ['100 at 8 bob', 'then nothing'],
    ],
    ['stays breached where it stands since', 20, [...BEFORE, [9, PENDING]], ['100 at 8 ann', 'then nothing']],
    ['is not waited for where it stands before', 20, [...BEFORE, [6, PENDING]], ['then nothing']],
  ])('%s', (_what, until, steps, more) => {
    expect(raised(until, steps)).toEqual([...GIVEN, ...more]);
  });
});
