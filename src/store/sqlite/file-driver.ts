import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  type SqliteDriver,
} from 'kysely';
import { PatientConnection } from './patient-connection.ts';

/**
 * One connection writes and another reads: SQLite lets who reads go on while somebody writes, so pages need not wait for a
 * transaction of this process, nor for one of another. Who reads sees all that was committed before.
 */
export class FileDriver implements Driver {
  readonly #writer: SqliteDriver;
  readonly #reader: SqliteDriver;
  #write: PatientConnection | undefined;
  #read: PatientConnection | undefined;
  readonly #turns = new Turns();

  constructor(writer: SqliteDriver, reader: SqliteDriver) {
    this.#writer = writer;
    this.#reader = reader;
  }

  async init(): Promise<void> {
    await this.#writer.init();
    await this.#reader.init();
    this.#write = new PatientConnection(await this.#writer.acquireConnection());
    this.#read = new PatientConnection(await this.#reader.acquireConnection());
  }

  async acquireConnection(): Promise<FileConnection> {
    if (this.#write === undefined || this.#read === undefined) throw new Error('the driver has not begun');
    return new FileConnection(this.#write, this.#read, this.#turns);
  }

  async releaseConnection(connection: FileConnection): Promise<void> {
    connection.endTurn();
  }

  async beginTransaction(connection: FileConnection): Promise<void> {
    await connection.takeTurn();
    await this.#writer.beginTransaction(connection);
  }

  async commitTransaction(connection: FileConnection): Promise<void> {
    await this.#writer.commitTransaction(connection);
    connection.endTurn();
  }

  async rollbackTransaction(connection: FileConnection): Promise<void> {
    await this.#writer.rollbackTransaction(connection);
    connection.endTurn();
  }

  /** Who closes the file last tidies up its log, and only who may write can. */
  async destroy(): Promise<void> {
    await this.#reader.destroy();
    await this.#writer.destroy();
  }
}

/** What reads outside a transaction goes one way, all else the other, when its turn has come. */
class FileConnection implements DatabaseConnection {
  readonly #write: DatabaseConnection;
  readonly #read: DatabaseConnection;
  readonly #turns: Turns;
  #endTurn: (() => void) | null = null;

  constructor(write: DatabaseConnection, read: DatabaseConnection, turns: Turns) {
    this.#write = write;
    this.#read = read;
    this.#turns = turns;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#endTurn !== null) return this.#write.executeQuery<R>(query);
    return SelectQueryNode.is(query.query) ? this.#read.executeQuery<R>(query) : this.#writeAlone<R>(query);
  }

  async #writeAlone<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const end = await this.#turns.next();
    try {
      return await this.#write.executeQuery<R>(query);
    } finally {
      end();
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('a desk in a file is read page by page: a query left open would keep its log growing');
  }

  async takeTurn(): Promise<void> {
    this.#endTurn = await this.#turns.next();
  }

  endTurn(): void {
    this.#endTurn?.();
    this.#endTurn = null;
  }
}

/** One after the other, in the order they ask. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Waits for all who asked before; returns what lets the next one in. */
  async next(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    return resolve;
  }
}
