import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { funnelDispersion, funnelLimits } from '../../src/statistics/funnel.ts';

describe('funnelLimits', () => {
  it.each([
    [0.95, 0, 0.447, 1.772],
    [0.95, 0.0065, 0.4, 1.869],
    [0.998, 0.0065, 0.177, 2.493],
  ])('at E 8.75, level %d and tau2 %d are %d to %d', (level, tau2, lower, upper) => {
    const limits = funnelLimits(8.75, level, tau2);
    // The sheet prints tau2 to two digits, so its limits hold to .001.
    expect(Math.abs(limits.lower - lower)).toBeLessThan(0.001);
    expect(Math.abs(limits.upper - upper)).toBeLessThan(0.001);
  });

  it('narrow with volume and widen with the dispersion, around 1, never below 0', () => {
    const expected = fc.double({ min: 0.1, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(expected, fc.double({ min: 0, max: 1, noNaN: true }), (e, tau2) => {
        const { lower, upper } = funnelLimits(e, 0.95, tau2);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThan(1);
        expect(upper).toBeGreaterThan(1);
        expect(funnelLimits(2 * e, 0.95, tau2).upper).toBeLessThan(upper);
        expect(funnelLimits(e, 0.95, tau2 + 0.1).upper).toBeGreaterThan(upper);
        expect(funnelLimits(e, 0.95, tau2 + 0.1).lower).toBeLessThanOrEqual(lower);
      }),
    );
  });

  it('say what to give instead of impossible arguments', () => {
    expect(() => funnelLimits(0, 0.95)).toThrow(/Give a finite expected count above 0/);
    expect(() => funnelLimits(1, 0.95, -1)).toThrow(/a tau2 of 0 or more/);
  });
});

describe('funnelDispersion', () => {
  /** One whose z is `z` where `expected` events are expected: O = E (1 + z / (2 sqrt E))^2. */
  const subject = (z: number, expected: number) => ({
    observed: expected * (1 + z / (2 * Math.sqrt(expected))) ** 2,
    expected,
  });

  it('matches a case worked by hand', () => {
    // z +-2, six each: no trimming, phi 4. w = 4 E = 100 for all: tau2 = (12 x 4 - 11) / (1200 - 100).
    const subjects = [2, -2, 2, -2, 2, -2, 2, -2, 2, -2, 2, -2].map((z) => subject(z, 25));
    const { phi, tau2 } = funnelDispersion(subjects);
    expect(phi).toBeCloseTo(4, 10);
    expect(tau2).toBeCloseTo(37 / 1100, 10);
  });

  it('is 0 where members vary less than chance', () => {
    expect(funnelDispersion([0.1, -0.1, 0.2, 0].map((z) => subject(z, 9))).tau2).toBe(0);
  });

  it('weighs by volume as DerSimonian and Laird do', () => {
    // E 25 and 100 by turns, z +-3: phi 9, w 100 and 400, I = 4: (36 - 3) / (1000 - 340000 / 1000).
    const subjects = [subject(3, 25), subject(-3, 100), subject(-3, 25), subject(3, 100)];
    expect(funnelDispersion(subjects).tau2).toBeCloseTo(33 / 660, 10);
  });

  it('is not moved by how far out one outlier lies', () => {
    const team = Array.from({ length: 20 }, (_, i) => subject(i % 2 === 0 ? 1 : -1, 40));
    const far = funnelDispersion([...team, subject(8, 40)]);
    expect(far.phi).toBeCloseTo(funnelDispersion([...team, subject(50, 40)]).phi, 10);
    expect(far.tau2).toBeLessThan(0.01);
  });

  it('does not depend on the order', () => {
    const some = fc.record({ observed: fc.nat(50), expected: fc.double({ min: 0.5, max: 50, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(some, { minLength: 2, maxLength: 15 }), (subjects) => {
        const one = funnelDispersion(subjects);
        const other = funnelDispersion(subjects.toReversed());
        expect(other.phi).toBe(one.phi);
        expect(other.tau2).toBeCloseTo(one.tau2, 12);
        expect(one.tau2).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('knows nothing of one subject, and says what to give instead of one without work', () => {
    expect(funnelDispersion([subject(5, 10)])).toEqual({ phi: 1, tau2: 0 });
    expect(() => funnelDispersion([{ observed: 0, expected: 0 }])).toThrow(/leave out who had no work/);
  });
});
