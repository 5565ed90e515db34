import { expect, it } from 'vitest';
import type { Act, Decision } from '../../src/progression/decision.ts';
import { gatesOf } from '../../src/progression/gates.ts';
import { logOf } from './log.ts';
import { pathOf } from './paths.ts';

const WEEK = 7 * 86_400_000;
const START = Date.UTC(2026, 0, 5);
const weeksOn = (weeks: number) => START + weeks * WEEK;
const at = (weeks: number, act: Act): Decision[] => logOf([act], null, weeksOn(weeks));
const appointed = (weeks: number, path: string, stage: string) => at(weeks, { act: 'appoint', path, stage });

const paths = [
  pathOf(
    'plan',
    [{ id: 'year' }],
    [
      {
        id: 'one',
        title: 'One',
        why: 'because',
        byWeek: 52,
        reaches: [
          { path: 'own', stage: 'analyst' },
          { path: 'side', stage: 'other' },
        ],
        heldWeeks: 13,
        records: ['learning-item'],
      },
    ],
  ),
];
const begun = appointed(0, 'plan', 'year');
const study = at(5, { act: 'record', kind: 'learning-item' });
const stateOf = (log: readonly Decision[], weeks: number) =>
  gatesOf(paths, log, weeksOn(weeks)).map(({ agent, state, missing }) => ({ agent, state, missing }));

it('nobody has a gate who has not begun on the path', () => {
  expect(stateOf([...appointed(0, 'own', 'analyst'), ...study], 60)).toEqual([]);
});

it('tells what is missing, before and after the date', () => {
  const missing = ['own/analyst', 'side/other', 'learning-item'];
  expect(stateOf(begun, 51)).toEqual([{ agent: 'ann', state: 'ahead', missing }]);
  expect(stateOf(begun, 52)).toEqual([{ agent: 'ann', state: 'overdue', missing }]);
  expect(gatesOf(paths, begun, weeksOn(1))[0]?.dueAt).toBe(weeksOn(52));
});

it('is passed by any one of the stages held long enough, with the records', () => {
  const held = [...begun, ...study, ...appointed(20, 'side', 'other')];
  expect(stateOf(held, 32)).toMatchObject([{ state: 'ahead', missing: ['own/analyst', 'side/other'] }]);
  expect(stateOf(held, 33)).toMatchObject([{ state: 'passed', missing: [] }]);
  expect(stateOf([...held, ...appointed(25, 'side', 'next')], 33)).toMatchObject([{ state: 'passed' }]);
});

it('a step back ends the spell, and what was held long enough before it stays', () => {
  const back = at(26, { act: 'step-back', path: 'side', stage: 'before' });
  expect(stateOf([...begun, ...study, ...appointed(20, 'side', 'other'), ...back], 40)).toMatchObject([
    { state: 'ahead' },
  ]);
  expect(stateOf([...begun, ...study, ...appointed(6, 'side', 'other'), ...back], 40)).toMatchObject([
    { state: 'passed' },
  ]);
});
