import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percents, rounded } from '../../src/api/views/rounded.ts';

describe('parts in whole steps', () => {
  it('add up to their sum in whole steps, and lose or win less than one', () => {
    expect(rounded([1600, 1700, 700], 1000)).toEqual([1000, 2000, 1000]);
    expect(rounded([400, 400], 1000)).toEqual([0, 0]);
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { maxLength: 20 }), (parts) => {
        const steps = rounded(parts, 1000);
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
        expect(sum(steps)).toBe(Math.floor(sum(parts) / 1000) * 1000);
        for (const [i, part] of parts.entries()) expect(Math.abs((steps[i] ?? 0) - part)).toBeLessThan(1000);
      }),
    );
  });
});

describe('shares in percent', () => {
  it('are rounded to a tenth and add up all the same', () => {
    expect(percents([1, 1, 1])).toEqual([33.4, 33.3, 33.3]);
    expect(percents([0, 7])).toEqual([0, 100]);
    expect(percents([0, 0])).toEqual([0, 0]);
    expect(percents([])).toEqual([]);
  });

  it('add up to 100, each off by less than a tenth', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e9), { minLength: 1, maxLength: 20 }), (parts) => {
        const whole = parts.reduce((a, b) => a + b, 0);
        fc.pre(whole > 0);
        const shares = percents(parts);
        expect(Math.round(shares.reduce((a, b) => a + b, 0) * 10)).toBe(1000);
        for (const [i, part] of parts.entries())
          expect(Math.abs((shares[i] ?? 0) - (part / whole) * 100)).toBeLessThan(0.1 + 1e-9);
      }),
    );
  });
});
