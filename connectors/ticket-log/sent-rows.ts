import { createHash } from 'node:crypto';
import type { DeliveredFact, Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { normaliseTicketRow } from './normalise.ts';

/** A webhook: rows of the log as they happen, `{ "rows": [ … ] }`. */
export const isSentRows = ({ fields }: DeliveredFact): boolean => Array.isArray(fields['rows']);

/**
 * Each row as one event, known since it was received where it does not say since when. The same row sent again, in
 * whatever company, is the same event.
 */
export function normaliseSentRows(source: string, { about, receivedAt, fields }: DeliveredFact): Normalised {
  const rows = fields['rows'] as unknown[];
  const read = rows.map((row, i) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new Rejected(
        'not a row',
        `rows[${i}] is no object`,
        'Send {"rows": [{"ticket": …, "at": …, "event": …}]}.',
      );
    }
    const key = createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 22);
    const one = normaliseTicketRow(source, { about, receivedAt, key, fields: row as Record<string, unknown> });
    const isDated = 'known_at' in row && row.known_at !== '' && row.known_at !== null;
    const events = isDated
      ? one.events
      : one.events.map((event) => ({ ...event, knownAt: Math.max(event.occurredAt, receivedAt) }));
    return { ...one, events };
  });
  return {
    events: read.flatMap(({ events }) => events),
    agents: [],
    unmapped: read.flatMap(({ unmapped }) => unmapped),
  };
}
