import type { ReadingCounts } from '../store/reading-store.ts';
import type { Store } from '../store/store.ts';
import { lastReconciled } from './reconcile.ts';

export interface SourceReadingNow {
  readonly source: string;
  readonly counts: ReadingCounts;
  readonly reconciled: Awaited<ReturnType<typeof lastReconciled>>;
}

/** How reading each of these sources goes. */
export function sourceReadings(store: Store, sources: readonly string[]): Promise<SourceReadingNow[]> {
  return Promise.all(
    sources.map(async (source) => ({
      source,
      counts: await store.readingCounts(source),
      reconciled: await lastReconciled({ store, source: { id: source } }),
    })),
  );
}
