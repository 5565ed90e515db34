import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrossedLogistic, type Levels } from '../../src/statistics/crossed-logistic.ts';
import { fitRidge } from '../../src/statistics/ridge-logistic.ts';
import { expit, logit, seeded } from './seeded.ts';

interface Count {
  levels: Levels;
  good: number;
  n: number;
}

function table(counts: Iterable<Count>, factors: Record<string, number | 'learn'>): CrossedLogistic {
  const logistic = new CrossedLogistic(factors);
  for (const { levels, good, n } of counts) logistic.add(levels, good, n);
  return logistic;
}

describe('CrossedLogistic', () => {
  it('gives the share itself where nothing but the intercept is fitted', () => {
    const fit = table([{ levels: {}, good: 70_000, n: 100_000 }], {}).fit();
    expect(fit.logit({})).toBeCloseTo(logit(0.7), 4);
  });

  it('is where the slope of likelihood and prior is 0', () => {
    // One effect b beside a known intercept: sum (y - p) = b / variance must hold at the fit.
    const fit = table(
      [
        { levels: { type: 'network' }, good: 30, n: 80 },
        { levels: { type: 'access' }, good: 66, n: 70 },
      ],
      { type: 0.5 },
    ).fit();
    for (const [type, good, n] of [
      ['network', 30, 80],
      ['access', 66, 70],
    ] as const) {
      const p = expit(fit.logit({ type }));
      expect(good - n * p).toBeCloseTo(fit.effect('type', type).value / 0.5, 5);
    }
  });

  /** Night crew better by `better` logits on work that is harder by 1; four of twelve day people lend a hand at night. */
  function desk(better: number, seed: number): Count[] {
    const random = seeded(seed);
    const draw = (n: number, p: number): number =>
      Array.from({ length: n }, () => Number(random() < p)).reduce((a, b) => a + b);
    return Array.from({ length: 24 }, (_, i) => i).flatMap((i) => {
      const night = i >= 12;
      const skill = (night ? better : 0) + 0.3 * (random() - 0.5);
      const shifts = night || i < 4 ? ['night', 'day'] : ['day'];
      return shifts.map((shift) => {
        const n = (shift === 'night') === night ? 400 : 120;
        const p = expit(2 - (shift === 'night' ? 1 : 0) + skill);
        return { levels: { shift, agent: `a${i}` }, good: draw(n, p), n };
      });
    });
  }

  it('does not let a strong night crew make the night look easy', () => {
    const seeds = [9, 10, 11, 12, 13, 14];
    const mean = (of: (counts: Count[]) => number): number =>
      seeds.reduce((sum, seed) => sum + of(desk(0.8, seed)), 0) / seeds.length;
    const harder = (counts: Count[], factors: Record<string, number | 'learn'>): number => {
      const fit = table(counts, factors).fit();
      return fit.logit({ shift: 'day' }) - fit.logit({ shift: 'night' });
    };
    const pooled = (counts: Count[]): Count[] =>
      counts.map((count) => ({ ...count, levels: { shift: count.levels['shift'] ?? '' } }));
    // Truth 1. Who also works by day is what tells; what they leave open the prior shares between crew and shift.
    expect(mean((counts) => harder(pooled(counts), { shift: 2 }))).toBeLessThan(0.45);
    expect(mean((counts) => harder(counts, { shift: 2, agent: 'learn' }))).toBeGreaterThan(0.8);
    expect(mean((counts) => harder(counts, { shift: 2, agent: 'learn' }))).toBeLessThan(1.05);
  });

  it('learns how much people differ', () => {
    const random = seeded(21);
    const normal = (): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6);
    const counts = (spread: number): Count[] =>
      Array.from({ length: 200 }, (_, i) => {
        const p = expit(1.5 + spread * normal());
        const good = Array.from({ length: 120 }, () => Number(random() < p)).reduce((a, b) => a + b);
        return { levels: { agent: `a${i}` }, good, n: 120 };
      });
    const spreadOf = (all: Count[], phi = 1): number =>
      Math.sqrt(table(all, { agent: 'learn' }).fit(phi).variances.get('agent') ?? 0);
    expect(Math.abs(spreadOf(counts(0.45)) - 0.45)).toBeLessThan(0.07);
    expect(spreadOf(counts(0))).toBeLessThan(0.15);
    // Twelve times as lumpy: most of the differences may be noise.
    expect(spreadOf(counts(0.45), 12)).toBeLessThan(0.4);
  });

  it('draws people with few tickets towards 0, and is less sure of them', () => {
    const fit = table(
      [
        { levels: { agent: 'many' }, good: 970, n: 1000 },
        { levels: { agent: 'few' }, good: 10, n: 10 },
        { levels: { agent: 'others' }, good: 8000, n: 10_000 },
      ],
      { agent: 0.2 },
    ).fit();
    const [many, few, nobody] = ['many', 'few', 'nobody'].map((agent) => fit.effect('agent', agent));
    expect(many!.value).toBeGreaterThan(few!.value);
    expect(few!.value).toBeGreaterThan(0);
    expect(many!.standardError).toBeLessThan(few!.standardError);
    expect(nobody).toEqual({ value: 0, standardError: Math.sqrt(0.2) });
  });

  const count = fc.integer({ min: 1, max: 30 }).chain((n) =>
    fc.record({
      levels: fc.record({ type: fc.constantFrom('a', 'b', 'c'), agent: fc.constantFrom('x', 'y', 'z') }),
      good: fc.nat(n),
      n: fc.constant(n),
    }),
  );
  const counts = fc.array(count, { minLength: 1, maxLength: 15 });
  const factors = { type: 2, agent: 0.3 };
  const cells = ['a', 'b', 'c'].flatMap((type) => ['x', 'y', 'z'].map((agent) => ({ type, agent })));

  it('does not mind order, grouping, or where it started from', () => {
    fc.assert(
      fc.property(counts, counts, (one, two) => {
        const batch = table([...two.toReversed(), ...one], factors).fit();
        const grown = table(one, factors);
        const before = grown.fit();
        for (const { levels, good, n } of two) grown.add(levels, good, n);
        const after = grown.fit(1, before);
        for (const cell of cells) expect(after.logit(cell)).toBeCloseTo(batch.logit(cell), 4);
      }),
      { numRuns: 40 },
    );
  });

  it('swaps people who swap labels, and expects more where more was good', () => {
    const swap = (who: string): string => ({ x: 'y', y: 'x' })[who] ?? who;
    fc.assert(
      fc.property(counts, (all) => {
        const fit = table(all, factors).fit();
        const swapped = table(
          all.map((c) => ({ ...c, levels: { ...c.levels, agent: swap(c.levels.agent) } })),
          factors,
        ).fit();
        for (const { type, agent } of cells) {
          expect(swapped.logit({ type, agent: swap(agent) })).toBeCloseTo(fit.logit({ type, agent }), 4);
        }
        const better = table([...all, { levels: { type: 'a', agent: 'x' }, good: 20, n: 20 }], factors).fit();
        const worse = table([...all, { levels: { type: 'a', agent: 'x' }, good: 0, n: 20 }], factors).fit();
        expect(better.logit({ type: 'a', agent: 'x' })).toBeGreaterThan(worse.logit({ type: 'a', agent: 'x' }));
      }),
      { numRuns: 40 },
    );
  });

  it('forgets what has faded', () => {
    const logistic = table([{ levels: { type: 'a' }, good: 0, n: 200 }], { type: 2 });
    logistic.fade(1e-6);
    logistic.add({ type: 'a' }, 180, 200);
    expect(expit(logistic.fit().logit({ type: 'a' }))).toBeCloseTo(0.9, 2);
    expect(() => logistic.fade(0)).toThrow(/factor above 0 and up to 1/);
  });

  it('fits 2,000 agents in a moment, so 10,000 in seconds', () => {
    const random = seeded(2);
    const logistic = new CrossedLogistic({ type: 2, prio: 2, typePrio: 0.08, agent: 0.2 });
    for (let i = 0; i < 20_000; i++) {
      const [type, prio] = [`t${Math.floor(random() * 40)}`, `p${Math.floor(random() * 4)}`];
      logistic.add({ type, prio, typePrio: type + prio, agent: `a${i % 2000}` }, Number(random() < 0.85) * 10, 10);
    }
    const started = performance.now();
    const fit = logistic.fit(4);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(expit(fit.logit({}))).toBeCloseTo(0.85, 1);
  });

  it('says what to give instead of impossible counts and factors', () => {
    const logistic = new CrossedLogistic({ type: 2 });
    expect(() => logistic.add({ type: 'a' }, 3, 2)).toThrow(/0 <= good <= n/);
    expect(() => logistic.add({ typ: 'a' }, 1, 2)).toThrow(/Name only factors the table was made with \(type\)/);
    expect(() => new CrossedLogistic({ type: 0 })).toThrow(/finite prior variance above 0/);
    expect(() => logistic.fit(0.5)).toThrow(/over-dispersion of 1 or more/);
  });
});

