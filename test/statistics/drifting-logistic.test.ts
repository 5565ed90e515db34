import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrossedLogistic } from '../../src/statistics/crossed-logistic.ts';
import { DriftingLogistic, type WeekCount } from '../../src/statistics/drifting-logistic.ts';
import { expit } from './seeded.ts';

const variances = { type: 2, agent: 0.3 };

describe('DriftingLogistic', () => {
  const count = fc.integer({ min: 1, max: 30 }).chain((n) =>
    fc.record({
      levels: fc.record({ type: fc.constantFrom('a', 'b'), agent: fc.constantFrom('x', 'y', 'z') }),
      good: fc.nat(n),
      n: fc.constant(n),
    }),
  );
  const week = fc.array(count, { minLength: 1, maxLength: 10 });
  const cells = ['a', 'b'].flatMap((type) => ['x', 'y', 'z'].map((agent) => ({ type, agent })));

  it('is the crossed fit of the first week', () => {
    fc.assert(
      fc.property(week, (counts) => {
        const drifting = new DriftingLogistic(variances);
        drifting.learn(counts);
        const crossed = new CrossedLogistic(variances);
        for (const { levels, good, n } of counts) crossed.add(levels, good, n);
        for (const cell of cells) expect(drifting.logit(cell)).toBeCloseTo(crossed.fit().logit(cell), 4);
      }),
      { numRuns: 30 },
    );
  });

  it('does not mind the order within a week', () => {
    fc.assert(
      fc.property(week, week, (one, two) => {
        const learned = (weeks: WeekCount[][]): DriftingLogistic => {
          const drifting = new DriftingLogistic(variances);
          for (const each of weeks) drifting.learn(each);
          return drifting;
        };
        const [forth, back] = [learned([one, two]), learned([one.toReversed(), two.toReversed()])];
        for (const cell of cells) expect(back.logit(cell)).toBeCloseTo(forth.logit(cell), 4);
      }),
      { numRuns: 30 },
    );
  });

  const run = (drift: number, phi = 1, levels: Record<string, string> = {}): number => {
    const drifting = new DriftingLogistic({ type: 2 }, { drift, phi });
    for (let w = 0; w < 30; w++) drifting.learn([{ levels, good: w < 20 ? 57 : 42, n: 60 }]);
    return expit(drifting.logit(levels));
  };

  it('follows work that became harder, the more the larger the drift; one effect without drift averages all', () => {
    // Not quite: information is taken where the effect was that week, less near 1.
    expect(Math.abs(run(0) - (20 * 57 + 10 * 42) / 1800)).toBeLessThan(0.05);
    expect(run(0.02)).toBeLessThan(run(0) - 0.08);
    expect(run(0.5)).toBeCloseTo(0.7, 2);
    expect(run(0.5)).toBeLessThanOrEqual(run(0.02));
  });

  it('moves less where tickets come in lumps', () => {
    expect(run(0.02, 7)).toBeGreaterThan(run(0.02) + 0.003);
  });

  it('fades old weeks even without drift where effects share tickets', () => {
    expect(run(0, 1, { type: 'vpn' })).toBeLessThan(run(0) - 0.05);
  });

  it('forgets in weeks without tickets: the same, less sure', () => {
    const drifting = new DriftingLogistic(variances, { drift: 0.05 });
    drifting.learn([{ levels: { type: 'a', agent: 'x' }, good: 50, n: 60 }]);
    const before = drifting.effect('agent', 'x');
    for (let w = 0; w < 8; w++) drifting.learn([]);
    const after = drifting.effect('agent', 'x');
    expect(after.value).toBeCloseTo(before.value, 9);
    expect(after.standardError ** 2).toBeCloseTo(before.standardError ** 2 + 8 * 0.05, 9);
    expect(drifting.effect('agent', 'nobody')).toEqual({ value: 0, standardError: Math.sqrt(0.3) });
  });

  it('says what to give instead of impossible numbers', () => {
    expect(() => new DriftingLogistic({ type: 0 })).toThrow(/finite prior variance above 0/);
    expect(() => new DriftingLogistic(variances, { drift: -1 })).toThrow(/drift of 0 or more/);
    const drifting = new DriftingLogistic(variances);
    expect(() => drifting.learn([{ levels: { typ: 'a' }, good: 1, n: 1 }])).toThrow(
      /Name only factors it was made with/,
    );
    expect(() => drifting.learn([{ levels: { type: 'a' }, good: 2, n: 1 }])).toThrow(/0 <= good <= n/);
  });
});
