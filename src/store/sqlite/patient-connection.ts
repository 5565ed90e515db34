import { setTimeout as pause } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { isBusy } from './trouble.ts';

/** How long to wait for another process to end its transaction; milliseconds. A large desk's evaluation is saved in 8 s. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 10;

/**
 * Waits for another process to end its transaction without the event loop standing still meanwhile, as it would while SQLite
 * itself waits. What it waits with has had no effect yet: transactions begin by taking the lock for all they write.
 */
export class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;

  constructor(inner: DatabaseConnection) {
    this.#inner = inner;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#inner.executeQuery<R>(query).catch((error) => this.#again<R>(query, error));
  }

  async #again<R>(query: CompiledQuery, first: unknown): Promise<QueryResult<R>> {
    const until = performance.now() + PATIENCE_MS;
    for (let error = first; ; ) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await pause(LOOK_EVERY_MS);
      try {
        return await this.#inner.executeQuery<R>(query);
      } catch (next) {
        error = next;
      }
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery<R>(query, chunkSize);
  }
}
