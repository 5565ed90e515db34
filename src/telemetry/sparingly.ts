export interface Sparing {
  /** Reading may take this share of the time. */
  readonly share: number;
  /** However long a reading takes, it is not shown for longer than this. */
  readonly longestMs: number;
}

/** What takes a millisecond is up to a second old when it is shown. */
const SCRAPED: Sparing = { share: 1 / 1_000, longestMs: 300_000 };

/**
 * A value that is read anew when its key changes, and otherwise only as often as keeps the reading cheap. Asked for
 * while it is being read, it is read once; a reading that failed is not kept. `now`: milliseconds on any steady clock.
 */
export function sparingly<T>(
  read: (key: string) => Promise<T>,
  now: () => number,
  { share, longestMs } = SCRAPED,
): (key: string) => Promise<T> {
  let kept: { readonly key: string; readonly value: Promise<T>; until: number } | null = null;
  return (key) => {
    if (kept?.key === key && now() < kept.until) return kept.value;
    const started = now();
    const mine = { key, value: read(key), until: Number.POSITIVE_INFINITY };
    kept = mine;
    mine.value.then(
      () => {
        const took = now() - started;
        mine.until = now() + Math.min(took / share, longestMs);
      },
      () => {
        if (kept === mine) kept = null;
      },
    );
    return mine.value;
  };
}
