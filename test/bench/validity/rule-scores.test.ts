import { describe, expect, it } from 'vitest';
import { DAY, WEEK } from '../../../bench/validity/agent-year.ts';
import { median, readinessScores, riskScores } from '../../../bench/validity/rule-scores.ts';
import { flagged, yearOf } from './years.ts';

const YEARS_OF_A_WEEK = 7 / 365.25;

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[1, 2], 1.5],
    [[1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], Number.POSITIVE_INFINITY],
    [[], Number.NaN],
  ])('%j: %f', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('readinessScores', () => {
  it('counts the never ready who were called ready once', () => {
    const below = [yearOf(flagged(0.89, '..#.')), yearOf(flagged(0.85, '....'))];
    const years = [...below, yearOf(flagged(0.91, '#...')), yearOf(flagged(0.93, '####'))];
    expect(readinessScores(years, 'rule').everFalse).toBe(0.5);
    expect(readinessScores(years, 'rule').everUnclear).toBeCloseTo(2 / 3, 12);
    const once = yearOf([...flagged(0.89, '#'), ...flagged(0.92, '.')]);
    expect(readinessScores([...years, once], 'rule').everFalse).toBe(0.5); // who is ready at times is not one of them
  });

  it('counts flagged weeks below the target as wrong, and clear weeks that were seen', () => {
    const years = [
      yearOf([...flagged(0.93, '###.'), ...flagged(0.91, '#'), ...flagged(0.89, '##')]),
      yearOf(flagged(0.95, '#...'), { shift: 'night' }),
    ];
    const { wrong, sensitivity, sensitivityDay, sensitivityNight, shiftRatio } = readinessScores(years, 'rule');
    expect(wrong).toBeCloseTo(2 / 7, 12);
    expect(sensitivity).toBe(0.5);
    expect([sensitivityDay, sensitivityNight]).toEqual([0.75, 0.25]);
    expect(shiftRatio).toBeCloseTo(1 / 3, 12);
  });

  it('counts every change of a flag, by agent-years', () => {
    const { flips } = readinessScores([yearOf(flagged(0.9, '.##.#')), yearOf(flagged(0.9, '#....'))], 'rule');
    expect(flips).toBeCloseTo(4 / (10 * YEARS_OF_A_WEEK), 9);
  });

  it('waits for the flag from the week an improver is clearly ready', () => {
    const improver = (pattern: string) =>
      yearOf([...flagged(0.85, '#.'), ...flagged(0.93, pattern)], { class: 'improving' });
    const weeks = (...patterns: string[]) => readinessScores(patterns.map(improver), 'rule').improverWeeks;
    expect(weeks('...#')).toBe(3);
    expect(weeks('#...', '..##', '...#')).toBe(2);
    expect(weeks('....')).toBe(Number.POSITIVE_INFINITY);
    expect(readinessScores([yearOf(flagged(0.93, '..#'), { class: 'improving' })], 'rule').improverWeeks).toBeNaN();
  });
});

describe('riskScores', () => {
  it('counts how often a flag is raised for people who are always good', () => {
    const years = [
      yearOf(flagged(0.93, '.##.#')),
      yearOf(flagged(0.93, '##...'), { shift: 'night' }), // raised before anything is counted
      yearOf(flagged(0.89, '.#.#.')), // not good
    ];
    const { falseInYear, falseInYearDay, falseInYearNight } = riskScores(years, 'rule');
    expect(falseInYear).toBeCloseTo(2 / (10 * YEARS_OF_A_WEEK), 9);
    expect(falseInYearDay).toBeCloseTo(2 / (5 * YEARS_OF_A_WEEK), 9);
    expect(falseInYearNight).toBe(0);
  });

  it('waits from the drop to the first evaluation with the flag up', () => {
    const drop = (pattern: string) =>
      yearOf([...flagged(0.945, '.#'), ...flagged(0.845, pattern)], { class: 'dropping', changesAt: 2 * WEEK + DAY });
    const late = '..........#'; // week 13: 77 days less one
    const scores = riskScores([drop('..#'), drop(late), drop('#..'), drop('...')], 'rule');
    expect(scores.foundIn60).toBe(0.5);
    expect(scores.delayDays).toBe((20 + 76) / 2);
    expect(riskScores([drop('...')], 'rule').delayDays).toBe(Number.POSITIVE_INFINITY);
  });

  it('leaves out who dropped before the first evaluation', () => {
    const before = yearOf(flagged(0.845, '###'), { class: 'dropping', changesAt: WEEK / 2 });
    expect(riskScores([before], 'rule').foundIn60).toBeNaN();
  });

  it('tells dips apart', () => {
    const dip = (pattern: string) => yearOf(flagged(0.845, pattern), { class: 'dip', changesAt: WEEK });
    expect(riskScores([dip('..#'), dip('...')], 'rule').dipsFlagged).toBe(0.5);
  });
});
