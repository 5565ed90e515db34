import { describe, expect, it } from 'vitest';
import { readyAndWaiting, thinBenches } from '../../src/progression/bench-risks.ts';
import type { Act, Decision } from '../../src/progression/decision.ts';
import { flag, logOf } from './log.ts';
import { pathOf } from './paths.ts';

const WEEK = 7 * 86_400_000;
const START = Date.UTC(2026, 0, 5);
const ready = flag({ kind: 'readiness', ruleId: 'lead', raisedAt: START });
const weeksOn = (weeks: number) => START + weeks * WEEK;
const said = (...acts: Act[]) => logOf(acts, ready, START + WEEK);

describe('ready and waiting', () => {
  it('begins after thirteen weeks without a decision; a nomination decides nothing', () => {
    expect(readyAndWaiting([ready], [], weeksOn(13) - 1)).toEqual([]);
    expect(readyAndWaiting([ready], [], weeksOn(13))).toMatchObject([{ agent: 'ann', weeks: 13, state: 'open' }]);
    expect(readyAndWaiting([ready], said({ act: 'nominate' }), weeksOn(20))).toMatchObject([
      { weeks: 20, state: 'nominated' },
    ]);
  });

  it.each<Act>([{ act: 'decline' }, { act: 'close' }, { act: 'appoint', path: 'own', stage: 'lead' }])(
    'ends with $act',
    (act) => {
      expect(readyAndWaiting([ready], said(act), weeksOn(30))).toEqual([]);
      // What was written later was not known then.
      expect(readyAndWaiting([ready], logOf([act], ready, weeksOn(30)), weeksOn(20))).toHaveLength(1);
    },
  );

  it('ends with the flag, and is not about risks', () => {
    const gone = { how: 'withdrawn', at: weeksOn(15), reason: 'out' } as const;
    expect(readyAndWaiting([{ ...ready, gone }], [], weeksOn(20))).toEqual([]);
    expect(readyAndWaiting([{ ...ready, gone }], [], weeksOn(14))).toHaveLength(1);
    expect(readyAndWaiting([{ ...ready, kind: 'risk' }], [], weeksOn(20))).toEqual([]);
  });
});

describe('thin benches', () => {
  const paths = [
    pathOf('own', [
      { id: 'starter', role: null },
      { id: 'lead', role: 'lead' },
    ]),
  ];
  const bob: Decision[] = logOf([{ act: 'appoint', path: 'own', stage: 'lead' }], null, START).map((line) => ({
    ...line,
    agent: 'bob',
  }));

  it('are stages somebody holds while nobody else is ready', () => {
    expect(thinBenches({ paths, flags: [] }, bob, weeksOn(1))).toEqual([
      { path: 'own', stage: 'lead', role: 'lead', holders: ['bob'], ready: [] },
    ]);
    expect(thinBenches({ paths, flags: [ready] }, bob, weeksOn(1))).toEqual([]);
    expect(thinBenches({ paths, flags: [ready], least: 2 }, bob, weeksOn(1))).toMatchObject([{ ready: ['ann'] }]);
  });

  it('count neither the holder nor somebody declined, nor a flag of later', () => {
    const own = flag({ kind: 'readiness', ruleId: 'lead', subject: { kind: 'agent', id: 'bob' }, raisedAt: START });
    expect(thinBenches({ paths, flags: [own] }, bob, weeksOn(1))).toHaveLength(1);
    expect(thinBenches({ paths, flags: [ready] }, [...bob, ...said({ act: 'decline' })], weeksOn(3))).toHaveLength(1);
    expect(thinBenches({ paths, flags: [{ ...ready, raisedAt: weeksOn(5) }] }, bob, weeksOn(1))).toHaveLength(1);
  });

  it('are asked of stages that nobody holds yet where the desk calls them critical', () => {
    expect(thinBenches({ paths, flags: [] }, [], weeksOn(1))).toEqual([]);
    expect(thinBenches({ paths, flags: [], critical: ['own/lead'] }, [], weeksOn(1))).toMatchObject([{ holders: [] }]);
  });
});
