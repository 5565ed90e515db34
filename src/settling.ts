import type { Logger } from 'pino';
import { slaCompareView } from './api/views/sla-compare.ts';
import type { Instant } from './domain/interval.ts';
import { type Line, type OnProgress, whoIsWho } from './pipeline.ts';
import { type Settle, settleDue } from './settle.ts';
import { raiseDue } from './sla-watch.ts';
import { TryingAgain } from './trying-again.ts';
import type { WorkingOff } from './working-off.ts';

const CATCHING_UP =
  'The service is still working off what came in while it was down. Its pages show what was settled before; ask again in a minute.';
const FAILED =
  "The evaluations that are due could not be settled. The service's log says why; it tries again within a minute.";

/** The sources' own SLA results are compared with ours after evaluations only: that reads all tickets. */
async function keepComparison(line: Line, onPage: () => void): Promise<void> {
  const { store, rules } = line;
  const latest = (await store.evaluations()).at(-1);
  if (latest === undefined || (await store.slaComparison())?.stale === false) return;
  const { targets } = await slaCompareView({ store, rules, whoIsWho: () => whoIsWho(line) }, onPage);
  const counts = targets.flatMap(({ target, bothMet, bothBreached, differences }) => [
    { target, reason: null, tickets: bothMet + bothBreached },
    ...differences.map(({ reason, tickets }) => ({ target, reason, tickets })),
  ]);
  await store.saveSlaComparison({ asOf: latest.asOf, counts });
}

const settleHere: Settle = (line, until, onProgress, signal) =>
  settleDue(line, until, (stage, done) => {
    signal.throwIfAborted();
    onProgress(stage, done);
  });

export interface SettlingOptions {
  readonly log: Logger;
  /** Up to when evaluations are due; left out: now. */
  readonly until?: (() => Instant) | undefined;
  /** Left out: in this process, which answers nobody while it reckons. */
  readonly settle?: Settle | undefined;
}

/** What came in while the service was down is worked off, and what is due settled, in the background, one run after the other. */
export class Settling {
  /** Of the last run; a failure is logged too. */
  notReady: string | null = CATCHING_UP;
  readonly #line: () => Line;
  readonly #log: Logger;
  readonly #until: () => Instant;
  readonly #settle: Settle;
  readonly #working: WorkingOff;
  readonly #stopping = new AbortController();
  readonly #tryingAgain = new TryingAgain(() => this.begin());
  #workedOff = false;
  #last: Promise<void> = Promise.resolve();
  #watching: Promise<void> | null = null;

  constructor(line: () => Line, working: WorkingOff, { log, until = Date.now, settle = settleHere }: SettlingOptions) {
    this.#line = line;
    this.#working = working;
    this.#log = log;
    this.#until = until;
    this.#settle = settle;
  }

  begin(): void {
    this.#last = this.#last.then(() => this.#run());
  }

  async #run(): Promise<void> {
    this.#tryingAgain.cancel();
    const started = performance.now();
    try {
      await this.#catchUp((stage, done) => this.#log.debug({ stage, done }, 'settling'));
      this.notReady = null;
      this.#tryingAgain.wentWell();
      this.#log.info({ ms: Math.round(performance.now() - started) }, 'all that is due is settled');
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.notReady = FAILED;
      const againInMs = this.#tryingAgain.failed();
      this.#log.error({ err: error, againInMs }, 'settling failed; it is tried again');
    }
    await this.#compare();
  }

  /** Nothing else waits for it, nor fails by it. */
  async #compare(): Promise<void> {
    try {
      this.#goOn();
      const line = this.#line();
      await line.store.alone('comparison', () => keepComparison(line, () => this.#goOn()));
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#log.error(
        { err: error },
        "comparing with the sources' SLA results failed; it is tried again within the hour",
      );
    }
  }

  async #catchUp(onProgress: OnProgress): Promise<void> {
    this.#goOn();
    await this.#working.wake();
    this.#goOn();
    if (this.#working.failed) throw new Error('what is in the inbox could not be worked off');
    this.#workedOff = true;
    this.watch();
    const line = this.#line();
    const { signal } = this.#stopping;
    await line.store.alone('evaluations', () => this.#settle(line, this.#until(), onProgress, signal));
  }

  /** Beside the other work, which may take long; not before what came in is worked off, as that may have stopped clocks. */
  watch(): void {
    if (!this.#workedOff || this.#stopping.signal.aborted || this.#watching !== null) return;
    this.#watching = raiseDue(this.#line(), Date.now(), () => this.#goOn())
      .then(
        (raised) => void (raised > 0 && this.#log.info({ raised }, 'SLA warnings and breaches raised')),
        (error: unknown) => {
          if (this.#stopping.signal.aborted) return;
          this.#log.error({ err: error }, 'raising SLA warnings failed; it is tried again within the minute');
        },
      )
      .finally(() => {
        this.#watching = null;
      });
  }

  #goOn(): void {
    this.#stopping.signal.throwIfAborted();
  }

  /** Resolves when the batch at hand has ended; what it leaves is taken up at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#tryingAgain.cancel();
    await Promise.all([this.#last, this.#watching]);
  }
}
