import { type FileHandle, open } from 'node:fs/promises';
import { CompiledQuery, type DatabaseConnection, SqliteDriver } from 'kysely';
import { sqliteTrouble } from './trouble.ts';

const SYNC_LATER = CompiledQuery.raw('pragma synchronous = normal');
const SYNC_AT_ONCE = CompiledQuery.raw('pragma synchronous = full');
/** Rows that this connection has ever written. */
const WRITTEN = CompiledQuery.raw('select total_changes() as rows');
/** SQLITE_IOERR: what a log that could not be synced is told as. */
const IO_ERROR = 10;

/**
 * A transaction is on disk before it is said to be committed, as with full sync, but the event loop goes on while the
 * disk works: SQLite leaves the sync of its write-ahead log out, and a thread of Node does just that. Nobody else may
 * write until then. What wrote nothing has nothing to wait for. Statements outside transactions are synced by SQLite, which
 * is left as it was.
 */
export class SyncedDriver extends SqliteDriver {
  readonly #path: string;
  #log: FileHandle | undefined;
  #failed: unknown;
  /** What WRITTEN said at the last sync. */
  #synced = 0;

  constructor(config: ConstructorParameters<typeof SqliteDriver>[0], path: string) {
    super(config);
    this.#path = path;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // After a sync that failed nobody knows which pages are on disk, and all that followed them would be lost with them.
    if (this.#failed !== undefined) throw this.#failed;
    await connection.executeQuery(SYNC_LATER);
    try {
      await super.beginTransaction(connection);
    } catch (error) {
      await connection.executeQuery(SYNC_AT_ONCE);
      throw error;
    }
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    await connection.executeQuery(SYNC_AT_ONCE);
    const { rows } = await connection.executeQuery<{ rows: number }>(WRITTEN);
    const written = rows[0]?.rows ?? 0;
    if (written === this.#synced) return;
    await this.#sync();
    this.#synced = written;
  }

  async #sync(): Promise<void> {
    try {
      // SQLite takes its locks on other files, which closing this one leaves alone; the log keeps its place while it is open.
      this.#log ??= await open(`${this.#path}-wal`, 'r+');
      await this.#log.datasync();
    } catch (cause) {
      const error = Object.assign(new Error('the write-ahead log could not be synced', { cause }), {
        errcode: IO_ERROR,
      });
      this.#failed = sqliteTrouble(error, this.#path);
      throw this.#failed;
    }
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection);
    await connection.executeQuery(SYNC_AT_ONCE);
  }

  override async destroy(): Promise<void> {
    await this.#log?.close();
    await super.destroy();
  }
}
