import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/domain/contribution.ts';
import { slaAttainment } from '../../src/metrics/sla-attainment.ts';
import { standardisedQuality } from '../../src/metrics/standardised-quality.ts';
import {
  agentNamed,
  DAY,
  daysAgo,
  figure,
  figures,
  handoff,
  ofAgent,
  resolution,
  resolved,
  row,
  slaResult,
} from './rows.ts';

const EASY = { workType: 'access', priority: 'P3', channel: 'mail', shift: 'day' };
const MIDDLE = { workType: 'app', priority: 'P2', channel: 'mail', shift: 'day' };
const HARD = { workType: 'net', priority: 'P1', channel: 'mail', shift: 'night' };

/** `n` resolutions in a cell, of which `failures` missed their target, evenly among the others. */
const work = (name: string, cell: typeof EASY, n: number, failures: number): Contribution[] =>
  resolved(name, n, (i) => ({
    cell,
    sla: slaResult(Math.floor(((i + 1) * failures) / n) === Math.floor((i * failures) / n)),
  }));

const failureRate = (rows: readonly Contribution[]) => {
  const parts = rows.flatMap(({ resolutions }) => resolutions);
  return parts.filter(({ sla }) => sla?.met === false).length / parts.length;
};

describe('standardised quality', () => {
  it('reaches the worked example of the method sheet: O/E .891, Byar .444 to 1.594', async () => {
    const colleagues = ['bob', 'cy', 'dan', 'eve'].flatMap((name) => [
      ...work(name, EASY, 4000, 120),
      ...work(name, MIDDLE, 4000, 280),
      ...work(name, HARD, 4000, 880),
    ]);
    const own = [...work('ann', EASY, 60, 2), ...work('ann', MIDDLE, 25, 3), ...work('ann', HARD, 40, 6)];
    const rows = [...colleagues, ...own];
    const found = await ofAgent(standardisedQuality, rows, 'ann');
    const asRatio = (rate = Number.NaN) => (1 - rate) / failureRate(rows);
    expect(failureRate(own)).toBeCloseTo(0.088, 3);
    expect(found).toMatchObject({ sampleSize: 125, effectiveSampleSize: 125 });
    expect(asRatio(found?.value)).toBeCloseTo(0.891, 2);
    expect(asRatio(found?.upper)).toBeCloseTo(0.444, 2);
    expect(asRatio(found?.lower)).toBeCloseTo(1.594, 2);
  });

  it('gives equal figures to equal skill on easy and on hard work', async () => {
    const mixes = { ann: [1000, 100], bob: [100, 1000], cy: [1000, 100], dan: [100, 1000] };
    const rows = Object.entries(mixes).flatMap(([name, [easy = 0, hard = 0]]) => [
      ...work(name, EASY, easy, easy * 0.03),
      ...work(name, HARD, hard, hard * 0.22),
    ]);
    const [onEasy, onHard] = [
      await ofAgent(standardisedQuality, rows, 'ann'),
      await ofAgent(standardisedQuality, rows, 'bob'),
    ];
    expect(Math.abs((onEasy?.value ?? 0) - (onHard?.value ?? 1))).toBeLessThan(0.005);
    const [rawEasy, rawHard] = [await ofAgent(slaAttainment, rows, 'ann'), await ofAgent(slaAttainment, rows, 'bob')];
    expect((rawEasy?.value ?? 0) - (rawHard?.value ?? 1)).toBeGreaterThan(0.15);
  });

  it('sets nobody against themselves: own failures do not make their own work look hard', async () => {
    const colleagues = [...work('bob', HARD, 400, 80), ...work('cy', EASY, 400, 20)];
    const expectedWith = async (failures: number) => {
      const rows = [...colleagues, ...work('ann', HARD, 200, failures)];
      const found = await ofAgent(standardisedQuality, rows, 'ann');
      return (failures * failureRate(rows)) / (1 - (found?.value ?? 1));
    };
    expect(await expectedWith(100)).toBeCloseTo(await expectedWith(20), 6);
  });

  it('tells apart who does worse on the same work', async () => {
    const rows = [...work('ann', HARD, 300, 120), ...work('bob', HARD, 300, 30), ...work('cy', HARD, 300, 30)];
    const [ann, bob] = [
      await ofAgent(standardisedQuality, rows, 'ann'),
      await ofAgent(standardisedQuality, rows, 'bob'),
    ];
    expect(ann?.upper).toBeLessThan(bob?.lower ?? 0);
  });

  it('is the plain rate while nobody else has failed', async () => {
    const rows = [...work('ann', HARD, 100, 10), ...work('bob', HARD, 100, 0)];
    expect(await ofAgent(standardisedQuality, rows, 'ann')).toMatchObject({ value: 0.9, sampleSize: 100 });
    const spotless = [...work('ann', HARD, 100, 0), ...work('bob', HARD, 100, 0)];
    const found = await ofAgent(standardisedQuality, spotless, 'ann');
    expect(found).toMatchObject({ value: 1, upper: 1 });
    expect(found?.lower).toBeCloseTo(0.963, 3); // Wilson, 100 of 100
  });

  it('stays as it is with as many tickets again of the same mix and outcome, and grows surer', async () => {
    const rows = [...work('ann', HARD, 100, 20), ...work('bob', HARD, 300, 30)];
    const [found] = (await figures(standardisedQuality, rows)).filter(
      ({ subject }) => subject.id === agentNamed('ann'),
    );
    const [now, then] = [found?.sample.estimate(0.95), found?.sample.extended?.(80, 20).estimate(0.95)];
    expect(then?.value).toBeCloseTo(now?.value ?? 0, 12);
    expect(then?.lower).toBeGreaterThan(now?.lower ?? 1);
  });

  it('has nothing to say where there are no colleagues', async () => {
    expect(await ofAgent(standardisedQuality, work('ann', HARD, 100, 10), 'ann')).toBeUndefined();
  });

  it('is less sure of work that comes in lumps', async () => {
    const steady = [...work('ann', HARD, 400, 80), ...work('bob', HARD, 400, 80)];
    const badWeeks = (name: string) =>
      resolved(name, 400, (i) => ({ cell: HARD, sla: slaResult(Math.floor(i / 40) % 5 !== 0) }));
    const lumpy = [...badWeeks('ann'), ...badWeeks('bob')];
    expect(failureRate(lumpy)).toBe(failureRate(steady));
    const [even, uneven] = [
      await ofAgent(standardisedQuality, steady, 'ann'),
      await ofAgent(standardisedQuality, lumpy, 'ann'),
    ];
    expect(even?.effectiveSampleSize).toBe(400);
    expect(uneven?.effectiveSampleSize).toBeLessThan(100);
    expect((uneven?.upper ?? 0) - (uneven?.lower ?? 0)).toBeGreaterThan(2 * ((even?.upper ?? 0) - (even?.lower ?? 0)));
  });

  it('compares teams with the other teams', async () => {
    const inTeam = (rows: Contribution[], team: string) =>
      rows.map((one) => ({ ...one, resolutions: one.resolutions.map((part) => ({ ...part, team })) }));
    const rows = [...inTeam(work('ann', HARD, 200, 60), 'first'), ...inTeam(work('bob', HARD, 200, 20), 'second')];
    const [first, second] = [
      await figure(standardisedQuality, rows, 'team', 'first'),
      await figure(standardisedQuality, rows, 'team', 'second'),
    ];
    expect(first?.upper).toBeLessThan(second?.lower ?? 0);
  });
});

