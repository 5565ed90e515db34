import PQueue from 'p-queue';
import type { Bucket } from '../client.ts';
import type { Lane } from '../lane.ts';
import { SourceTrouble } from '../source-trouble.ts';

/** The part of a bucket that reading the past may use, so that there is always room for what happens now. */
const BACKFILL_SHARE = 0.6;
/** Whoever would have to wait for longer is told so, and comes back. */
const LONGEST_WAIT = 60_000;

/** One bucket of requests: live ones go first, a backfill uses only its share, and all rest when the source says so. */
export class Quota {
  readonly #all: PQueue;
  readonly #backfill: PQueue;
  #restsUntil = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ most, perMs, atOnce }: Bucket) {
    this.#all = new PQueue({ concurrency: atOnce, intervalCap: most, interval: perMs });
    this.#backfill = new PQueue({
      concurrency: Math.max(1, atOnce - 1),
      intervalCap: Math.max(1, Math.floor(most * BACKFILL_SHARE)),
      interval: perMs,
    });
  }

  /** `signal`: whoever still waits is told at once that nobody goes on. */
  run<T>(lane: Lane, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    this.#refuseLongWait();
    if (lane === 'live') return this.#all.add(work, { priority: 1, signal });
    return this.#backfill.add(() => this.#all.add(work, { signal }), { signal });
  }

  /** Milliseconds from now on. Others of the same bucket wait; those of another do not. */
  rest(ms: number): void {
    const until = performance.now() + ms;
    if (until <= this.#restsUntil) return;
    this.#restsUntil = until;
    this.#all.pause();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#all.start(), ms);
    this.#timer.unref();
  }

  #refuseLongWait(): void {
    const ms = this.#restsUntil - performance.now();
    if (ms <= LONGEST_WAIT) return;
    const minutes = Math.ceil(ms / 60_000);
    throw new SourceTrouble('again', `Its quota is used up for another ${minutes} minutes. It goes on by itself.`, 429);
  }
}
