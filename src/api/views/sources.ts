import type { Source } from '../../rules/sources-file.ts';
import type { Desk, ReadingNow } from '../desk.ts';
import type { SourcesView, SourceView } from '../sources-schema.ts';
import { iso, isoOrNull } from './words.ts';

/** More unmapped words of one source than these are only counted. */
const MOST_WORDS = 20;

/** How reading each source goes; what is said of people stays out of it. */
export async function sourcesView({ store, rules, connectors, readingNow }: Desk): Promise<SourcesView> {
  const [{ at, deliveries, sources: readings }, unmapped] = await Promise.all([readingNow(), store.unmapped()]);
  const sources = rules.sources.flatMap((source) => {
    const reading = readings.find((one) => one.source === source.id);
    if (reading === undefined) return [];
    const title = connectors.find(({ id }) => id === source.connector)?.title ?? source.connector;
    const words = unmapped.filter((one) => one.source === source.id);
    return [{ ...sourceView(source, reading), connector: { id: source.connector, title }, unmapped: wordsView(words) }];
  });
  return { at: iso(at), deliveries: { ...deliveries }, sources };
}

function sourceView(
  { id, webhook, reading }: Source,
  { counts, reconciled }: ReadingNow['sources'][number],
): Omit<SourceView, 'connector' | 'unmapped'> {
  const { wanted, oldestWanted, failing, tickets, gone, lastWebhook } = counts;
  return {
    id,
    sendsWebhooks: webhook !== null,
    isRead: reading !== null,
    tickets,
    gone,
    waiting: { ...wanted, oldest: isoOrNull(oldestWanted) },
    failing: { ...failing },
    lastWebhook: isoOrNull(lastWebhook),
    reconciled: reconciled === null ? null : { ...reconciled, at: iso(reconciled.at) },
  };
}

function wordsView(words: SourceView['unmapped']['most']): SourceView['unmapped'] {
  const most = words.map(({ what, word, count }) => ({ what, word, count })).sort((a, b) => b.count - a.count);
  return { words: words.length, most: most.slice(0, MOST_WORDS) };
}