describe('a good outcome', () => {
  const at = daysAgo(40);
  const bounced = handoff(at - DAY, { cameBackAt: at - DAY / 2, outcome: 'bounce-back' });
  const failing = async (more: Partial<Contribution>) => {
    const one = row('ann', { resolutions: [resolution(at)], ...more });
    const rows = [...work('bob', EASY, 50, 10), one];
    return (await ofAgent(standardisedQuality, rows, 'ann'))?.value === 1 ? 'good' : 'failed';
  };

  it.each<[string, Partial<Contribution>, string]>([
    ['met its target', {}, 'good'],
    ['had no target', { resolutions: [resolution(at, { sla: null })] }, 'good'],
    ['missed its target', { resolutions: [resolution(at, { sla: slaResult(false) })] }, 'failed'],
    ['was reopened within two weeks', { resolutions: [resolution(at, { reopenedAt: at + 14 * DAY })] }, 'failed'],
    ['was reopened later', { resolutions: [resolution(at, { reopenedAt: at + 15 * DAY })] }, 'good'],
    ['was handed on and got back before', { handoffs: [bounced] }, 'failed'],
    ['was handed on and got back afterwards', { handoffs: [{ ...bounced, at: at + DAY }] }, 'good'],
    ['was handed on rightly', { handoffs: [{ ...bounced, outcome: 'onward' }] }, 'good'],
  ])('is one that %s', async (_what, more, outcome) => {
    expect(await failing(more)).toBe(outcome);
  });
});
