import { zForLevel } from '../statistics/normal.ts';

export interface Mean {
  readonly value: number;
  readonly standardError: number;
  readonly n: number;
  readonly clusters: number;
}

/** Fewer clusters do not tell how much they differ. */
const FEWEST_CLUSTERS = 5;

/**
 * A mean of things that come in lumps, with the standard error that holds whatever ties the members of a lump together.
 * Source: statistics.md 15.4; Liang & Zeger 1986, Biometrika 73:13 (their robust variance, of a mean).
 */
export class ClusteredMean {
  readonly #clusters = new Map<string, { sum: number; n: number }>();

  add(cluster: string, value: number): void {
    const known = this.#clusters.get(cluster) ?? { sum: 0, n: 0 };
    this.#clusters.set(cluster, known);
    known.sum += value;
    known.n += 1;
  }

  /** Null: too few clusters. */
  mean(): Mean | null {
    const all = [...this.#clusters.values()];
    if (all.length < FEWEST_CLUSTERS) return null;
    const n = all.reduce((total, one) => total + one.n, 0);
    const value = all.reduce((total, one) => total + one.sum, 0) / n;
    const squares = all.reduce((total, one) => total + (one.sum - one.n * value) ** 2, 0);
    const variance = ((all.length / (all.length - 1)) * squares) / n ** 2;
    return { value, standardError: Math.sqrt(variance), n, clusters: all.length };
  }
}

/** At 95 %, by the normal. */
export function boundsOf({ value, standardError }: Pick<Mean, 'value' | 'standardError'>) {
  const margin = zForLevel(0.95) * standardError;
  return { lower: value - margin, upper: value + margin };
}
