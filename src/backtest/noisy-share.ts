/** What the tickets of one person say of whether something is true of them. */
export interface Hint {
  /** That it is, after the tickets; before them. 0 .. 1. */
  readonly probability: number;
  readonly prior: number;
}

export interface NoisyShare {
  readonly value: number;
  /** Of the 95 % interval. */
  readonly lower: number;
  readonly upper: number;
}

const STEPS = 400;
/** Beyond this nothing is that sure. */
const SUREST = 1 - 1e-9;

/**
 * The share of people of whom something is true, where each one's tickets only hint at it. With hints beyond doubt it is
 * the binomial posterior on a flat prior; the weaker they are, the wider it gets, and it is not drawn to what was expected
 * of people before. Likelihood of share s: the product of s L + 1 - s, L a person's posterior odds over their prior odds.
 * Source: statistics.md 10.1 (b), "correcting for its noise"; a mixture of two known parts.
 * @returns null without hints
 */
export function noisyShare(hints: readonly Hint[]): NoisyShare | null {
  if (hints.length === 0) return null;
  const ratios = hints.map(({ probability, prior }) => odds(probability) / odds(prior));
  const shares = Array.from({ length: STEPS }, (_, i) => (i + 0.5) / STEPS);
  const ln = shares.map((s) => ratios.reduce((sum, ratio) => sum + Math.log(s * ratio + 1 - s), 0));
  const most = Math.max(...ln);
  const weights = ln.map((each) => Math.exp(each - most));
  const total = weights.reduce((sum, each) => sum + each, 0);
  const value = shares.reduce((sum, s, i) => sum + s * (weights[i] ?? 0), 0) / total;
  const at = (mass: number) => {
    let sum = 0;
    for (const [i, share] of shares.entries()) {
      sum += (weights[i] ?? 0) / total;
      if (sum >= mass) return share;
    }
    return 1;
  };
  return { value, lower: at(0.025), upper: at(0.975) };
}

function odds(probability: number): number {
  const p = Math.min(SUREST, Math.max(1 - SUREST, probability));
  return p / (1 - p);
}
