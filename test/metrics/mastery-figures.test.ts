import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/domain/contribution.ts';
import { avoidableTransfers } from '../../src/metrics/avoidable-transfers.ts';
import { busFactor } from '../../src/metrics/bus-factor.ts';
import { followTheSun } from '../../src/metrics/follow-the-sun.ts';
import { masteredShare } from '../../src/metrics/mastered-share.ts';
import { masteredWorkTypes } from '../../src/metrics/mastered-work-types.ts';
import { masteryBreadth } from '../../src/metrics/mastery-breadth.ts';
import { type MeasureOptions, measure } from '../../src/metrics/measure.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { minimumCover } from '../../src/metrics/minimum-cover.ts';
import { nobodyPresent } from '../../src/metrics/nobody-present.ts';
import { regionGap } from '../../src/metrics/region-gap.ts';
import { transferCost } from '../../src/metrics/transfer-cost.ts';
import { typesNotOffered } from '../../src/metrics/types-not-offered.ts';
import {
  agentNamed,
  CELL,
  daysAgo,
  figures,
  HOUR,
  handoff,
  listed,
  OPTIONS,
  resolved,
  row,
  STEADY_DESK,
  slaResult,
} from './rows.ts';

/** `n` resolutions of a kind of work, every `failing`-th of which missed its target; 0: none. */
const work = (name: string, workType: string, n: number, failing = 0): Contribution[] =>
  resolved(name, n, (i) => ({ cell: { ...CELL, workType }, sla: slaResult(failing === 0 || i % failing > 0) }));

/** Beyond doubt, or beyond hope, with any kind of work. */
const masters = (name: string, ...types: string[]) => types.flatMap((type) => work(name, type, 200));
const fails = (name: string, ...types: string[]) => types.flatMap((type) => work(name, type, 200, 2));

const estimatesOf = async (metric: Metric, rows: Contribution[], people?: MeasureOptions['people']) =>
  new Map(
    (await figures(metric, rows, 26, people)).map(({ subject, sample }) => [
      `${subject.kind} ${subject.id.replace('desk:', '')}`,
      sample.estimate(0.95),
    ]),
  );

describe('work types mastered', () => {
  it('counts those shown beyond doubt, and none that failed', async () => {
    const found = await estimatesOf(masteredWorkTypes, [
      ...masters('ann', 'network', 'mail', 'access'),
      ...fails('bob', 'network'),
    ]);
    expect(found.get('agent ann')?.value).toBeCloseTo(3, 2);
    expect(found.get('agent ann')).toMatchObject({ upper: 3, sampleSize: 600 });
    expect(found.get('agent bob')?.value).toBeCloseTo(0, 3);
    expect(found.get('agent bob')?.upper).toBeCloseTo(0, 3);
    expect(found.get('agent bob')?.sampleSize).toBe(200);
  });

  it('is unsure of what was hardly done', async () => {
    const { value, lower, upper } =
      (await estimatesOf(masteredWorkTypes, work('ann', 'mail', 3))).get('agent ann') ?? {};
    expect([lower, upper]).toEqual([0, 1]);
    expect(value).toBeGreaterThan(0.1);
    expect(value).toBeLessThan(0.9);
  });
});

describe('share of the work mastered', () => {
  it("weighs each kind by the team's volume of it, and what one has never resolved counts for nothing", async () => {
    const rows = [
      ...masters('ann', 'network'),
      ...fails('ann', 'mail'),
      ...masters('bob', 'network', 'access'),
      ...work('bob', 'app', 10),
    ];
    const found = await estimatesOf(masteredShare, rows);
    // Of 400 network, 200 mail and 200 access; app is no regular work. Ann's mail is not mastered, access never hers.
    expect(found.get('agent ann')?.value).toBeCloseTo(400 / 800, 2);
    expect(found.get('agent bob')?.value).toBeCloseTo(600 / 800, 2);
    expect(found.get('agent ann')).toMatchObject({ sampleSize: 400 });
  });
});

