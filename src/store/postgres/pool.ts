import { createHash } from 'node:crypto';
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { storable } from '../storable.ts';
import type { PostgresLocation } from './location.ts';
import { errorCode, OUTDATED_PLAN, postgresTrouble } from './trouble.ts';

/** A process works on a few batches at once and answers requests beside; PostgreSQL takes 100 connections as it comes. */
const MOST_CONNECTIONS = 8;
const CONNECT_WITHIN_MS = 10_000;
const IDLE_MS = 30_000;
const INT8 = 20;

/** Counts and instants are far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format)),
};

/** Kysely's PostgreSQL dialect whose errors say what to do. */
export function postgresDialect(location: PostgresLocation): PostgresDialect {
  return new PostgresDialect({ pool: telling(location) });
}

function telling({ connectionString, where }: PostgresLocation): PostgresPool {
  const pool = new pg.Pool({
    connectionString,
    types,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
  });
  // A connection that is lost while nobody asks anything would end the process; whoever asks next is told.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw postgresTrouble(error, where);
      });
      const known = clients.get(client) ?? tellingClient(client, where);
      clients.set(client, known);
      return known;
    },
  };
}

function tellingClient(client: pg.PoolClient, where: string): PostgresPoolClient {
  let outdated = false;
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query({ text, values: [...storable(values)], ...prepared(text, values) });
    } catch (error) {
      outdated ||= errorCode(error) === OUTDATED_PLAN;
      throw postgresTrouble(error, where);
    }
  };
  return {
    // Kysely asks for cursors only where one is configured.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || outdated),
  };
}

/**
 * Statements with values are prepared once for each connection: reading an insert of hundreds of rows costs more than
 * doing it. Their number is bounded by the sizes of chunks().
 */
function prepared(text: string, values: readonly unknown[]): { name?: string } {
  if (values.length === 0) return {};
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return { name };
}

const names = new Map<string, string>();
