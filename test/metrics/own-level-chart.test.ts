import { describe, expect, it } from 'vitest';
import type { Contribution, ResolutionPart } from '../../src/domain/contribution.ts';
import type { Expectation } from '../../src/metrics/expectation/expectation.ts';
import { type Measurement, measure } from '../../src/metrics/measure.ts';
import { ownLevelChart } from '../../src/metrics/own-level-chart.ts';
import { seeded } from '../statistics/seeded.ts';
import { agentNamed, daysAgo, OPTIONS, resolution, resolved, row, STEADY_DESK, slaResult } from './rows.ts';

/** Of the window's days, the last ones are charted: what is older is the baseline. */
const CHARTED = 70;
const BEFORE = [52 * 7 - 1, CHARTED + 1] as const;
const SINCE = [CHARTED - 1, 16] as const;
const LATELY = [56, 16] as const;

type Part = (i: number) => Partial<ResolutionPart>;
const failing =
  (fails: (i: number) => boolean, more: Partial<ResolutionPart> = {}): Part =>
  (i) => ({ ...more, sla: slaResult(!fails(i)) });
/** One failure in `every`, evenly. */
const each = (every: number): Part => failing((i) => i % every === every - 1);
const byLot = (seed: number, rate: number): Part => {
  const random = seeded(seed);
  return failing(() => random() < rate);
};

/** A year at one failure in ten. */
const steady = (name: string, lot = each(10)): Contribution[] => [
  ...resolved(name, 240, lot, BEFORE),
  ...resolved(name, 60, lot, SINCE),
];
/** The same until eight weeks ago, then one failure in three. */
const dropped = (name: string, before = each(10), after = each(3)): Contribution[] => [
  ...resolved(name, 240, before, BEFORE),
  ...resolved(name, 20, before, [CHARTED - 1, 57]),
  ...resolved(name, 40, after, LATELY),
];

async function charts(rows: readonly Contribution[], expectation: Expectation = STEADY_DESK, weeks = 52) {
  const use = { metric: ownLevelChart, weeks };
  return (await measure([use], [rows], { ...OPTIONS, expectation })).measurements;
}
const of = (found: readonly Measurement[], name: string) =>
  found.find(({ subject }) => subject.kind === 'agent' && subject.id === agentNamed(name));
async function levelOf(rows: readonly Contribution[], expectation?: Expectation): Promise<number | undefined> {
  return of(await charts(rows, expectation), 'ann')?.sample.estimate(0.95).value;
}