describe('work types hardly offered', () => {
  const took = (name: string, workType: string, n: number): Contribution[] =>
    work(name, workType, n).map((one) => ({
      ...one,
      taken: [{ at: daysAgo(30), team: 'first', handedOver: false, selfPicked: false, own: null }],
    }));
  const colleagues = [...took('bob', 'network', 100), ...took('bob', 'access', 100)];

  it('counts kinds that colleagues are given three times as often, by share of all that each takes', async () => {
    const found = await estimatesOf(typesNotOffered, [
      ...colleagues,
      ...took('ann', 'network', 97),
      ...took('ann', 'access', 3),
    ]);
    expect(found.get('agent ann')?.value).toBeCloseTo(1, 2);
    expect(found.get('agent ann')?.sampleSize).toBe(100);
    const half = await estimatesOf(typesNotOffered, [
      ...colleagues,
      ...took('ann', 'network', 20),
      ...took('ann', 'access', 20),
    ]);
    expect(half.get('agent ann')?.value).toBeCloseTo(0, 2);
  });

  it('is unsure of a few tickets, and silent about rare kinds and somebody alone', async () => {
    const few = await estimatesOf(typesNotOffered, [...colleagues, ...took('ann', 'network', 5)]);
    expect(few.get('agent ann')).toMatchObject({ lower: 0, upper: 1 });
    const rare = [
      ...colleagues,
      ...took('bob', 'mail', 5),
      ...took('ann', 'network', 50),
      ...took('ann', 'access', 50),
    ];
    expect((await estimatesOf(typesNotOffered, rare)).get('agent ann')?.value).toBeCloseTo(0, 2);
    expect(await estimatesOf(typesNotOffered, took('ann', 'network', 50))).toEqual(new Map());
  });
});

it('breadth of mastery counts what is mastered, not what was done', async () => {
  const rows = [...masters('ann', 'network', 'mail'), ...fails('ann', 'access', 'app')];
  const found = (await estimatesOf(masteryBreadth, rows)).get('agent ann');
  expect(found?.value).toBeCloseTo(2, 1);
  expect(found?.sampleSize).toBe(800);
});

describe('avoidable hand-overs', () => {
  it('are those that came back, and those a master of the work sent round; never a right one', async () => {
    const sent = (name: string, workType: string) =>
      (['bounce-back', 'onward', 'right-first', 'open'] as const).map((outcome) =>
        row(name, { handoffs: [handoff(daysAgo(30), { workType, outcome })] }),
      );
    const rows = [...masters('ann', 'network'), ...fails('bob', 'network'), ...sent('ann', 'network')];
    const found = await estimatesOf(avoidableTransfers, [...rows, ...sent('bob', 'network'), ...sent('cy', 'mail')]);
    expect(found.get('agent ann')).toMatchObject({ value: 0.5, sampleSize: 4 });
    expect(found.get('agent bob')).toMatchObject({ value: 0.25, sampleSize: 4 });
    expect(found.get('team first')).toMatchObject({ value: 4 / 12, sampleSize: 12 });
  });

  it('are not counted before it can be known what came of them', async () => {
    const young = row('ann', { handoffs: [handoff(daysAgo(13), { outcome: 'bounce-back' })] });
    expect(await estimatesOf(avoidableTransfers, [young])).toEqual(new Map());
  });
});

describe('what a hand-over costs', () => {
  it('is how much longer tickets of the same kind took, by hand', async () => {
    const took = (workType: string, hours: number[], handovers: number) =>
      resolved('ann', hours.length, (i) => ({
        cell: { ...CELL, workType },
        businessMs: (hours[i] ?? 0) * HOUR,
        handovers,
      }));
    const rows = [
      ...took('network', [1, 3], 0),
      ...took('network', [5, 5, 5], 1),
      ...took('mail', [2, 2], 0),
      ...took('mail', [6, 1000], 2), // counts for 80 h
      ...took('app', [1, 1, 1], 1), // nothing to compare with
    ];
    const found = (await estimatesOf(transferCost, rows)).get('team first');
    // 3/5 of 5 - 2 = 3 h, and 2/5 of 43 - 2 = 41 h.
    expect(found?.value).toBeCloseTo(0.6 * 3 + 0.4 * 41, 9);
    // Variances of the means: network 1 + 0, mail 0 + 37^2.
    const error = Math.sqrt(0.6 ** 2 * 1 + 0.4 ** 2 * 37 ** 2);
    expect(found?.upper).toBeCloseTo((found?.value ?? 0) + 1.959964 * error, 4);
    expect(found).toMatchObject({ sampleSize: 12, effectiveSampleSize: 9 });
  });

  it('is not told where nothing was kept or nothing handed over', async () => {
    expect(
      await estimatesOf(
        transferCost,
        resolved('ann', 30, () => ({ handovers: 1 })),
      ),
    ).toEqual(new Map());
  });
});

