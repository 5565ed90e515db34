import type { ReadingCounts } from '../store/reading-store.ts';
import type { Row } from './evaluated.ts';

/** How reading one source goes. */
export interface SourceReading {
  readonly source: string;
  readonly counts: ReadingCounts;
  /** Of the last reconciling; null: none has ended yet. Instants in milliseconds. */
  readonly reconciled: { readonly at: number; readonly drifted: number; readonly missing: number } | null;
}

interface SourceInstrument {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  rows(reading: { readonly sources: readonly SourceReading[] }): readonly Row[];
}

/** One row a source, where it has a value. */
const bySource = (name: string, help: string, of: (source: SourceReading) => number | null): SourceInstrument => ({
  name,
  help,
  labels: ['source'],
  rows: ({ sources }) =>
    sources.flatMap((reading) => {
      const value = of(reading);
      return value === null ? [] : [{ labels: { source: reading.source }, value }];
    }),
});

const seconds = (at: number | null): number | null => (at === null ? null : at / 1_000);

/** Sources that are read over the network: what waits, what fails, what was missed. */
export const SOURCE_INSTRUMENTS: readonly SourceInstrument[] = [
  {
    name: 'stepladder_source_wanted_tickets',
    help: 'Tickets that are to be read from a source: changed just now (live), or listed by a backfill or reconciling.',
    labels: ['source', 'lane'],
    rows: ({ sources }) =>
      sources.flatMap(({ source, counts: { wanted } }) => [
        { labels: { source, lane: 'live' }, value: wanted.live },
        { labels: { source, lane: 'backfill' }, value: wanted.backfill },
      ]),
  },
  bySource(
    'stepladder_source_failing_tickets',
    'Tickets whose last read from a source failed, and that are tried again; stepladder doctor says why.',
    ({ counts }) => counts.failing.tickets,
  ),
  bySource(
    'stepladder_source_oldest_wanted_timestamp_seconds',
    'Since when the longest waiting live ticket is to be read, in seconds since 1970; absent where none waits.',
    ({ counts }) => seconds(counts.oldestWanted),
  ),
  bySource(
    'stepladder_source_last_webhook_timestamp_seconds',
    'When the latest webhook of a source came, in seconds since 1970; absent before the first.',
    ({ counts }) => seconds(counts.lastWebhook),
  ),
  bySource(
    'stepladder_source_reconciled_timestamp_seconds',
    'When a source was last compared with what was read of it, in seconds since 1970; absent before the first time.',
    ({ reconciled }) => seconds(reconciled?.at ?? null),
  ),
  {
    name: 'stepladder_source_drift_tickets',
    help: 'Tickets that the last reconciling found at another version here (drifted), or no longer listed (missing).',
    labels: ['source', 'kind'],
    rows: ({ sources }) =>
      sources.flatMap(({ source, reconciled }) =>
        reconciled === null
          ? []
          : [
              { labels: { source, kind: 'drifted' }, value: reconciled.drifted },
              { labels: { source, kind: 'missing' }, value: reconciled.missing },
            ],
      ),
  },
];