describe('the chart against own earlier level', () => {
  it('stands for who fails three times as often, and stays low for who goes on as before', async () => {
    const found = await charts([...dropped('ann'), ...steady('bob')]);
    expect(of(found, 'ann')?.sample.estimate(0.95).value).toBeGreaterThanOrEqual(1);
    expect(of(found, 'bob')?.sample.estimate(0.95).value).toBeLessThan(0.5);
    expect(of(found, 'bob')?.sample.sampleSize).toBe(60);
  });

  it('pauses while the person is away or new to the work, as is on record', async () => {
    const spell = { start: daysAgo(57), end: daysAgo(10) };
    const away = new Map([[agentNamed('ann') as string, [spell]]]);
    const use = { metric: ownLevelChart, weeks: 52 };
    const rows = [...dropped('ann'), ...dropped('bob')];
    const { measurements } = await measure([use], [rows], { ...OPTIONS, expectation: STEADY_DESK, away });
    const levelFor = (name: string) => of(measurements, name)?.sample.estimate(0.95).value;
    expect(levelFor('ann')).toBeLessThan(0.5);
    expect(of(measurements, 'ann')?.sample.sampleSize).toBe(20);
    expect(levelFor('bob')).toBeGreaterThanOrEqual(1);
  });

  it('sees the drop of nearly everybody, and troubles few who work as before', async () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => seed + 1);
    const stand = (found: readonly Measurement[]) =>
      found.filter(({ subject, sample }) => subject.kind === 'agent' && sample.estimate(0.95).value >= 1).length;
    const fallen = await charts(seeds.flatMap((seed) => dropped(`d${seed}`, byLot(seed, 0.1), byLot(-seed, 0.33))));
    const others = await charts(seeds.flatMap((seed) => steady(`s${seed}`, byLot(seed, 0.1))));
    expect(stand(fallen)).toBeGreaterThanOrEqual(36);
    expect(stand(others)).toBeLessThanOrEqual(5);
  });

  it('is held against own level: who always failed more than others has not dropped', async () => {
    expect(await levelOf(steady('ann', each(4)))).toBeLessThan(0.5);
  });

  it('does not blame a person for having got harder work', async () => {
    const hard = { cell: { workType: 'network', priority: 'P1', channel: 'mail', shift: 'day' } };
    const moved = (expectation: Expectation) =>
      levelOf(
        [
          ...resolved('ann', 150, each(10), BEFORE),
          ...resolved(
            'ann',
            150,
            failing((i) => i % 3 === 2, hard),
            SINCE,
          ),
        ],
        expectation,
      );
    const { outcome } = STEADY_DESK;
    if (outcome === null) throw new Error('The desk of these tests has to know how hard work is.');
    const knowing = { ...STEADY_DESK, outcome: { ...outcome, effects: { 'priority\nP1': -1.5 } } };
    expect(await moved(STEADY_DESK)).toBeGreaterThan(1);
    expect(await moved(knowing)).toBeLessThan(0.7);
  });

  it('does not depend on the order of tickets within a week by more than one failure counts', async () => {
    const inWeeks = (place: (i: number) => number) => [
      ...resolved('ann', 150, each(10), BEFORE),
      ...Array.from({ length: 24 * 6 }, (_, i) => {
        const at = daysAgo(CHARTED - 7 * Math.floor(i / 6) - 1 - place(i % 6));
        return row('ann', { resolutions: [resolution(at, { sla: slaResult(i % 7 !== 0) })] });
      }),
    ];
    const [one, other] = [await levelOf(inWeeks((i) => i)), await levelOf(inWeeks((i) => (i * 5) % 7))];
    expect(Math.abs((one ?? 0) - (other ?? 9))).toBeLessThan(0.2);
  });

  it('lets a notice stand for eight weeks at the height of its crossing, and goes on from 0', async () => {
    const burst = (daysBefore: number) => [
      ...resolved('ann', 150, each(10), BEFORE),
      ...resolved(
        'ann',
        12,
        failing(() => true),
        [daysBefore, daysBefore - 1],
      ),
      ...resolved(
        'ann',
        30,
        failing(() => false),
        [daysBefore - 2, daysBefore - 20],
      ),
    ];
    expect(await levelOf(burst(50))).toBeGreaterThanOrEqual(1);
    expect(await levelOf(burst(60))).toBeLessThan(0.7);
  });

  it('counts a failure as soon as it shows, and a success as far as failures would have shown', async () => {
    const { outcome } = STEADY_DESK;
    if (outcome === null) throw new Error('The desk of these tests has to know how hard work is.');
    const showing = (share: number) => ({
      ...STEADY_DESK,
      outcome: { ...outcome, showing: { ...outcome.showing, shares: Array.from({ length: 15 }, () => share) } },
    });
    const young = (fails: boolean) => [
      ...resolved('ann', 240, each(10), BEFORE),
      ...resolved('ann', 60, each(6), SINCE),
      ...resolved(
        'ann',
        8,
        failing(() => fails),
        [6, 1],
      ),
    ];
    const now = async (fails: boolean, share: number) => (await levelOf(young(fails), showing(share))) ?? Number.NaN;
    const [none, half, all] = [await now(false, 0), await now(false, 0.5), await now(false, 1)];
    expect(half).toBeLessThan(none);
    expect(all).toBeLessThan(half);
    expect(await now(true, 0)).toBeGreaterThan(none + 0.7);
  });

  it('counts lumps once', async () => {
    const { outcome } = STEADY_DESK;
    if (outcome === null) throw new Error('The desk of these tests has to know how hard work is.');
    const lumpy = { ...STEADY_DESK, outcome: { ...outcome, phi: 4 } };
    const many = [...resolved('ann', 600, each(10), BEFORE), ...resolved('ann', 60, each(4), LATELY)];
    expect((await levelOf(many)) ?? 0).toBeGreaterThan((await levelOf(many, lumpy)) ?? 9);
    const [found] = (await charts(many, lumpy)).filter(({ subject }) => subject.kind === 'agent');
    expect(found?.sample.estimate(0.95)).toMatchObject({ sampleSize: 60, effectiveSampleSize: 15 });
  });

  it.each([
    [24, undefined],
    [25, 150],
  ])('needs a baseline: %i resolutions just before give a figure on %s', async (baseline, n) => {
    const rows = [
      ...resolved('ann', baseline, each(10), [CHARTED + 6, CHARTED + 1]),
      ...resolved('ann', 150, each(10), SINCE),
    ];
    expect(of(await charts(rows), 'ann')?.sample.sampleSize).toBe(n);
  });

  it('is absent for who resolved nothing of late, and before anything is known of the desk', async () => {
    expect(await charts(resolved('ann', 150, each(10), BEFORE))).toEqual([]);
    expect(await charts(steady('ann'), { ...STEADY_DESK, outcome: null })).toEqual([]);
  });

  it('is surer where the level before is known better', async () => {
    const width = async (n: number) => {
      const rows = [...resolved('ann', n, each(10), BEFORE), ...resolved('ann', 30, each(4), LATELY)];
      const found = of(await charts(rows), 'ann')?.sample.estimate(0.8);
      expect(found?.lower).toBeLessThan(found?.value ?? 0);
      expect(found?.upper).toBeGreaterThan(found?.value ?? 9);
      return (found?.upper ?? 0) - (found?.lower ?? 0);
    };
    expect(await width(900)).toBeLessThan(0.7 * (await width(120)));
  });

  it('says how many failures in a row would raise a notice', async () => {
    const rows = [...resolved('ann', 150, each(10), BEFORE), ...resolved('ann', 60, each(8), SINCE)];
    const sample = of(await charts(rows), 'ann')?.sample;
    const needed = Array.from({ length: 20 }, (_, n) => n).find((n) => {
      return (sample?.extended?.(0, n).estimate(0).value ?? 0) >= 1;
    });
    const more = resolved(
      'ann',
      needed ?? 0,
      failing(() => true),
      [15, 14.1],
    );
    const fewer = resolved(
      'ann',
      (needed ?? 0) - 2,
      failing(() => true),
      [15, 14.1],
    );
    expect(await levelOf([...rows, ...more])).toBeGreaterThanOrEqual(1);
    expect(await levelOf([...rows, ...fewer])).toBeLessThan(1);
  });
});

