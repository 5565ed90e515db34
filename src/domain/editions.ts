import type { Edition, TicketEvent } from './ticket-event.ts';

/**
 * One ticket's events without the editions that others have superseded. `sorted`: in order; of two editions worded at one
 * instant the later in order counts.
 */
export function latestEditions(sorted: readonly TicketEvent[]): readonly TicketEvent[] {
  const latest = new Map<string, TicketEvent>();
  for (const event of sorted) {
    const edition = editionOf(event);
    if (edition === undefined) continue;
    const known = latest.get(edition.of);
    if (known === undefined || (editionOf(known)?.at ?? edition.at) <= edition.at) latest.set(edition.of, event);
  }
  if (latest.size === 0) return sorted;
  return sorted.filter((event) => {
    const edition = editionOf(event);
    return edition === undefined || latest.get(edition.of) === event;
  });
}

const editionOf = ({ fact }: TicketEvent): Edition | undefined => ('edition' in fact ? fact.edition : undefined);
