import { describe, expect, it } from 'vitest';
import { momentsOf } from '../../../src/domain/sla/moments.ts';
import { RESOLVED, type Step, took } from '../story.ts';
import { asked, h, NEW, P1, PENDING, replied, timelineOf } from './told.ts';

/** "3 pending P2, ann of first": what held from an hour on; "at rest" where nobody has to work on it. */
const told = (...steps: Step[]) =>
  momentsOf(timelineOf(...steps)).map(
    ({ start, status, resting, holder, team, state }) =>
      `${h(start)} ${status}${resting ? ' at rest' : ''} ${state.priority}, ${holder?.slice(5) ?? 'nobody'} of ${team}`,
  );

describe('the moments of a ticket', () => {
  it('are the opening, and each at which its status, its holder or what is promised changes', () => {
    expect(told(NEW, [1, took('ann')], replied(2), [3, PENDING], [4, { ...P1, ...took('bob', 'second') }])).toEqual([
      '0 new P2, nobody of first',
      '1 new P2, ann of first',
      '3 pending P2, ann of first',
      '4 pending P1, bob of second',
    ]);
  });

  it('are at rest from a resolution on, also under a status nobody knows', () => {
    expect(told(NEW, [1, RESOLVED], [2, { status: 'unknown' }], [3, { status: 'open' }])).toEqual([
      '0 new P2, nobody of first',
      '1 resolved at rest P2, nobody of first',
      '2 unknown at rest P2, nobody of first',
      '3 open P2, nobody of first',
    ]);
  });

  it('are one where only words of it are known', () => {
    expect(told(asked(1), asked(2))).toEqual(['1 new null, nobody of null']);
  });
});
