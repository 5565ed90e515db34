import { describe, expect, it } from 'vitest';
import { customerSatisfaction } from '../../src/metrics/customer-satisfaction.ts';
import { knowledgeContribution } from '../../src/metrics/knowledge-contribution.ts';
import { linkedRepeatRate } from '../../src/metrics/linked-repeat-rate.ts';
import { qaScore } from '../../src/metrics/qa-score.ts';
import { DAY, daysAgo, figure, figures, ofAgent, resolution, resolved, row } from './rows.ts';

const score = (value: number, critical = false) => ({ at: daysAgo(10), score: value, critical });

describe('customer satisfaction', () => {
  it('15 of 18 good are 61 to 94 %, as COPC says', async () => {
    const rows = Array.from({ length: 18 }, (_, i) => row('ann', { ratings: [score(i < 15 ? 1 : 0)] }));
    const found = await ofAgent(customerSatisfaction, rows, 'ann');
    expect(found).toMatchObject({ value: 15 / 18, sampleSize: 18 });
    expect([found?.lower, found?.upper]).toEqual([expect.closeTo(0.608, 3), expect.closeTo(0.942, 3)]);
  });

  it('is the mean of finer scales, with limits as wide as for good and bad', async () => {
    const rows = [row('ann', { ratings: [score(1), score(0.75), score(0.25), score(0)] })];
    const found = await ofAgent(customerSatisfaction, rows, 'ann');
    // Wilson for 2 of 4.
    expect(found).toMatchObject({ value: 0.5, sampleSize: 4, lower: expect.closeTo(0.15, 2) });
    expect(found?.upper).toBeCloseTo(0.85, 2);
  });

  it('is not sure of anything because all are content', async () => {
    const found = await ofAgent(customerSatisfaction, [row('ann', { ratings: [score(1), score(1)] })], 'ann');
    expect(found).toMatchObject({ value: 1, upper: 1 });
    expect(found?.lower).toBeLessThan(0.4);
  });

  it('is told of the team where nobody is credited', async () => {
    const rows = [row(null, { team: 'second', ratings: [score(0)] })];
    expect((await figures(customerSatisfaction, rows)).map(({ subject }) => subject)).toEqual([
      { kind: 'team', id: 'second' },
    ]);
  });

  it('prints its rule of credit', () => {
    expect(customerSatisfaction.attribution).toMatch(/replied in public at least once; else the team/);
  });
});

describe('quality reviews', () => {
  it('a critical failure makes a review 0, whatever else was good', async () => {
    const rows = [row('ann', { reviews: [score(0.9), score(0.9, true), score(0.6)] })];
    expect((await ofAgent(qaScore, rows, 'ann'))?.value).toBeCloseTo(0.5, 9);
  });
});

describe('linked repeats', () => {
  it('count within 7 days of resolutions old enough to tell', async () => {
    const repeated = (at: number, days: number) => resolution(at, { repeatedAt: at + days * DAY });
    const rows = [
      row('ann', { resolutions: [repeated(daysAgo(60), 7), repeated(daysAgo(50), 7.01), resolution(daysAgo(14))] }),
      row('ann', { resolutions: [repeated(daysAgo(13), 1)] }),
    ];
    expect(await ofAgent(linkedRepeatRate, rows, 'ann')).toMatchObject({ value: 1 / 3, sampleSize: 3 });
  });
});

describe('knowledge linked', () => {
  it('is articles per 100 resolutions with Poisson limits: 3 links, 20 resolutions', async () => {
    const rows = [...resolved('ann', 20), row('ann', { articles: [daysAgo(40), daysAgo(30), daysAgo(20)] })];
    const found = await ofAgent(knowledgeContribution, rows, 'ann');
    expect(found).toMatchObject({ value: 15, sampleSize: 20 });
    // Byar: 3 (1 - 1/27 - 1.96 / (3 sqrt 3))^3 = 0.60 and 4 (1 - 1/36 + 1.96 / (3 sqrt 4))^3 = 8.77.
    expect([found?.lower, found?.upper]).toEqual([expect.closeTo(3.02, 1), expect.closeTo(43.8, 1)]);
  });

  it('is credited to who linked it, on tickets of others too, and says nothing of those who resolve nothing', async () => {
    const rows = [...resolved('ann', 10), row('bob', { articles: [daysAgo(40)] })];
    expect((await ofAgent(knowledgeContribution, rows, 'ann'))?.value).toBe(0);
    expect(await ofAgent(knowledgeContribution, rows, 'bob')).toBeUndefined();
    expect((await figure(knowledgeContribution, rows, 'team', 'first'))?.value).toBe(10);
  });
});
