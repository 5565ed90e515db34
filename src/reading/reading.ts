import type { Logger } from 'pino';
import type { Lane } from '../connector/lane.ts';
import { SourceTrouble } from '../connector/source-trouble.ts';
import type { Instant } from '../domain/interval.ts';
import { followAll } from './follow.ts';
import { type ReadingParts, readWanted } from './read-wanted.ts';
import { lastReconciled, reconcile } from './reconcile.ts';

/** How often is looked for what is wanted, for what the source lists, and whether it is time to reconcile. Milliseconds. */
const LOOK_EVERY = 1_000;
const FOLLOW_EVERY = 5 * 60_000;
const MOST_WAIT = 15 * 60_000;
/** By night, by the desk's clock; and whenever none has ended for so long. */
const RECONCILE_HOUR = 2;
const RECONCILE_ALWAYS_AFTER = 36 * 3_600_000;
const RECONCILE_EVERY = 20 * 3_600_000;

export interface ReadingOptions {
  readonly log: Logger;
  /** The hour of the day at the desk, 0 to 23. */
  readonly hourAt: (instant: Instant) => number;
  /** Something was read, and waits in the inbox. */
  readonly onKept: () => void;
}

/** Reads one source as long as the service runs: what webhooks and lists say has changed, and by night what they missed. */
export class Reading {
  readonly #parts: ReadingParts;
  readonly #options: ReadingOptions;
  readonly #timer: NodeJS.Timeout;
  /** Each by itself, so that none waits for another: what changed just now, what is read of the past, what is listed. */
  readonly #running = new Map<string, Promise<void>>();
  #stopping = false;
  #followedAt = Number.NEGATIVE_INFINITY;
  /** Not before then, as it failed; and how often it has in a row. */
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #failures = 0;

  constructor(parts: ReadingParts, options: ReadingOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
  }

  #look(): void {
    this.#alone('live', () => this.#read('live'));
    this.#alone('backfill', () => this.#read('backfill'));
    if (this.#parts.now() >= this.#pausedUntil) this.#alone('list', () => this.#list());
  }

  #alone(name: string, work: () => Promise<void>): void {
    if (this.#running.has(name)) return;
    const run = work()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => this.#running.delete(name));
    this.#running.set(name, run);
  }

  #failed(error: unknown): void {
    if (this.#stopping) return;
    const { log } = this.#options;
    const { source, now } = this.#parts;
    const wait = Math.min(MOST_WAIT, LOOK_EVERY * 2 ** ++this.#failures);
    this.#pausedUntil = now() + wait;
    if (error instanceof SourceTrouble) log.warn({ source: source.id, againInMs: wait }, error.message);
    else log.error({ err: error, source: source.id, againInMs: wait }, 'reading a source failed; it is tried again');
  }

  async #read(lane: Lane): Promise<void> {
    const { log, onKept } = this.#options;
    while (!this.#stopping) {
      const round = await readWanted(this.#parts, [lane]);
      if (round.kept > 0) onKept();
      const { trouble, failed } = round;
      if (trouble !== null && !this.#stopping)
        log.warn({ source: this.#parts.source.id, tickets: failed }, trouble.message);
      if (round.taken === 0) return;
    }
  }

  async #list(): Promise<void> {
    const { store, source, now } = this.#parts;
    if (this.#stopping || now() - this.#followedAt < FOLLOW_EVERY) return;
    await store.alone(`reading ${source.id}`, async () => {
      await followAll(this.#parts);
      if (await this.#isTimeToReconcile()) {
        const found = await reconcile(this.#parts);
        this.#options.log.info({ source: source.id, ...found }, 'reconciled');
      }
    });
    this.#followedAt = now();
    this.#failures = 0;
    this.#options.onKept();
  }

  async #isTimeToReconcile(): Promise<boolean> {
    const { now } = this.#parts;
    const last = await lastReconciled(this.#parts);
    const ago = now() - (last?.at ?? Number.NEGATIVE_INFINITY);
    const isNight = this.#options.hourAt(now()) === RECONCILE_HOUR;
    return ago >= RECONCILE_ALWAYS_AFTER || (isNight && ago >= RECONCILE_EVERY);
  }

  /** Gives up what is on its way: it is read at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#parts.source.close?.();
    clearInterval(this.#timer);
    await Promise.all(this.#running.values());
  }
}
