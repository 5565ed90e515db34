import { type Remedy, Unusable } from '../../settings/unusable.ts';
import { Conflict } from '../conflict.ts';

const RUN_AGAIN = 'Run this again when it is back: what was kept before is still there.';

type Told = readonly [kind: Remedy, text: (where: string) => string];

const lost: Told = ['retry', (where) => `The connection to the PostgreSQL database ${where} was lost. ${RUN_AGAIN}`];
const shutDown: Told = [
  'retry',
  (where) => `The PostgreSQL server of ${where} is starting, stopping, or has ended this connection. ${RUN_AGAIN}`,
];
const refused: Told = [
  'reject',
  (where) => `PostgreSQL does not let this user into ${where}. Check user and password in STORE_URL, and pg_hba.conf.`,
];
const unreachable: Told = [
  'retry',
  (where) => `No PostgreSQL server answers for ${where}. Start it, or check host and port in STORE_URL.`,
];
const unknownHost: Told = ['reject', (where) => `The host of ${where} is not known. Check its name in STORE_URL.`];
const busy: Told = [
  'retry',
  (where) => `Another process has kept ${where} busy for longer than this one waits. Run this again when it has ended.`,
];

/** By SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html), or by the code of the operating system. */
const REMEDIES: Readonly<Record<string, Told>> = {
  '28P01': refused,
  '28000': refused,
  '3D000': [
    'reject',
    (where) => `There is no database ${where}. Create it (docs/postgresql.md), or name another in STORE_URL.`,
  ],
  '42501': [
    'reject',
    (where) =>
      `The user of ${where} may not do this there. Make that user the owner of the schema (docs/postgresql.md).`,
  ],
  '53100': [
    'retry',
    (where) =>
      `The disk of the PostgreSQL server of ${where} is full. Free some space there and run this again: what was kept before is still there.`,
  ],
  '53200': [
    'retry',
    (where) => `The PostgreSQL server of ${where} is out of memory. Give it more, and run this again.`,
  ],
  '53300': [
    'retry',
    (where) =>
      `The PostgreSQL server of ${where} has no connection left. Raise its max_connections, or run fewer processes.`,
  ],
  '25006': [
    'retry',
    (where) => `${where} is read-only now. Let STORE_URL name the primary server, and run this again.`,
  ],
  '25P03': lost,
  '55P03': busy,
  '57014': busy,
  '57P01': shutDown,
  '57P02': shutDown,
  '57P03': shutDown,
  '57P05': lost,
  ECONNREFUSED: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  EAI_AGAIN: unreachable,
  ENOTFOUND: unknownHost,
  ENOENT: unreachable,
  ECONNRESET: lost,
  EPIPE: lost,
};

/** What `pg` says without a code. */
const BY_MESSAGE: readonly (readonly [RegExp, Told])[] = [
  [/^timeout exceeded when trying to connect|^timeout expired/, unreachable],
  [/^Connection terminated|connection error and is not queryable|client was closed/i, lost],
];

/** What a statement prepared before a migration of another process fails with, for as long as its connection lives. */
export const OUTDATED_PLAN = '0A000';
/** Serialization failure, deadlock, and the above: the same transaction does well when it is done again. */
const CONFLICTS: readonly string[] = ['40001', '40P01', OUTDATED_PLAN];

export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The error of a database as one that says what to do, and never with a password; any other error as it is. */
export function postgresTrouble(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof Unusable) return error;
  const code = errorCode(error);
  if (CONFLICTS.includes(code)) return new Conflict({ cause: error });
  const told =
    REMEDIES[code] ??
    (code.startsWith('08') ? lost : BY_MESSAGE.find(([message]) => code === '' && message.test(error.message))?.[1]);
  return told === undefined ? error : new Unusable(told[1](where), { kind: told[0], cause: error });
}
