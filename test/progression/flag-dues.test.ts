import { describe, expect, it } from 'vitest';
import type { Act } from '../../src/progression/decision.ts';
import { challengesOpen, overlooked, promisesOverdue } from '../../src/progression/flag-dues.ts';
import { flag, logOf, RAISED } from './log.ts';

const WEEK = 7 * 86_400_000;
const ready = flag({ kind: 'readiness' });
const later = RAISED + 4 * WEEK;
const gone = { how: 'withdrawn', at: RAISED + 2, reason: 'out' } as const;

describe('what is due', () => {
  it('are people called ready for four weeks of whom nobody has written a word', () => {
    expect(overlooked([ready], [], later - 1)).toEqual([]);
    expect(overlooked([ready], [], later)).toMatchObject([{ flag: ready }]);
    expect(overlooked([flag()], [], later)).toEqual([]);
    expect(overlooked([{ ...ready, gone }], [], later)).toEqual([]);
  });

  it.each<Act>([{ act: 'acknowledge' }, { act: 'nominate' }, { act: 'decline' }, { act: 'challenge' }])(
    'are not those of whom somebody wrote: $act',
    (act) => expect(overlooked([ready], logOf([act], ready), later)).toEqual([]),
  );

  it.each<'start-support' | 'start-probation'>(['start-support', 'start-probation'])(
    'is the end of a %s that has passed and nobody has ended',
    (act) => {
      const log = logOf([{ act, until: RAISED + WEEK }]);
      expect(promisesOverdue([flag()], log, RAISED + WEEK - 1)).toEqual([]);
      // Evidence that has gone ends no promise.
      expect(promisesOverdue([flag({ gone })], log, RAISED + WEEK)).toHaveLength(1);
      const ended = logOf([
        { act, until: RAISED + WEEK },
        act === 'start-support' ? { act: 'end-support', kept: true } : { act: 'close' },
      ]);
      expect(promisesOverdue([flag()], ended, RAISED + WEEK)).toEqual([]);
    },
  );

  it('is a challenge until it is answered', () => {
    expect(challengesOpen([flag()], logOf([{ act: 'challenge' }]), later)).toMatchObject([{ life: { by: 'boss 0' } }]);
    expect(challengesOpen([flag()], logOf([{ act: 'challenge' }, { act: 'answer', upheld: false }]), later)).toEqual(
      [],
    );
  });
});
