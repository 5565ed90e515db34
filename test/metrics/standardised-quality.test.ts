import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/domain/contribution.ts';
import type { Expectation } from '../../src/metrics/expectation/expectation.ts';
import { learnExpectation } from '../../src/metrics/expectation/learn.ts';
import { expectedLogit, type OutcomeModel } from '../../src/metrics/expectation/outcome-model.ts';
import { type MeasureOptions, measure } from '../../src/metrics/measure.ts';
import { nobodyPresent } from '../../src/metrics/nobody-present.ts';
import type { OutcomeCheck } from '../../src/metrics/self-check/outcome-check.ts';
import { slaAttainment } from '../../src/metrics/sla-attainment.ts';
import { standardisedQuality } from '../../src/metrics/standardised-quality.ts';
import {
  AS_OF,
  agentNamed,
  daysAgo,
  OPTIONS,
  ofAgent,
  resolution,
  resolved,
  row,
  STEADY_DESK,
  slaResult,
  WEEK,
} from './rows.ts';

const EASY = { workType: 'access', priority: 'P3', channel: 'mail', shift: 'day' };
const MIDDLE = { workType: 'app', priority: 'P2', channel: 'mail', shift: 'day' };
const HARD = { workType: 'net', priority: 'P1', channel: 'mail', shift: 'night' };

/** `n` resolutions in a cell, of which `failures` missed their target, evenly among the others. */
const work = (name: string, cell: typeof EASY, n: number, failures: number, days?: readonly [number, number]) =>
  resolved(
    name,
    n,
    (i) => ({ cell, sla: slaResult(Math.floor(((i + 1) * failures) / n) === Math.floor((i * failures) / n)) }),
    days,
  );

async function learnedFrom(rows: readonly Contribution[]): Promise<Expectation> {
  const learned = await learnExpectation([rows], { frozenAt: AS_OF, maturityDays: 14, checks: [] });
  return { version: 'learned', ...learned };
}

async function samples(rows: readonly Contribution[], options: Partial<MeasureOptions> = {}) {
  const expectation = options.expectation ?? (await learnedFrom(rows));
  const uses = [{ metric: standardisedQuality, weeks: 26 }];
  const { measurements } = await measure(uses, [rows], { ...OPTIONS, ...options, expectation });
  return new Map(measurements.map(({ subject, sample }) => [subject.id.replace('desk:', ''), sample]));
}

async function estimates(rows: readonly Contribution[], options?: Partial<MeasureOptions>) {
  return new Map([...(await samples(rows, options))].map(([name, sample]) => [name, sample.estimate(0.95)]));
}

const modelOf = ({ outcome }: Expectation): OutcomeModel => {
  if (outcome === null) throw new Error('The desk of these tests has to know how hard work is.');
  return outcome;
};
const steadyBut = (outcome: Partial<OutcomeModel>): Expectation => ({
  ...STEADY_DESK,
  outcome: { ...modelOf(STEADY_DESK), ...outcome },
});
const width = (estimate?: { lower: number; upper: number }) => (estimate?.upper ?? Number.NaN) - (estimate?.lower ?? 0);

