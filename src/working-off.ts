import type { Logger } from 'pino';
import { type Line, type OnProgress, workOff } from './pipeline.ts';

/** After a failure it is tried again this much later, each time twice as long up to the most; milliseconds. */
const FIRST_WAIT = 1_000;
const MOST_WAIT = 60_000;

/** Works off what is in the inbox whenever it is woken, one run at a time; woken during a run, it runs once more. */
export class WorkingOff {
  readonly #line: Line;
  readonly #log: Logger;
  readonly #onProgress: OnProgress;
  #running: Promise<void> | null = null;
  #again = false;
  #stopping = false;
  #retry: NodeJS.Timeout | undefined;
  #wait = FIRST_WAIT;
  /** Whether the last run has failed. */
  failed = false;

  /** `onProgress` may throw to end a run between two batches. */
  constructor(line: Line, log: Logger, onProgress: OnProgress = () => {}) {
    this.#line = line;
    this.#log = log;
    this.#onProgress = onProgress;
  }

  /** Resolves when all that was there by now is worked off, or the run has failed and will be tried again. */
  wake(): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      while (this.#again && !this.#stopping) {
        this.#again = false;
        await workOff(this.#line, (stage, done) => {
          if (this.#stopping) throw new Stopped();
          this.#onProgress(stage, done);
        });
      }
      this.#wait = FIRST_WAIT;
      this.failed = false;
    } catch (error) {
      if (this.#stopping) return;
      this.failed = true;
      this.#log.error({ err: error, againInMs: this.#wait }, 'working off the inbox failed; nothing of it is lost');
      this.#retry = setTimeout(() => void this.wake(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, MOST_WAIT);
    }
  }

  /** Resolves when the batch at hand has ended; what it leaves is taken up at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#retry);
    await this.#running;
  }
}

class Stopped extends Error {}
