import { isDone } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { changeOf, type Fields, fieldsRead } from './change.ts';
import { type Audit, eventsOfUpdate } from './normalise-history.ts';
import type { TicketRecord } from './record.ts';
import type { Row } from './schema.ts';
import type { Desk } from './settings.ts';

/**
 * What the record held when it was made. Inserting is not audited, so a field began with what its first change says it
 * had before, or else with what it holds now. rows: in order.
 */
export function beginningOf(record: TicketRecord, rows: readonly Audit[]): Fields {
  const fields = new Map(record.fields);
  for (const { field, before } of rows.toReversed()) fields.set(field, before);
  return fields;
}

/**
 * Whether the history tells all: the account may not be allowed to read it, which looks like a record without any, or
 * the table's audit may have begun late. Then the beginning would have the end's values, and figures would see the future.
 */
export function isTold(desk: Desk, record: TicketRecord, rows: readonly Audit[], beginning: Fields): boolean {
  const untouched = record.updates === 0 || (record.updates === null && record.updatedAt === record.createdAt);
  const { status } = changeOf(desk, record.table, beginning);
  const beganDone = status !== undefined && isDone(status);
  return untouched || (rows.length > 0 && !(beganDone && (record.doneAt ?? record.updatedAt) > record.createdAt));
}

/** The updates one after the other, and what the record holds after them. */
export function replay(
  desk: Desk,
  { table }: TicketRecord,
  rows: readonly Audit[],
  { beginning, authors }: { readonly beginning: Fields; readonly authors: Row | null | undefined },
): { readonly events: TicketEvent[]; readonly end: Fields } {
  const end = new Map(beginning);
  const read = fieldsRead(desk, table);
  const events = updatesIn(rows.filter(({ field }) => read.has(field))).flatMap((update) => {
    for (const { field, after } of update) end.set(field, after);
    const names = new Set(update.map(({ field }) => field));
    // The two make one status.
    if (names.has('state') || names.has('hold_reason')) names.add('state').add('hold_reason');
    const said = new Map([...end].filter(([name]) => names.has(name)));
    return eventsOfUpdate(desk, { table, rows: update, said, resolver: end }, authors);
  });
  return { events, end };
}

function updatesIn(rows: readonly Audit[]): Audit[][] {
  const keyOf = ({ at, checkpoint, login }: Audit): string => JSON.stringify([at, checkpoint, login]);
  return [...Map.groupBy(rows, keyOf).values()];
}