describe('fitRidge', () => {
  const counts = { effects: Int32Array.of(0, 1), width: 1, good: Float64Array.of(3, 1), n: Float64Array.of(4, 4) };

  it('solves each effect by itself where none shares a row', () => {
    const { coefficients, curvatures } = fitRidge(counts, { precisions: Float64Array.of(1, 1e-9) });
    expect(coefficients[1]).toBeCloseTo(logit(0.25), 6);
    const [b = 0] = coefficients;
    expect(3 - 4 * expit(b)).toBeCloseTo(b, 6);
    expect(curvatures[0]).toBeCloseTo(1 + 4 * expit(b) * (1 - expit(b)), 6);
  });

  it('divides the information by phi: four times the tickets at phi 4 are the same', () => {
    const fourfold = { ...counts, good: counts.good.map((x) => 4 * x), n: counts.n.map((x) => 4 * x) };
    const plain = fitRidge(counts, { precisions: Float64Array.of(1, 2) });
    const lumpy = fitRidge(fourfold, { precisions: Float64Array.of(1, 2) }, 4);
    expect(lumpy.coefficients[0]).toBeCloseTo(plain.coefficients[0]!, 9);
    expect(lumpy.coefficients[1]).toBeCloseTo(plain.coefficients[1]!, 9);
  });

  it('stays at the prior mean without tickets, and starts from it with some', () => {
    const prior = { precisions: Float64Array.of(4, 4), means: Float64Array.of(1, -2) };
    const none = { ...counts, good: new Float64Array(2), n: new Float64Array(2) };
    expect([...fitRidge(none, prior).coefficients]).toEqual([1, -2]);
    const [b = 0] = fitRidge(counts, prior).coefficients;
    expect(3 - 4 * expit(b)).toBeCloseTo(4 * (b - 1), 6);
  });

  it('stays finite where all tickets are good', () => {
    const all = { ...counts, good: counts.n };
    expect(fitRidge(all, { precisions: Float64Array.of(0.01, 0.01) }).coefficients.every((b) => b > 1 && b < 20)).toBe(
      true,
    );
  });

  it('says what to give instead of impossible rows', () => {
    const ones = { precisions: Float64Array.of(1, 1) };
    expect(() => fitRidge({ ...counts, width: 2 }, ones)).toThrow(/2 effects and two counts a row/);
    expect(() => fitRidge({ ...counts, good: Float64Array.of(5, 1) }, ones)).toThrow(/0 <= good <= n/);
    expect(() => fitRidge({ ...counts, effects: Int32Array.of(0, 7) }, ones)).toThrow(/Number effects from 0 to 1/);
    expect(() => fitRidge(counts, { precisions: Float64Array.of(0, 1) })).toThrow(/prior precision above 0/);
    expect(() => fitRidge(counts, { ...ones, means: Float64Array.of(1) })).toThrow(/prior mean for each of the 2/);
  });
});
