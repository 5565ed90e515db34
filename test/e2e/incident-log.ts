import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeRows } from '../../src/cli/write-rows.ts';
import { openRows } from '../../src/inbox/files/open-rows.ts';
import { ROOT } from './cli.ts';

export const LOG = join(ROOT, '../shared/data/servicenow-incident-log/incident_event_log.zip');
export const MAPPING = join(ROOT, 'connectors/event-log/mappings/servicenow-incident-log.yaml');
export const SOURCE = 'servicenow-incident-log';
export const hasLog = existsSync(LOG);

export type Row = readonly string[];

/** The log as it stands in the file. */
export interface IncidentLog {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  value(row: Row, column: string): string;
  /** Time of the row, milliseconds UTC. */
  at(row: Row): number;
}

export async function readLog(): Promise<IncidentLog> {
  const rows: Row[] = [];
  let columns: readonly string[] = [];
  for await (const file of openRows(LOG)) {
    columns = file.columns ?? [];
    for await (const item of file.items) if ('values' in item) rows.push(item.values as Row);
  }
  const index = new Map(columns.map((name, i) => [name, i]));
  const value = (row: Row, column: string) => row[index.get(column)!]!;
  return { columns, rows, value, at: (row) => instant(value(row, 'sys_updated_at')) };
}

/** `29/2/2016 01:16`, read without the program's own reader. */
function instant(text: string): number {
  const [, day, month, year, hour, minute] = /^(\d+)\/(\d+)\/(\d+) (\d+):(\d+)$/.exec(text) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

/** Whether a row can have known who resolved it: resolved, and not before the resolution that the log keeps. */
export function knowsResolver(log: IncidentLog, row: Row): boolean {
  const state = log.value(row, 'incident_state');
  if (state !== 'Resolved' && state !== 'Closed') return false;
  const resolvedAt = log.value(row, 'resolved_at');
  return resolvedAt === '?' ? state === 'Closed' : instant(resolvedAt) <= log.at(row);
}

/** The row as a live desk would have shown it then: without what was filled in backwards. */
export function asItWas(log: IncidentLog, row: Row): Row {
  const isClosed = log.value(row, 'incident_state') === 'Closed';
  const hidden: Record<string, string> = {
    ...(!knowsResolver(log, row) && { resolved_by: '?', resolved_at: '?' }),
    ...(!isClosed && { closed_at: '?', closed_code: '?', made_sla: 'true' }),
  };
  return row.map((value, i) => hidden[log.columns[i]!] ?? value);
}

export async function writeLog(path: string, { columns }: IncidentLog, rows: readonly Row[]): Promise<void> {
  await writeRows(path, columns, named(columns, rows));
}

function* named(columns: readonly string[], rows: readonly Row[]): Iterable<Record<string, string | undefined>> {
  for (const row of rows) yield Object.fromEntries(columns.map((name, i) => [name, row[i]]));
}

/** The same draw for the same seed: mulberry32. */
export function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<T>(items: readonly T[], draw: () => number): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i -= 1) {
    const j = Math.floor(draw() * (i + 1));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}