const FIRST = ['ann', 'bob', 'cy', 'dan', 'eve'];
const SECOND = ['fay', 'gil', 'hal', 'ida', 'jo'];
const TWO_REGIONS = listed({
  ...Object.fromEntries(FIRST.map((name) => [name, { team: 'a', region: 'east', shift: 'day' }])),
  ...Object.fromEntries(SECOND.map((name) => [name, { team: 'b', region: 'west', shift: 'night' }])),
});
const everybody = (names: readonly string[], of: (name: string) => Contribution[]) => names.flatMap(of);

describe('bus factor', () => {
  const rows = [
    ...everybody(FIRST, (name) => masters(name, 'network')),
    ...masters('ann', 'mail'),
    ...fails('bob', 'mail'),
    ...everybody(SECOND, (name) => fails(name, 'network')),
  ];

  it('is how many master a type, and of a group the least over its regular types', async () => {
    const found = await estimatesOf(busFactor, rows, TWO_REGIONS);
    expect(Object.fromEntries([...found].map(([subject, { value }]) => [subject, value]))).toEqual({
      'work-type network': 5,
      'work-type mail': 1,
      'team a': 1,
      'region east': 1,
      'shift day': 1,
      'team b': 0,
      'region west': 0,
      'shift night': 0,
    });
  });

  it('asks nothing of a group in a type it hardly works', async () => {
    const found = await estimatesOf(busFactor, [...rows, ...work('fay', 'mail', 19)], TWO_REGIONS);
    expect(found.get('team b')?.sampleSize).toBe(1000);
  });

  it('takes the team somebody resolves most in where the list names none, and leaves out who has left', async () => {
    const left = listed({ bob: { endedAt: daysAgo(1) } });
    const found = await estimatesOf(busFactor, [...masters('ann', 'network'), ...masters('bob', 'network')], left);
    expect(found.get('team first')).toMatchObject({ value: 1, sampleSize: 400 });
  });

  it('is told with how many there may be where nobody has shown it yet', async () => {
    const some = everybody(FIRST, (name) => work(name, 'app', 8));
    const { value, lower, upper } = (await estimatesOf(busFactor, some)).get('work-type app') ?? {};
    expect([value, lower]).toEqual([0, 0]);
    expect(upper).toBeGreaterThan(1);
  });
});

describe('the chance that nobody is there', () => {
  it('is .15 for each master, all away at once', async () => {
    const two = [...masters('ann', 'network'), ...masters('bob', 'network')];
    const found = await estimatesOf(nobodyPresent, [...two, ...masters('ann', 'mail')]);
    expect(found.get('work-type network')?.value).toBeCloseTo(0.15 ** 2, 3);
    expect(found.get('work-type mail')?.value).toBeCloseTo(0.15, 3);
    expect(found.get('team first')?.value).toBeCloseTo(0.15, 3);
  });

  it('may be as large as 1 where hardly anybody has done the work', async () => {
    const found = (await estimatesOf(nobodyPresent, work('ann', 'app', 20, 4))).get('work-type app');
    expect(found?.upper).toBe(1);
    expect(found?.value).toBeLessThan(1);
  });
});

describe('people it takes to cover all work', () => {
  it('is the smallest set, with one more for what nobody masters', async () => {
    const rows = [
      ...masters('ann', 'network', 'mail'),
      ...masters('bob', 'mail', 'access'),
      ...masters('cy', 'network'),
      ...fails('cy', 'app'),
    ];
    const found = (await estimatesOf(minimumCover, rows)).get('team first');
    expect(found).toMatchObject({ value: 3, upper: 3, sampleSize: 1200 });
  });

  it('is not told of a region of four', async () => {
    const rows = everybody(FIRST, (name) => masters(name, 'network'));
    const kinds = async (people: MeasureOptions['people']) => [
      ...(await estimatesOf(minimumCover, rows, people)).keys(),
    ];
    expect(await kinds(TWO_REGIONS)).toEqual(['team a', 'region east', 'shift day']);
    const four = new Map([...TWO_REGIONS].slice(1));
    expect(await kinds(four)).toEqual(['team first', 'team a']);
  });
});

