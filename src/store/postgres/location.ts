import { Unusable } from '../../settings/unusable.ts';

/** A database and the schema in it that holds one desk. */
export interface PostgresLocation {
  /** For `pg`, with all that its sessions are to be set to. Holds the password: never to be shown. */
  readonly connectionString: string;
  readonly schema: string;
  /** To name it by, without its password. */
  readonly where: string;
}

const DEFAULT_SCHEMA = 'stepladder';
const SCHEMA = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * How each session is set. Only what reasons elsewhere stand on, and what keeps a stuck process from stopping the others:
 * - read committed: what the doc comments about locks reason with; synchronous commit: kept means on disk.
 * - A lock is waited for longer than any batch takes. A process that stops within a transaction loses it after a minute,
 *   one whose machine is gone after about that long too.
 * - Compiling queries to machine code costs more than our short ones take.
 */
const SESSION: Readonly<Record<string, string>> = {
  default_transaction_isolation: String.raw`read\ committed`,
  synchronous_commit: 'on',
  lock_timeout: '30s',
  statement_timeout: '15min',
  idle_in_transaction_session_timeout: '60s',
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
  jit: 'off',
};

export const isPostgresUrl = (location: string): boolean => /^postgres(ql)?:/i.test(location);

/** Throws Unusable for a URL that is none. No error of it holds the URL, which may hold a password. */
export function postgresLocation(location: string): PostgresLocation {
  const url = URL.canParse(location) ? new URL(location) : null;
  if (url === null || url.pathname.length < 2) {
    throw new Unusable(
      'The URL of the PostgreSQL database cannot be read. Write postgres://USER:PASSWORD@HOST:5432/DATABASE, with %-codes for special characters in the password.',
    );
  }
  const schema = url.searchParams.get('schema') ?? DEFAULT_SCHEMA;
  if (!SCHEMA.test(schema) || /^pg_|^information_schema$/.test(schema)) {
    throw new Unusable(
      `schema=${JSON.stringify(schema)} is no name for a desk. Give small letters, digits and _, at most 63, not beginning with a digit or pg_.`,
    );
  }
  url.searchParams.delete('schema');
  const settings = Object.entries({ ...SESSION, search_path: schema }).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', [url.searchParams.get('options') ?? '', ...settings].join(' ').trim());
  if (!url.searchParams.has('application_name')) url.searchParams.set('application_name', applicationName(schema));
  const host = url.host || url.searchParams.get('host') || 'localhost';
  return { connectionString: url.href, schema, where: `${host}${url.pathname} (schema ${schema})` };
}

/** What our sessions at a desk are called, so that others see who is at it; PostgreSQL keeps 63 characters of it. */
export const applicationName = (schema: string): string => `stepladder ${schema}`.slice(0, 63);

/** The same database with another schema. */
export function withSchema(location: string, schema: string): string {
  const url = new URL(location);
  url.searchParams.set('schema', schema);
  return url.href;
}

/** libpq knows these of what a URL may say; another one it refuses. */
const LIBPQ =
  /^(host|port|user|dbname|ssl(mode|cert|key|rootcert)|connect_timeout|target_session_attrs|application_name)$/;

/** For PostgreSQL's own programs: what may be seen by anybody on this machine, and the password apart. */
export function libpqLocation(location: string): { readonly url: string; readonly password: string | null } {
  const url = new URL(location);
  const { searchParams } = url;
  const password = url.password === '' ? searchParams.get('password') : decodeURIComponent(url.password);
  url.password = '';
  for (const name of [...searchParams.keys()]) if (!LIBPQ.test(name)) searchParams.delete(name);
  if (!searchParams.has('application_name')) searchParams.set('application_name', 'stepladder-backup');
  return { url: url.href, password };
}
