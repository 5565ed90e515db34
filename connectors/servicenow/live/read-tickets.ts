import type { Lane } from '../../../src/connector/lane.ts';
import type { Found, TicketRead } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import type { Row } from '../schema.ts';
import type { Desk } from '../settings.ts';
import type { Authors, KnownAuthor } from './authors.ts';
import { type Audited, readAudits, readJournal } from './history.ts';
import { readDeletions, readRecords, recordFields } from './records.ts';
import { readSlas, readSurveys, type Survey } from './results.ts';
import { cellOf, picked } from './rows.ts';
import { instantAt } from './stamps.ts';
import type { Tables } from './tables.ts';

export interface TicketSource {
  readonly tables: Tables;
  readonly authors: Authors;
  readonly desk: Desk;
  /** The tables whose rows are tickets. */
  readonly names: readonly string[];
  readonly now: () => Instant;
}

/** All that is known of one ticket, as rows. */
interface Parts {
  readonly record: Row;
  readonly audits: readonly Row[];
  readonly writtenTo: number;
  readonly journal: readonly Row[];
  readonly slas: readonly Row[];
  readonly surveys: readonly Survey[];
}

/** The record first: what changes while the rest is read is then in its history, and comes again with the next reading. */
export async function readTickets(
  source: TicketSource,
  asked: readonly string[],
  lane: Lane,
): Promise<readonly TicketRead[]> {
  const { tables, desk } = source;
  const ids = [...new Set(asked)].filter((id) => /^[\w-]{1,64}$/.test(id));
  const records = await readRecords(tables, source, ids, lane);
  const there = ids.filter((id) => records.has(id));
  const isAny = there.length > 0;
  const [audits, journal, slas, surveys, deletions] = await Promise.all([
    isAny ? readAudits(tables, desk, there, lane) : new Map<string, Audited>(),
    isAny ? readJournal(tables, there, lane) : NONE,
    isAny ? readSlas(tables, there, lane) : NONE,
    isAny ? readSurveys(tables, there, lane) : new Map<string, readonly Survey[]>(),
    readDeletions(
      tables,
      ids.filter((id) => !records.has(id)),
      lane,
    ),
  ]);
  const histories = [...[...audits.values()].map(({ rows }) => rows), ...journal.values()];
  const authors = await source.authors.of(loginsIn([...records.values()], ...histories), lane);
  return asked.map((id) => {
    const record = records.get(id);
    if (record === undefined) return missing(id, deletions, source.now());
    const of = <T>(all: ReadonlyMap<string, readonly T[]>): readonly T[] => all.get(id) ?? [];
    const { rows, writtenTo } = audits.get(id) ?? { rows: [], writtenTo: 0 };
    const beside = { journal: of(journal), slas: of(slas), surveys: of(surveys) };
    const parts = { record, audits: rows, writtenTo, ...beside };
    return { ...whole(desk, id, parts, authors), unsettled: isUnsettled(parts, source.now()) };
  });
}

/** Within so long after an update its history may not be written yet. By our clock: at worst it is read once more. */
const WRITTEN_MS = 10_000;

function isUnsettled({ record, writtenTo }: Parts, now: Instant): boolean {
  const updatedAt = instantAt(cellOf(record, 'sys_updated_on')) ?? 0;
  const updates = Number(cellOf(record, 'sys_mod_count'));
  return updates > writtenTo && Math.abs(now - updatedAt) < WRITTEN_MS;
}

const NONE: ReadonlyMap<string, readonly Row[]> = new Map();

function loginsIn(...tables: readonly (readonly Row[])[]): Set<string> {
  const rows = tables.flat();
  return new Set(rows.flatMap((row) => ['sys_updated_by', 'user', 'sys_created_by'].map((name) => cellOf(row, name))));
}

/** Not among the deletions: it is there, but nothing we may see or read. */
function missing(id: string, deletions: ReadonlyMap<string, Instant | null>, now: Instant): TicketRead {
  const deletedAt = deletions.get(id);
  if (deletedAt === undefined) return { ticket: id, found: [], version: null, updatedAt: null };
  const data = { id, at: new Date(deletedAt ?? now).toISOString() };
  return { ticket: id, found: [ticket({ resource: 'gone', data })], version: null, updatedAt: deletedAt };
}

const ticket = (envelope: Found['envelope']): Found => ({ about: 'ticket', envelope });

/** Who wrote a comment is told by these (README). */
const RECORD_OF_JOURNAL = ['caller_id', 'requested_for', 'opened_by', 'contact_type'];

function whole(
  desk: Desk,
  id: string,
  { record, audits, journal, slas, surveys }: Parts,
  known: ReadonlyMap<string, KnownAuthor>,
): TicketRead {
  const table = cellOf(record, 'sys_class_name') || 'incident';
  const authorsOf = (...logins: readonly string[]) =>
    Object.fromEntries([...known].filter(([login]) => logins.includes(login)));
  const data = recordData(desk, table, record);
  const writers = [cellOf(record, 'sys_updated_by'), ...audits.map((row) => cellOf(row, 'user'))];
  const beside = picked(record, RECORD_OF_JOURNAL);
  return {
    ticket: id,
    found: [
      ticket({ resource: 'incident', data, audits, authors: authorsOf(...writers) }),
      ...journal.map((row) =>
        ticket({ resource: 'journal', data: row, record: beside, authors: authorsOf(cellOf(row, 'sys_created_by')) }),
      ),
      ...slas.map((row) => ticket({ resource: 'task-sla', data: row })),
      ...surveys.map((one) => ticket({ resource: 'survey', ...one })),
    ],
    version: Number(cellOf(record, 'sys_mod_count') || Number.NaN) || 0,
    updatedAt: instantAt(cellOf(record, 'sys_updated_on')),
  };
}

/** The elder name of the state only where there is no other. */
function recordData(desk: Desk, table: string, record: Row): Row {
  const fields = [...new Set(recordFields(desk, table))];
  const hasState = Object.hasOwn(record, 'state');
  return picked(
    record,
    fields.filter((name) => !(name === 'incident_state' && hasState)),
  );
}