describe('gap between regions', () => {
  /** East fails every second of network, west none; both do mail alike. */
  const rows = [
    ...everybody(FIRST, (name) => [...fails(name, 'network'), ...work(name, 'mail', 100, 10)]),
    ...everybody(SECOND, (name) => [...masters(name, 'network'), ...work(name, 'mail', 100, 10)]),
  ];

  it('is the root mean square over types, with the noise taken out', async () => {
    const found = await estimatesOf(regionGap, rows, TWO_REGIONS);
    // Differences .5 and 0; expected .9 everywhere, so v = .09 / 1000 twice, and .09 / 500 twice.
    const square = (0.25 - 0.09 * (2 / 1000) + (0 - 0.09 * (2 / 500))) / 2;
    expect(found.get('region east')?.value).toBeCloseTo(Math.sqrt(square), 9);
    expect(found.get('region west')?.value).toBeCloseTo(Math.sqrt(square), 9);
    expect(found.get('region east')?.sampleSize).toBe(1500);
  });

  it('is nothing where regions differ by no more than chance', async () => {
    const alike = everybody([...FIRST, ...SECOND], (name) => work(name, 'mail', 100, 10));
    const found = (await estimatesOf(regionGap, alike, TWO_REGIONS)).get('region east');
    expect(found).toMatchObject({ value: 0, lower: 0 });
    expect(found?.upper).toBeGreaterThan(0);
  });

  it('is not told where either side has fewer than five people', async () => {
    expect(await estimatesOf(regionGap, rows, new Map([...TWO_REGIONS].slice(1)))).toEqual(new Map());
  });
});

describe('follow the sun', () => {
  const sent = (name: string, to: string, outcome: 'right-first' | 'onward') =>
    row(name, { handoffs: [handoff(daysAgo(30), { to: agentNamed(to), outcome })] });
  const present = everybody([...FIRST, ...SECOND], (name) => work(name, 'mail', 1));

  it('is the share of hand-overs to another region that were right at once', async () => {
    const rows = [
      sent('ann', 'fay', 'right-first'),
      sent('bob', 'gil', 'onward'),
      sent('ann', 'bob', 'onward'), // stays in the region
      sent('fay', 'ann', 'right-first'),
    ];
    const found = await estimatesOf(followTheSun, [...present, ...rows], TWO_REGIONS);
    expect(found.get('region east')).toMatchObject({ value: 0.5, sampleSize: 2 });
    expect(found.get('region west')).toMatchObject({ value: 1, sampleSize: 1 });
    expect(found.get('team first')).toMatchObject({ value: 2 / 3, sampleSize: 3 });
  });

  it('is not told of a region of four, but of its team', async () => {
    const rows = [...present, sent('bob', 'fay', 'onward')];
    const found = await estimatesOf(followTheSun, rows, new Map([...TWO_REGIONS].slice(1)));
    expect([...found.keys()]).toEqual(['team first']);
  });
});

describe('masteries settled with an evaluation', () => {
  it('are of each kind of work somebody did or was given, with how much of it they resolved alone', async () => {
    const took = [{ at: daysAgo(30), team: 'first', handedOver: false, selfPicked: false, own: null }];
    const rows = [
      ...work('ann', 'network', 30).map((one) => ({ ...one, taken: took })),
      row('ann', { taken: took, handoffs: [handoff(daysAgo(29), { workType: 'mail', outcome: 'onward' })] }),
    ];
    const options = { ...OPTIONS, expectation: STEADY_DESK };
    const measured = await measure([{ metric: masteredWorkTypes, weeks: 26 }], [rows], options);
    const masteries = [...measured.masteries];
    expect(masteries).toMatchObject([
      { agent: 'desk:ann', workType: 'mail', mastery: null, taken: 1, alone: 0 },
      { agent: 'desk:ann', workType: 'network', taken: 30, alone: 30 },
    ]);
    expect(masteries[1]?.mastery?.estimate.sampleSize).toBe(30);
  });
});
