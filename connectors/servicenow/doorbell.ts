import type { Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { type Row, sysIdOf, textOf } from './schema.ts';
import { type Desk, own } from './settings.ts';

/** Our own script's webhook (README): it says which ticket to read again, and nothing of what has become of it. */
export function normaliseDoorbell(desk: Desk, body: Row): Normalised {
  const table = textOf(body, 'table') ?? '';
  if (table === '') {
    const remedy = 'Send {"table": …, "sys_id": …} as our script does (connectors/servicenow/README.md).';
    throw new Rejected('neither read nor rung', 'there is neither a resource nor a table', remedy);
  }
  const ticket = ticketIn(desk, table, body);
  if (ticket === null) return { events: [], agents: [], unmapped: [{ what: 'event', word: table }] };
  return { events: [], agents: [], unmapped: [], reread: [ticket] };
}

/** The record itself, or the one that a row of another table belongs to. */
function ticketIn(desk: Desk, table: string, body: Row): string | null {
  if (own(desk.tables, table) !== undefined) return sysIdOf(body, 'sys_id');
  return textOf(body, 'ticket') ? sysIdOf(body, 'ticket') : null;
}
