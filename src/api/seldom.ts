/** The share of its time a process spends on an answer, however many ask for it. */
const MOST_SHARE = 1 / 20;

/**
 * The same answer for all who ask while it is being made, and after for twenty times as long as that took. `clock`: any
 * that does not run backwards, in milliseconds. A failure is told to those who wait for it and not kept.
 */
export function seldom<T>(make: () => Promise<T>, clock: () => number): () => Promise<T> {
  let last: Promise<T> | null = null;
  let until = Number.POSITIVE_INFINITY;
  return () => {
    if (last !== null && clock() < until) return last;
    const begun = clock();
    until = Number.POSITIVE_INFINITY;
    last = make();
    last.then(
      () => {
        until = clock() + (clock() - begun) / MOST_SHARE;
      },
      () => {
        last = null;
      },
    );
    return last;
  };
}
