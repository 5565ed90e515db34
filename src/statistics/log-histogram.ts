/** Values below this count as 0: a millisecond and a second are alike to no one's target, and ln 0 is not a number. */
const LEAST = 1e-9;

/**
 * Counts of values in logarithmic buckets: quantiles within `accuracy` of the true ones, at any volume, mergeable in any order.
 * The same mapping as DDSketch, without its random or lossy parts, so results repeat exactly. Source: statistics.md 3.3;
 * Masson, Rim & Lee 2019, VLDB 12:2195. Below a million values exact quantiles are as cheap.
 */
export class LogHistogram {
  readonly #accuracy: number;
  readonly #lnGrowth: number;
  readonly #buckets = new Map<number, number>();
  #zeros = 0;
  #size = 0;

  /**
   * @param accuracy relative, between 0 and 1: .01 for 1%
   * @throws RangeError when it is not
   */
  constructor(accuracy = 0.01) {
    if (!(accuracy > 0 && accuracy < 1)) {
      throw new RangeError(`Give a relative accuracy between 0 and 1 (for 1% write 0.01), not ${accuracy}.`);
    }
    this.#accuracy = accuracy;
    this.#lnGrowth = Math.log1p(accuracy) - Math.log1p(-accuracy);
  }

  /** Number of values. */
  get size(): number {
    return this.#size;
  }

  /**
   * @param value 0 or more, any unit; it comes back in the quantiles
   * @param count how often, a whole number; negative takes values out again
   * @throws RangeError when either makes no sense, or more is taken out than is in
   */
  add(value: number, count = 1): void {
    if (!(value >= 0 && value < Infinity && Number.isSafeInteger(count))) {
      throw new RangeError(`Give a finite value of 0 or more and a whole count, not ${value} times ${count}.`);
    }
    if (value < LEAST) this.#addZeros(count);
    else this.#addTo(Math.ceil(Math.log(value) / this.#lnGrowth), count);
  }

  /** Adds all values of another; any order and grouping of merges gives the same. @throws RangeError when their accuracies differ */
  merge(other: LogHistogram): void {
    if (other.#accuracy !== this.#accuracy) {
      throw new RangeError(`Merge histograms of one accuracy, not ${this.#accuracy} and ${other.#accuracy}.`);
    }
    for (const [bucket, count] of other.#buckets) this.#addTo(bucket, count);
    this.#addZeros(other.#zeros);
  }

  /**
   * The value of rank floor(p (size - 1)) counted from 0, within the accuracy; null when empty.
   * @param p 0 .. 1: .5 for the median
   * @throws RangeError when it is not
   */
  quantile(p: number): number | null {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Give a p from 0 to 1 (for the median write 0.5), not ${p}.`);
    if (this.#size === 0) return null;
    let rank = Math.floor(p * (this.#size - 1)) - this.#zeros;
    if (rank < 0) return 0;
    for (const [bucket, count] of this.#sorted()) {
      rank -= count;
      // The middle of the bucket in relative terms: 2 g^i / (g + 1).
      if (rank < 0) return Math.exp(bucket * this.#lnGrowth) * (1 - this.#accuracy);
    }
    return null;
  }

  /** As plain data, buckets rising; equal histograms give equal data. */
  toJSON(): LogHistogramData {
    return { accuracy: this.#accuracy, zeros: this.#zeros, buckets: this.#sorted() };
  }

  /** @throws RangeError when the data makes no sense */
  static from({ accuracy, zeros, buckets }: LogHistogramData): LogHistogram {
    const histogram = new LogHistogram(accuracy);
    histogram.#addZeros(zeros);
    for (const [bucket, count] of buckets) histogram.#addTo(bucket, count);
    return histogram;
  }

  #sorted(): [number, number][] {
    return [...this.#buckets].sort(([a], [b]) => a - b);
  }

  #addZeros(count: number): void {
    this.#zeros = counted(this.#zeros + count);
    this.#size += count;
  }

  #addTo(bucket: number, count: number): void {
    const sum = counted((this.#buckets.get(bucket) ?? 0) + count);
    if (sum === 0) this.#buckets.delete(bucket);
    else this.#buckets.set(bucket, sum);
    this.#size += count;
  }
}

interface LogHistogramData {
  readonly accuracy: number;
  readonly zeros: number;
  readonly buckets: readonly (readonly [bucket: number, count: number])[];
}

function counted(count: number): number {
  if (!(Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`Take out only values that were added: a bucket would hold ${count}.`);
  }
  return count;
}
