import type { Instant, Interval } from './interval.ts';

/**
 * Sorted open segments of a range of time with their prefix sums; every question is one binary search.
 * Segments given must be sorted and must not overlap; those that touch are merged.
 */
export class OpenSegments {
  /** Nothing is known outside of it. */
  readonly range: Interval;
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  /** Open milliseconds from the start of the range to the start of each segment. */
  readonly #openBefore: Float64Array;

  constructor(range: Interval, segments: readonly Interval[]) {
    const merged = mergeTouching(segments);
    this.range = range;
    this.#starts = Float64Array.from(merged, (segment) => segment.start);
    this.#ends = Float64Array.from(merged, (segment) => segment.end);
    let open = 0;
    this.#openBefore = Float64Array.from(merged, (segment) => {
      const before = open;
      open += segment.end - segment.start;
      return before;
    });
  }

  /** Open milliseconds from the start of the range until `at`, which must lie in the range. */
  openUntil(at: Instant): number {
    const i = countBelow(this.#starts, at) - 1;
    const start = this.#starts[i];
    const end = this.#ends[i];
    const before = this.#openBefore[i];
    if (start === undefined || end === undefined || before === undefined) return 0; // before the first segment
    return before + (at < end ? at : end) - start;
  }

  /** Earliest instant with that many open milliseconds (> 0) behind it; undefined when the range has fewer. */
  reach(open: number): Instant | undefined {
    const i = countBelow(this.#openBefore, open) - 1;
    const start = this.#starts[i];
    const end = this.#ends[i];
    const before = this.#openBefore[i];
    if (start === undefined || end === undefined || before === undefined) return undefined;
    const at = start + (open - before);
    return at <= end ? at : undefined;
  }

  /** Latest instant with that many open milliseconds behind it, if more follow; undefined below 0: before the range. */
  reachBack(open: number): Instant | undefined {
    const i = countBelow(this.#openBefore, open);
    if (this.#openBefore[i] === open) return this.#starts[i];
    const start = this.#starts[i - 1];
    const before = this.#openBefore[i - 1];
    return start === undefined || before === undefined ? undefined : start + (open - before);
  }

  /** `at` itself when open, else the next opening; undefined when the range has none. */
  nextOpen(at: Instant): Instant | undefined {
    const i = countBelow(this.#starts, at) - 1;
    const end = this.#ends[i];
    return end !== undefined && at < end ? at : this.#starts[i + 1];
  }
}

function mergeTouching(segments: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last?.end === segment.start) merged[merged.length - 1] = { start: last.start, end: segment.end };
    else merged.push(segment);
  }
  return merged;
}

/** How many of the ascending values are smaller than `limit`. */
function countBelow(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
