import type { Logger } from 'pino';
import { type Line, type OnProgress, workOff } from './pipeline.ts';
import { TryingAgain } from './trying-again.ts';

/** Works off what is in the inbox whenever it is woken, one run at a time; woken during a run, it runs once more. */
export class WorkingOff {
  readonly #line: () => Line;
  readonly #log: Logger;
  readonly #onProgress: OnProgress;
  readonly #tryingAgain = new TryingAgain(() => void this.wake());
  #running: Promise<void> | null = null;
  #again = false;
  #stopping = false;
  /** Whether the last run has failed. */
  failed = false;

  /** `onProgress` may throw to end a run between two batches. */
  constructor(line: () => Line, log: Logger, onProgress: OnProgress = () => {}) {
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
    this.#tryingAgain.cancel();
    try {
      while (this.#again && !this.#stopping) {
        this.#again = false;
        await workOff(this.#line(), (stage, done) => {
          if (this.#stopping) throw new Stopped();
          this.#onProgress(stage, done);
        });
      }
      this.#tryingAgain.wentWell();
      this.failed = false;
    } catch (error) {
      if (this.#stopping) return;
      this.failed = true;
      const againInMs = this.#tryingAgain.failed();
      this.#log.error({ err: error, againInMs }, 'working off the inbox failed; nothing of it is lost');
    }
  }

  /** Resolves when the batch at hand has ended; what it leaves is taken up at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#tryingAgain.cancel();
    await this.#running;
  }
}

class Stopped extends Error {}
