import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type OpenRowsOptions, openRows } from '../../../src/inbox/files/open-rows.ts';
import type { RowFile, RowTrouble, SourceRow } from '../../../src/inbox/files/source-row.ts';

const directory = mkdtempSync(join(tmpdir(), 'stepladder-files-'));
let written = 0;

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Writes a log under a directory of its own, which goes when the test file is done. */
export function logFile(name: string, content: string | Buffer): string {
  const path = join(directory, `${written++}-${name}`);
  writeFileSync(path, content);
  return path;
}

export interface ReadLog extends Omit<RowFile, 'items'> {
  readonly rows: readonly SourceRow[];
  readonly troubles: readonly RowTrouble[];
}

export async function readLogs(path: string, options?: OpenRowsOptions): Promise<ReadLog[]> {
  const logs: ReadLog[] = [];
  for await (const { items, ...file } of openRows(path, options)) {
    const rows: SourceRow[] = [];
    const troubles: RowTrouble[] = [];
    for await (const item of items) 'problem' in item ? troubles.push(item) : rows.push(item);
    logs.push({ ...file, rows, troubles });
  }
  return logs;
}

/** Reads a file that holds exactly one log. */
export async function readLog(name: string, content: string | Buffer, options?: OpenRowsOptions): Promise<ReadLog> {
  const [log, ...more] = await readLogs(logFile(name, content), options);
  if (!log || more.length > 0) throw new Error('not exactly one log');
  return log;
}
