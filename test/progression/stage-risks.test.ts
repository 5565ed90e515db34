import { describe, expect, it } from 'vitest';
import type { Act, Decision } from '../../src/progression/decision.ts';
import type { RecordKind } from '../../src/progression/record-kinds.ts';
import { clericalOnly, stagnant } from '../../src/progression/stage-risks.ts';
import { logOf } from './log.ts';
import { pathOf } from './paths.ts';

const WEEK = 7 * 86_400_000;
const START = Date.UTC(2026, 0, 5);
const weeksOn = (weeks: number) => START + weeks * WEEK;
const at = (weeks: number, act: Act): Decision[] => logOf([act], null, weeksOn(weeks));
const appointed = (weeks: number, path = 'own', stage = 'first') => at(weeks, { act: 'appoint', path, stage });

describe('stuck in a rut', () => {
  const paths = [
    pathOf('own', [
      { id: 'first', plannedWeeks: 20 },
      { id: 'gone', exit: 'beyond' },
    ]),
    pathOf('side', [{ id: 'other' }]),
  ];
  const stuck = (log: readonly Decision[], weeks: number, isMastered = true, isSameMix: boolean | null = true) =>
    stagnant(paths, log, () => ({ isMastered, isSameMix }), weeksOn(weeks));

  it('is mastery, the same work, and half as long again as planned without a step', () => {
    expect(stuck(appointed(0), 30)).toEqual([]);
    expect(stuck(appointed(0), 31)).toMatchObject([{ agent: 'ann', weeks: 31, plannedWeeks: 20 }]);
    expect(stuck(appointed(0), 31, false)).toEqual([]);
    expect(stuck(appointed(0), 31, true, false)).toEqual([]);
    expect(stuck(appointed(0), 31, true, null)).toHaveLength(1);
  });

  it('ends with a step on any path, and is not asked of who has gone on or is on no path', () => {
    expect(stuck([...appointed(0), ...appointed(25, 'side', 'other')], 31)).toEqual([]);
    expect(stuck([...appointed(0), ...appointed(1, 'own', 'gone')], 60)).toEqual([]);
    expect(stuck(appointed(0, 'own', 'no-more'), 60)).toEqual([]);
    expect(stuck([], 60)).toEqual([]);
  });
});

describe('clerical only', () => {
  const stage = { path: 'own', stage: 'first' };
  const record = (weeks: number, kind: RecordKind) => at(weeks, { act: 'record', kind });
  const reports = [...appointed(0), ...record(8, 'level-report'), ...record(12, 'level-report')];

  it('is two months of reports and nothing of their own accord', () => {
    expect(clericalOnly([stage], reports, weeksOn(14))).toMatchObject([{ agent: 'ann', duties: 2, weeks: 9 }]);
    expect(clericalOnly([stage], [...reports, ...record(10, 'improvement')], weeksOn(14))).toEqual([]);
    expect(clericalOnly([stage], [...reports, ...record(2, 'improvement')], weeksOn(14))).toHaveLength(1);
  });

  it('is not said of who began lately, reports nothing, or holds another stage', () => {
    expect(clericalOnly([stage], [...appointed(6), ...record(8, 'level-report')], weeksOn(14))).toEqual([]);
    expect(clericalOnly([stage], appointed(0), weeksOn(14))).toEqual([]);
    expect(clericalOnly([{ path: 'own', stage: 'second' }], reports, weeksOn(14))).toEqual([]);
  });
});
