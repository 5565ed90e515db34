import { type AccountId, accountId, type TicketId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { authorOf } from './author.ts';
import { type Fields, fieldsOf } from './change.ts';
import { countOf, instantOf, neededInstantOf, type Row, sysIdOf, textOf } from './schema.ts';
import type { Desk } from './settings.ts';

/** A ticket's own row: what is true of it since its last update. */
export interface TicketRecord {
  readonly id: TicketId;
  readonly sysId: string;
  readonly table: string;
  readonly fields: Fields;
  readonly openedAt: Instant;
  /** When it came into the database, and so could be known. */
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** When it was last resolved; null: not said. */
  readonly resolvedAt: Instant | null;
  /** Since when it is at rest, if it is: last resolved, or else closed; null: not said. */
  readonly doneAt: Instant | null;
  /** How often it was updated; null: not said. */
  readonly updates: number | null;
  readonly openedBy: AccountId | null;
  readonly updatedBy: AccountId | null;
}

export function readRecord(desk: Desk, data: Row, authors: Row | null | undefined): TicketRecord {
  const sysId = sysIdOf(data, 'sys_id');
  const table = textOf(data, 'sys_class_name') || 'incident';
  const created = instantOf(data, 'sys_created_on') ?? neededInstantOf(data, 'opened_at');
  const opened = instantOf(data, 'opened_at') ?? created;
  const resolvedAt = instantOf(data, 'resolved_at');
  const openedBy = textOf(data, 'opened_by');
  return {
    id: ticketId(desk.source, sysId),
    sysId,
    table,
    fields: fieldsOf(desk, table, data),
    openedAt: Math.min(opened, created),
    createdAt: created,
    updatedAt: neededInstantOf(data, 'sys_updated_on'),
    resolvedAt,
    doneAt: resolvedAt ?? instantOf(data, 'closed_at'),
    updates: countOf(data, 'sys_mod_count'),
    openedBy: openedBy ? accountId(desk.source, openedBy) : null,
    updatedBy: authorOf(desk, textOf(data, 'sys_updated_by') ?? '', authors).account,
  };
}