describe('a team whose chart stands', () => {
  const team = (names: readonly string[], rows: (name: string) => Contribution[]) => names.flatMap(rows);
  const names = ['ann', 'bob', 'cy', 'dan'];

  it('mutes the notices of its people: look at the process first', async () => {
    const found = await charts(team(names, (name) => dropped(name)));
    expect(found.find(({ subject }) => subject.kind === 'team')?.sample.estimate(0.95).value).toBeGreaterThanOrEqual(1);
    expect(of(found, 'ann')?.sample.estimate(0.95).value).toBeGreaterThanOrEqual(1);
    expect(of(found, 'ann')?.heldBack).toBe("the whole team's chart stands: look at the process first");
  });

  it('is no shelter for the one person who makes it stand', async () => {
    const found = await charts([...dropped('ann'), ...steady('bob')]);
    expect(found.find(({ subject }) => subject.kind === 'team')?.sample.estimate(0.95).value).toBeGreaterThanOrEqual(1);
    expect(of(found, 'ann')?.heldBack).toBeNull();
  });

  it('nor for two who would hide each other', async () => {
    const found = await charts([
      ...team(['ann', 'bob'], (name) => dropped(name)),
      ...team(['cy', 'dan', 'eve'], (name) => steady(name)),
    ]);
    expect(found.find(({ subject }) => subject.kind === 'team')?.sample.estimate(0.95).value).toBeGreaterThanOrEqual(1);
    expect([of(found, 'ann')?.heldBack, of(found, 'bob')?.heldBack]).toEqual([null, null]);
  });

  it('mutes even where few stand by themselves, if the others would together', async () => {
    const slid = (name: string) => dropped(name, each(10), each(5));
    const found = await charts([...dropped('ann'), ...team(['bob', 'cy', 'dan', 'eve', 'fay', 'gil'], slid)]);
    const standing = found.filter(({ subject, sample }) => subject.kind === 'agent' && sample.estimate(0).value >= 1);
    expect(standing.map(({ subject }) => subject.id)).toEqual([agentNamed('ann')]);
    expect(of(found, 'ann')?.heldBack).toContain('process first');
  });

  it('has nothing to say of who has no notice', async () => {
    const found = await charts([...team(names, (name) => dropped(name)), ...steady('eve')]);
    expect(of(found, 'eve')?.heldBack).toBeNull();
  });
});
