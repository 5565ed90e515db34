import * as cephes from 'cephes';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile } from '../../src/statistics/beta-distribution.ts';
import { gammaCdf, gammaQuantile, gammaTail } from '../../src/statistics/gamma-distribution.ts';
import { digamma, lnGamma } from '../../src/statistics/gamma-function.ts';
import { normalQuantile, normalTail } from '../../src/statistics/normal.ts';

/** Cephes itself is known to 1e-10 or better (statistics.md 11). */
const WITHIN = 1e-9;
const numRuns = 2_000;
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const shape = real(0.2, 3_000);
/** Of less, the density has a pole, and the last digit of a share decides. */
const steep = real(1, 3_000);
const share = real(1e-6, 1 - 1e-6);

/** Relative to the value, and above `least` only. */
function agree(ours: number, theirs: number, least = 1e-300): void {
  expect(Math.abs(ours - theirs) / Math.max(least, Math.abs(theirs))).toBeLessThan(WITHIN);
}

// Another implementation, Moshier's Cephes as WebAssembly, where the reference values of the other tests do not reach.
describe('a second opinion', () => {
  beforeAll(() => cephes.compiled);

  it('on the logarithm of the gamma function, and its derivative', () => {
    const x = real(0.01, 1e6);
    fc.assert(
      fc.property(x, (of) => agree(lnGamma(of), cephes.lgam(of), 1)),
      { numRuns },
    );
    fc.assert(
      fc.property(x, (of) => agree(digamma(of), cephes.psi(of), 1)),
      { numRuns },
    );
  });

  it('on the normal distribution', () => {
    fc.assert(
      fc.property(real(-8, 8), (z) => agree(normalTail(z), cephes.ndtr(-z))),
      { numRuns },
    );
    fc.assert(
      fc.property(share, (p) => agree(normalQuantile(p), cephes.ndtri(p), 1e-3)),
      { numRuns },
    );
  });

  it('on the beta distribution', () => {
    const modest = real(0.2, 80); // where shapes add up to more than 171 Cephes is wrong: of Beta(.2, 171.3) at 1e-6 it says 0, not .192
    const below = (at: number, a: number, b: number) => agree(betaCdf(at, a, b), cephes.incbet(a, b, at), 1e-6);
    const back = (p: number, a: number, b: number) => agree(cephes.incbet(a, b, betaQuantile(p, a, b)), p, 1e-6);
    fc.assert(fc.property(share, modest, modest, below), { numRuns });
    fc.assert(fc.property(share, real(1, 80), real(1, 80), back), { numRuns });
  });

  it('on the gamma distribution', () => {
    const deviations = real(-6, 6); // further out Cephes gives up
    const at = (z: number, a: number) => Math.max(0.01, a + z * Math.sqrt(a));
    const below = (x: number, a: number) => agree(gammaCdf(x, a), cephes.igam(a, x), 1e-6);
    const above = (x: number, a: number) => agree(gammaTail(x, a), cephes.igamc(a, x), 1e-6);
    fc.assert(
      fc.property(deviations, shape, (z, a) => below(at(z, a), a)),
      { numRuns },
    );
    fc.assert(
      fc.property(deviations, shape, (z, a) => above(at(z, a), a)),
      { numRuns },
    );
    fc.assert(
      fc.property(share, steep, (p, a) => agree(cephes.igam(a, gammaQuantile(p, a)), p, 1e-6)),
      { numRuns },
    );
  });
});