describe('standardised quality', () => {
  it('gives the worked agent of statistics.md 2.4 .932, .970 to be at .90, evidence 8.05', async () => {
    const logit = (p: number) => Math.log(p / (1 - p));
    const desk = steadyBut({
      intercept: 0,
      effects: { 'type\naccess': logit(0.97), 'type\napp': logit(0.93), 'type\nnet': logit(0.78) },
      mix: [
        [logit(0.97), 0.5],
        [logit(0.93), 0.35],
        [logit(0.78), 0.15],
      ],
    });
    const today = [0.1, 0] as const;
    const rows = [
      ...work('ann', EASY, 60, 2, today),
      ...work('ann', MIDDLE, 25, 3, today),
      ...work('ann', HARD, 40, 6, today),
    ];
    const ann = (await samples(rows, { expectation: desk, maturityDays: 0 })).get('ann');
    expect(ann?.estimate(0.9)).toMatchObject({ sampleSize: 125, effectiveSampleSize: 125 });
    expect(ann?.estimate(0.9).value).toBeCloseTo(0.932, 3);
    expect(ann?.atTarget?.(0.9).probability).toBeCloseTo(0.97, 2);
    expect(ann?.atTarget?.(0.9).prior).toBeCloseTo(0.799, 2);
    expect(ann?.atTarget?.(0.9).evidenceRatio).toBeCloseTo(8.05, 0); // skill has moved a week
  });

  it('gives equal figures to equal skill on easy and on hard work', async () => {
    const mixes = { ann: [1000, 100], bob: [100, 1000], cy: [1000, 100], dan: [100, 1000] };
    const rows = Object.entries(mixes).flatMap(([name, [easy = 0, hard = 0]]) => [
      ...work(name, EASY, easy, easy * 0.03),
      ...work(name, HARD, hard, hard * 0.22),
    ]);
    const found = await estimates(rows);
    expect(found.get('ann')?.value).toBeCloseTo(found.get('bob')?.value ?? 0, 2);
    const [rawEasy, rawHard] = [await ofAgent(slaAttainment, rows, 'ann'), await ofAgent(slaAttainment, rows, 'bob')];
    expect((rawEasy?.value ?? 0) - (rawHard?.value ?? 1)).toBeGreaterThan(0.15);
  });

  it('hardly lets own failures make own work look hard', async () => {
    const colleagues = ['bob', 'cy', 'dan', 'eve'].flatMap((name) => [
      ...work(name, HARD, 200, 40),
      ...work(name, EASY, 200, 10),
    ]);
    const harder = async (failures: number) => {
      const model = modelOf(await learnedFrom([...colleagues, ...work('ann', HARD, 200, failures)]));
      return expectedLogit(model, { ...EASY, before: '0' }) - expectedLogit(model, { ...HARD, before: '0' });
    };
    const plain = (failures: number) => Math.log((160 + failures) / (1000 - 160 - failures));
    const moved = (await harder(120)) - (await harder(40));
    expect(moved).toBeLessThan((plain(120) - plain(40)) / 3);
  });

  it('tells apart who does worse on the same work', async () => {
    const rows = [...work('ann', HARD, 300, 120), ...work('bob', HARD, 300, 30), ...work('cy', HARD, 300, 30)];
    const found = await estimates(rows);
    expect(found.get('ann')?.upper).toBeLessThan(found.get('bob')?.value ?? 0);
    expect(found.get('bob')?.lower).toBeGreaterThan(found.get('ann')?.value ?? 1);
    expect(found.get('bob')?.value).toBeCloseTo(found.get('cy')?.value ?? 0, 9);
  });

  it('grows surer with as many tickets again of the same mix and outcome', async () => {
    const options = { expectation: STEADY_DESK };
    const once = (await estimates(work('ann', HARD, 100, 10), options)).get('ann');
    const twice = (await estimates(work('ann', HARD, 200, 20), options)).get('ann');
    expect(width(twice)).toBeLessThan(0.85 * width(once));
    expect(twice?.value).toBeCloseTo(once?.value ?? 0, 2);
  });

  it('is less sure of work that comes in lumps', async () => {
    const names = ['ann', 'bob', 'cy', 'dan', 'eve'];
    const steady = names.flatMap((name) => work(name, HARD, 400, 80));
    const lumpy = names.flatMap((name) =>
      resolved(name, 400, (i) => ({ cell: HARD, sla: slaResult(Math.floor(i / 40) % 5 !== 0) })),
    );
    const [even, uneven] = [(await estimates(steady)).get('ann'), (await estimates(lumpy)).get('ann')];
    expect(uneven?.effectiveSampleSize).toBeLessThan((even?.effectiveSampleSize ?? 0) / 2);
    expect(width(uneven)).toBeGreaterThan(1.2 * width(even));
  });

  it('states teams under the same mix as people', async () => {
    const inTeam = (rows: Contribution[], team: string) =>
      rows.map((one) => ({ ...one, resolutions: one.resolutions.map((part) => ({ ...part, team })) }));
    const rows = [...inTeam(work('ann', HARD, 200, 60), 'first'), ...inTeam(work('bob', HARD, 200, 20), 'second')];
    const found = await estimates(rows);
    expect(found.get('first')?.upper).toBeLessThan(found.get('second')?.value ?? 0);
    expect(found.get('first')).toEqual(found.get('ann'));
  });

  it('does not depend on which tickets of a week went wrong', async () => {
    const outcomes = fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    const shuffled = outcomes.chain((weeks) =>
      fc.tuple(
        fc.constant(weeks),
        fc.tuple(...weeks.map((week) => fc.shuffledSubarray(week, { minLength: week.length }))),
      ),
    );
    const rowsOf = (weeks: readonly (readonly boolean[])[]) =>
      weeks.flatMap((week, w) =>
        week.map((met, day) =>
          row('ann', { resolutions: [resolution(daysAgo(15 + 7 * w + day), { sla: slaResult(met) })] }),
        ),
      );
    const options = { expectation: STEADY_DESK };
    await fc.assert(
      fc.asyncProperty(shuffled, async ([weeks, other]) => {
        const [one, two] = [await estimates(rowsOf(weeks), options), await estimates(rowsOf(other), options)];
        expect(two.get('ann')?.value).toBeCloseTo(one.get('ann')?.value ?? 0, 12);
        expect(two.get('ann')?.lower).toBeCloseTo(one.get('ann')?.lower ?? 0, 12);
      }),
      { numRuns: 30 },
    );
  });

  it('shows a drop within weeks', async () => {
    const long = [...work('ann', HARD, 160, 6, [180, 42]), ...work('ann', HARD, 40, 14, [42, 0])];
    const sure = async (weeksAgo: number) => {
      const ann = (await samples(long, { expectation: STEADY_DESK, asOf: AS_OF - weeksAgo * WEEK })).get('ann');
      return ann?.atTarget?.(0.9).probability ?? Number.NaN;
    };
    expect(await sure(6)).toBeGreaterThan(0.8);
    expect(await sure(2)).toBeLessThan(0.5);
    expect(await sure(0)).toBeLessThan(0.2);
  });

  it('says nothing while nothing is known of the desk', async () => {
    const uses = [{ metric: standardisedQuality, weeks: 26 }];
    expect((await measure(uses, [work('ann', HARD, 100, 10)], OPTIONS)).measurements).toEqual([]);
    expect(await samples([], { expectation: STEADY_DESK })).toEqual(new Map());
  });

  it('is held back of people, not of teams, where who did the work predicts nothing', async () => {
    const check: OutcomeCheck = {
      outcome: 'quality',
      verdict: 'says-nothing',
      sentence: 'Here it says nothing.',
      rows: 600,
      weeks: 20,
      scoredRows: 600,
      phi: 1,
      candidates: [],
      chosen: null,
      runnerUp: null,
      gain: null,
    };
    const uses = [{ metric: standardisedQuality, weeks: 26 }];
    const options = { ...OPTIONS, expectation: { ...STEADY_DESK, checks: [check] } };
    const rows = work('ann', HARD, 100, 10);
    const { measurements } = await measure(uses, [rows], options);
    expect(measurements.map(({ subject, heldBack }) => [subject.id, heldBack])).toEqual([
      [agentNamed('ann'), 'Here it says nothing.'],
      ['first', null],
    ]);
    // Who of a team masters what is said of its people.
    const cover = await measure([{ metric: nobodyPresent, weeks: 26 }], [rows], options);
    expect(cover.measurements.length).toBeGreaterThan(0);
    for (const { heldBack } of cover.measurements) expect(heldBack).toBe('Here it says nothing.');
  });
});

