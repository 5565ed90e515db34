import type { Instant } from '../domain/interval.ts';
import type { Store, StoreCounts } from '../store/store.ts';
import { type SourceReadingNow, sourceReadings } from './source-readings.ts';

interface ReadingNow {
  readonly at: Instant;
  readonly deliveries: StoreCounts['deliveries'];
  readonly sources: readonly SourceReadingNow[];
}

/** How reading goes as of now, with what became of all that was delivered. Counts over whole tables. */
export async function readingNow(store: Store, sources: readonly string[], at: Instant): Promise<ReadingNow> {
  const { deliveries } = await store.counts();
  return { at, deliveries, sources: await sourceReadings(store, sources) };
}
