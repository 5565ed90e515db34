import { describe, expect, it } from 'vitest';
import type { Act } from '../../src/progression/decision.ts';
import { earlierSteps } from '../../src/progression/earlier-steps.ts';
import { flagLife } from '../../src/progression/flag-life.ts';
import { stagesHeld } from '../../src/progression/stages.ts';
import { flag, logOf, RAISED } from './log.ts';
import { pathOf } from './paths.ts';

const PATHS = [
  pathOf('desk', [
    { id: 'starter' },
    { id: 'second', role: 'second-role' },
    { id: 'third', role: 'third-role' },
    { id: 'fourth', role: 'fourth-role' },
  ]),
  pathOf('side', [{ id: 'own', role: 'side-role' }]),
];
const now = RAISED + 100;
const ready = (role: string, agent = 'ann') =>
  flag({ id: `${role} of ${agent}`, kind: 'readiness', ruleId: role, subject: { kind: 'agent', id: agent } });
const [second, third, fourth] = [ready('second-role'), ready('third-role'), ready('fourth-role')];

function foldedAway(flags: readonly ReturnType<typeof flag>[], log: ReturnType<typeof logOf> = []) {
  const standing = flags.map((one) => ({ flag: one, life: flagLife(log, one, now) }));
  return Object.fromEntries(earlierSteps(PATHS, standing, stagesHeld(log, now)));
}
const appointed = (stage: string): Act => ({ act: 'appoint', path: 'desk', stage });

describe('earlier steps', () => {
  it('are those before the furthest that a flag says somebody is ready for', () => {
    const further = { path: 'desk', stage: 'fourth', flag: fourth.id };
    expect(foldedAway([second, fourth, third])).toEqual({ [second.id]: further, [third.id]: further });
  });

  it('are not those of another path, of another person, or before no further one', () => {
    expect(
      foldedAway([second, ready('side-role'), ready('fourth-role', 'bob'), flag({ ruleId: 'fourth-role' })]),
    ).toEqual({});
  });

  it('are those up to the stage that somebody holds', () => {
    const there = { path: 'desk', stage: 'third', flag: null };
    expect(foldedAway([second, third, fourth], logOf([appointed('third')], null))).toEqual({
      [second.id]: { path: 'desk', stage: 'fourth', flag: fourth.id },
      [third.id]: { path: 'desk', stage: 'fourth', flag: fourth.id },
    });
    expect(foldedAway([second, third], logOf([appointed('third')], null))).toEqual({
      [second.id]: there,
      [third.id]: there,
    });
    expect(foldedAway([third, fourth], logOf([appointed('second')], null))).toEqual({
      [third.id]: { path: 'desk', stage: 'fourth', flag: fourth.id },
    });
  });

  it.each<Act>([{ act: 'decline' }, { act: 'close' }])('are in sight again after the further one met: $act', (act) =>
    expect(foldedAway([second, fourth], logOf([act], fourth))).toEqual({}),
  );

  it.each<Act>([{ act: 'nominate' }, { act: 'challenge' }, { act: 'decline' }])(
    'are not those with which people have begun something: $act',
    (act) => expect(foldedAway([second, fourth], logOf([act], second))).toEqual({}),
  );
});