describe('resolutions of the last two weeks', () => {
  const before = work('ann', HARD, 100, 15);
  const valueWith = async (rows: readonly Contribution[], shown: number) => {
    const showing = { shares: [...Array.from({ length: 14 }, () => shown), 1], ownTells: true, chanceRepeats: 0 };
    return (
      (await estimates([...before, ...rows], { expectation: steadyBut({ showing }) })).get('ann')?.value ?? Number.NaN
    );
  };
  const lately = [13, 1] as const;

  it('count as successes only as far as failures would have shown by now', async () => {
    const good = work('ann', HARD, 40, 0, lately);
    const [none, half, all] = [await valueWith(good, 0), await valueWith(good, 0.5), await valueWith(good, 1)];
    expect(none).toBeCloseTo(await valueWith([], 0), 12);
    expect(half).toBeGreaterThan(none + 0.005);
    expect(all).toBeGreaterThan(half + 0.005);
  });

  it('count as failures as soon as they have failed', async () => {
    expect(await valueWith(work('ann', HARD, 10, 10, lately), 0)).toBeLessThan((await valueWith([], 0)) - 0.02);
  });

  it('say nothing alone while failures have not had the time to show', async () => {
    expect(await estimates(work('ann', HARD, 10, 0, lately), { expectation: STEADY_DESK })).toEqual(new Map());
  });
});

it('allows for requesters who are back by chance', async () => {
  const rows = work('ann', HARD, 200, 20);
  const { showing } = modelOf(STEADY_DESK);
  const value = async (chanceRepeats: number) =>
    (await estimates(rows, { expectation: steadyBut({ showing: { ...showing, chanceRepeats } }) })).get('ann')?.value ??
    0;
  expect(await value(0.04)).toBeCloseTo((await value(0)) / 0.96, 3);
});
