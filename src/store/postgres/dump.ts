import { stat } from 'node:fs/promises';
import type { RowCounts } from '../kept-tables.ts';
import type { OnBytes } from '../sqlite/backup.ts';
import { libpqLocation, postgresLocation } from './location.ts';
import { runProgram } from './programs.ts';

const LOOK_EVERY_MS = 200;

/** One schema as it is now, whoever writes to it meanwhile; all of it is of one instant. */
export async function dumpSchema(location: string, to: string, onBytes: OnBytes): Promise<void> {
  const { schema } = postgresLocation(location);
  const { url, password } = libpqLocation(location);
  const look = setInterval(() => {
    stat(to).then(
      ({ size }) => onBytes(size, null),
      () => {},
    );
  }, LOOK_EVERY_MS);
  try {
    await runProgram(
      'pg_dump',
      ['--format=custom', `--schema=${schema}`, '--no-owner', '--no-privileges', '--lock-wait-timeout=30s'].concat([
        `--file=${to}`,
        `--dbname=${url}`,
      ]),
      { password },
    );
  } finally {
    clearInterval(look);
  }
}

/** All of it or nothing: the schema must not be there. */
export async function loadDump(location: string, file: string): Promise<void> {
  const { url, password } = libpqLocation(location);
  const args = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges', `--dbname=${url}`, file];
  await runProgram('pg_restore', args, { password });
}

export interface Dump {
  /** Null: it is a dump of something else. */
  readonly migrations: readonly string[] | null;
  readonly schema: string;
  readonly rows: RowCounts;
}

/** Reads a dump to its end, as loading it would. Throws Unusable where that cannot be done. */
export async function readDump(file: string): Promise<Dump> {
  const lines = new DumpLines();
  await runProgram('pg_restore', ['--file=-', file], { onText: (text) => lines.take(text) });
  const { kysely_migration: migrations, ...rest } = lines.tables;
  const rows = Object.entries(rest).filter(([table]) => !table.startsWith('kysely_'));
  return {
    migrations: migrations === undefined ? null : lines.migrations,
    schema: lines.schema,
    rows: Object.fromEntries(rows.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Counts the rows between `COPY schema.table (…) FROM stdin;` and `\.`, however the text is cut into pieces. */
class DumpLines {
  readonly tables: Record<string, number> = {};
  readonly migrations: string[] = [];
  schema = '';
  #table: string | null = null;
  #rest = '';

  take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    if (this.#table === null) {
      const [, schema, table] = /^COPY (\w+)\.(\w+) \(.*\) FROM stdin;$/.exec(line) ?? [];
      if (schema === undefined || table === undefined) return;
      this.schema = schema;
      this.#table = table;
      this.tables[table] = 0;
    } else if (line === '\\.') this.#table = null;
    else {
      this.tables[this.#table] = (this.tables[this.#table] ?? 0) + 1;
      if (this.#table === 'kysely_migration') this.migrations.push(line.split('\t')[0] ?? '');
    }
  }
}
