import { describe, expect, it } from 'vitest';
import { cyclesOf, type Stint } from '../../src/domain/stints.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { CANCELLED, CLOSED, hOrNull, NEW, replied } from './sla/told.ts';
import { OPEN, queue, RESOLVED, type Step, story, took, WHO } from './story.ts';

const h = (at: number | null) => hOrNull(at) ?? '...';
const said = ({ holder, team, start, end }: Stint) =>
  `${holder?.slice('desk:'.length) ?? 'queue'} of ${team} ${h(start)}-${h(end)}`;

/** "from 0 to 3: ann of first 0-3": each cycle with who held the ticket, in hours of the story. */
const told = (...steps: Step[]) =>
  cyclesOf(foldTimeline(story(...steps), WHO)).map(
    ({ start, resolution, stints }) =>
      `from ${h(start)} to ${h(resolution?.at ?? null)}: ${stints.map(said).join(', ')}`,
  );

describe('the cycles of a ticket', () => {
  it.each<[what: string, steps: Step[], cycles: string[]]>([
    [
      'end with a resolution',
      [
        [1, took('ann')],
        [3, RESOLVED],
        [4, CLOSED],
      ],
      ['from 0 to 3: queue of first 0-1, ann of first 1-3'],
    ],
    ['go on while nothing ends them', [[1, took('ann')]], ['from 0 to ...: queue of first 0-1, ann of first 1-...']],
    [
      'begin again with a reopening, with nobody holding the ticket between',
      [
        [1, took('ann')],
        [3, RESOLVED],
        [5, took('bob')],
        [6, OPEN],
        [7, took('cy')],
        [9, RESOLVED],
      ],
      ['from 0 to 3: queue of first 0-1, ann of first 1-3', 'from 6 to 9: bob of first 6-7, cy of first 7-9'],
    ],
    [
      'stop in time, but without a resolution, where the ticket is cancelled',
      [
        [1, took('ann')],
        [2, CANCELLED],
        [3, took('bob')],
      ],
      ['from 0 to ...: queue of first 0-1, ann of first 1-2'],
    ],
  ])('%s', (_what, steps, cycles) => {
    expect(told(NEW, ...steps)).toEqual(cycles);
  });

  it('are held by nobody where only words of the ticket are known', () => {
    const cycles = cyclesOf(foldTimeline(story(replied(1)), WHO));
    expect(cycles.flatMap(({ stints }) => stints)).toEqual([]);
  });
});

/** Who held the ticket in its last cycle. */
const held = (...steps: Step[]) =>
  told(NEW, ...steps)
    .at(-1)
    ?.replace(/^.*: /, '');

describe('holding for no time', () => {
  it.each<[what: string, steps: Step[], held: string]>([
    [
      'counts for who resolves the ticket on taking it',
      [
        [1, took('ann')],
        [2, { ...RESOLVED, ...took('bob') }],
      ],
      'queue of first 0-1, ann of first 1-2, bob of first 2-2',
    ],
    [
      'does not count for a queue in which it is laid by its resolution: that is no hand-over',
      [
        [1, took('ann')],
        [2, { ...RESOLVED, ...queue('second') }],
      ],
      'queue of first 0-1, ann of first 1-2',
    ],
    [
      'does not count for the queue of a cancelled ticket either',
      [
        [1, took('ann')],
        [2, { ...CANCELLED, ...queue('second') }],
      ],
      'queue of first 0-1, ann of first 1-2',
    ],
    [
      'does not count for who gets it at the resolution of another',
      [
        [1, took('ann')],
        [2, RESOLVED],
        [2, took('bob')],
      ],
      'queue of first 0-1, ann of first 1-2',
    ],
    [
      'does not count on the way, even for who resolves it in the end',
      [
        [1, took('ann')],
        [1, took('bob')],
        [3, took('ann')],
        [5, RESOLVED],
      ],
      'queue of first 0-1, bob of first 1-3, ann of first 3-5',
    ],
  ])('%s', (_what, steps, expected) => {
    expect(held(...steps)).toBe(expected);
  });
});

describe('a ticket let go and taken again', () => {
  it.each<[what: string, steps: Step[], held: string]>([
    [
      'by the same person from their own queue is one stint',
      [
        [1, took('ann')],
        [2, queue()],
        [3, took('ann')],
      ],
      'queue of first 0-1, ann of first 1-...',
    ],
    [
      'time and again is one stint still',
      [
        [1, took('ann')],
        [2, queue()],
        [3, took('ann')],
        [4, queue()],
        [5, took('ann')],
        [6, RESOLVED],
      ],
      'queue of first 0-1, ann of first 1-6',
    ],
    [
      'by another person is another stint',
      [
        [1, took('ann')],
        [2, queue()],
        [3, took('bob')],
      ],
      'queue of first 0-1, ann of first 1-2, queue of first 2-3, bob of first 3-...',
    ],
    [
      'from another team’s queue is another stint',
      [
        [1, took('ann')],
        [2, queue('second')],
        [3, took('ann')],
      ],
      'queue of first 0-1, ann of first 1-2, queue of second 2-3, ann of first 3-...',
    ],
    [
      'in another team is another stint',
      [
        [1, took('ann')],
        [2, queue()],
        [3, took('ann', 'second')],
      ],
      'queue of first 0-1, ann of first 1-2, queue of first 2-3, ann of second 3-...',
    ],
    [
      'by a person who has changed teams meanwhile is one stint, in the team they are in now',
      [
        [1, took('bob')],
        [2, took('ann')],
        [3, took('ann', 'second')],
      ],
      'queue of first 0-1, bob of first 1-2, ann of second 2-...',
    ],
    [
      'is nobody’s: queues of two teams are two stints',
      [
        [1, queue('second')],
        [3, took('ann', 'second')],
      ],
      'queue of first 0-1, queue of second 1-3, ann of second 3-...',
    ],
  ])('%s', (_what, steps, expected) => {
    expect(held(...steps)).toBe(expected);
  });
});
