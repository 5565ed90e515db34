/** One bin of predictions. */
interface CalibrationBin {
  /** Means over the bin, 0 .. 1. */
  readonly predicted: number;
  readonly observed: number;
  readonly n: number;
}

/**
 * Whether probabilities come true as often as they say: bins of equal width, the expected calibration error (mean gap, weighted by n) and
 * the Brier score (mean squared error); all 0 .. 1, 0 at best. Source: statistics.md 10.1, 10.3; Murphy 1973; Brier 1950.
 * @param predictions probability 0 .. 1 and whether it came true
 * @returns null without predictions; empty bins are left out
 * @throws RangeError when a probability makes no sense
 */
export function calibration(
  predictions: Iterable<{ p: number; came: boolean }>,
  bins = 10,
): { bins: CalibrationBin[]; error: number; brier: number } | null {
  if (!(Number.isSafeInteger(bins) && bins > 0))
    throw new RangeError(`Give a whole number of bins above 0, not ${bins}.`);
  const sums = Array.from({ length: bins }, () => ({ p: 0, came: 0, n: 0 }));
  let squares = 0;
  let n = 0;
  for (const { p, came } of predictions) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Give probabilities from 0 to 1, not ${p}.`);
    const bin = sums[Math.min(bins - 1, Math.floor(p * bins))];
    if (bin === undefined) continue;
    bin.p += p;
    bin.came += Number(came);
    bin.n += 1;
    squares += (p - Number(came)) ** 2;
    n += 1;
  }
  if (n === 0) return null;
  const used = sums.filter((bin) => bin.n > 0);
  const error = used.reduce((sum, bin) => sum + Math.abs(bin.p - bin.came), 0) / n;
  const means = used.map((bin) => ({ predicted: bin.p / bin.n, observed: bin.came / bin.n, n: bin.n }));
  return { bins: means, error, brier: squares / n };
}
