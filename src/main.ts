import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import { createApp } from './api/app.ts';
import type { Desk } from './api/desk.ts';
import { listen } from './api/listen.ts';
import { isLoopback } from './api/loopback.ts';
import { slaCompareView } from './api/views/sla-compare.ts';
import { Misconfigured } from './config.ts';
import { type Line, type OnProgress, whoIsWho, workOff } from './pipeline.ts';
import { settleDue } from './settle.ts';
import { raiseDue } from './sla-watch.ts';
import { givingWay } from './store/giving-way.ts';
import { createInstruments } from './telemetry/instruments.ts';

export interface ServeOptions {
  readonly line: Line;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Null: none is asked for, which only a loopback host allows. */
  readonly token: string | null;
  /** Where the built pages lie; null: there are none. */
  readonly webFolder: string | null;
  readonly log: Logger;
  /** Closes the service when it is aborted. */
  readonly signal?: AbortSignal;
}

export interface Served {
  readonly url: string;
  /** Takes no more requests, answers those it has, stops the work, and closes the store. Can be called again. */
  close(): Promise<void>;
}

/**
 * Answers HTTP and settles evaluations as they fall due. Throws Misconfigured for a host that needs a token, and
 * CannotListen; the store is then left open.
 */
export async function serve({ line, host, port, token, webFolder, log, signal }: ServeOptions): Promise<Served> {
  if (token === null && !isLoopback(host)) {
    throw new Misconfigured(
      `Without a token the service listens on this machine only, not on ${host}. Set STEPLADDER_TOKEN or STEPLADDER_TOKEN_FILE, or use --host 127.0.0.1.`,
    );
  }
  const { store, rules } = line;
  const desk: Desk = { store, rules, whoIsWho: () => whoIsWho(line) };
  const registry = createInstruments(store, { rules: rules.rules, minimumSampleOf: rules.windows.minimumSampleOf });
  const work = new Settling({ ...line, store: givingWay(store) }, log);
  const app = createApp({ desk: () => desk, registry, token, webFolder, log, notReady: () => work.notReady });
  const listening = await listen(app, host, port);
  work.begin();
  const rhythms = [scheduled(line, () => work.begin()), everyMinute(() => work.watch())];

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      await Promise.all(rhythms.map((rhythm) => rhythm.destroy()));
      await Promise.all([listening.close(), work.stop()]);
      await store.close();
    })();
    return closed;
  };
  const onAbort = () => {
    close().catch((error: unknown) => log.error({ err: error }, 'closing failed'));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return { url: listening.url, close };
}

/**
 * Every hour at the minute of the desk's weekly evaluation: on time where all goes well, and at most an hour late where
 * a clock change skips that time or the machine slept through it.
 */
function scheduled({ rules: { desk } }: Line, work: () => void) {
  const minute = Number(desk.evaluation.time.split(':')[1]);
  return schedule(`${minute} * * * *`, work, { timezone: desk.timezone, missedExecutionTolerance: 60_000 });
}

/** SLA warnings and breaches fall due by time alone. */
const everyMinute = (work: () => void) => schedule('* * * * *', work, { missedExecutionTolerance: 60_000 });

const CATCHING_UP =
  'The service is still working off what came in while it was down. Its pages show what was settled before; ask again in a minute.';
const FAILED =
  "The evaluations that are due could not be settled. The service's log says why; it tries again each hour.";

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

class Stopped extends Error {}

/** What came in while the service was down is worked off, and what is due settled, in the background, one run after the other. */
class Settling {
  /** Of the last run; a failure is logged too. */
  notReady: string | null = CATCHING_UP;
  readonly #line: Line;
  readonly #log: Logger;
  #workedOff = false;
  #stopping = false;
  #last: Promise<void> = Promise.resolve();
  #watching: Promise<void> | null = null;

  constructor(line: Line, log: Logger) {
    this.#line = line;
    this.#log = log;
  }

  begin(): void {
    this.#last = this.#last.then(() => this.#run());
  }

  async #run(): Promise<void> {
    const started = performance.now();
    try {
      await this.#catchUp((stage, done) => {
        this.#goOn();
        this.#log.debug({ stage, done }, 'settling');
      });
      this.notReady = null;
      this.#log.info({ ms: Math.round(performance.now() - started) }, 'all that is due is settled');
    } catch (error) {
      if (error instanceof Stopped) return;
      this.notReady = FAILED;
      this.#log.error({ err: error }, 'settling failed; it is tried again within the hour');
    }
    await this.#compare();
  }

  /** Nothing else waits for it, nor fails by it. */
  async #compare(): Promise<void> {
    try {
      this.#goOn();
      await keepComparison(this.#line, () => this.#goOn());
    } catch (error) {
      if (error instanceof Stopped) return;
      this.#log.error(
        { err: error },
        "comparing with the sources' SLA results failed; it is tried again within the hour",
      );
    }
  }

  async #catchUp(onProgress: OnProgress): Promise<void> {
    if (this.#stopping) return;
    // Later imports work off their own deliveries, and must not find us at the same tickets.
    if (!this.#workedOff) await workOff(this.#line, onProgress);
    this.#workedOff = true;
    this.watch();
    await settleDue(this.#line, Date.now(), onProgress);
  }

  /** Beside the other work, which may take long; not before what came in is worked off, as that may have stopped clocks. */
  watch(): void {
    if (!this.#workedOff || this.#stopping || this.#watching !== null) return;
    this.#watching = raiseDue(this.#line, Date.now(), () => this.#goOn())
      .then(
        (raised) => void (raised > 0 && this.#log.info({ raised }, 'SLA warnings and breaches raised')),
        (error: unknown) => {
          if (error instanceof Stopped) return;
          this.#log.error({ err: error }, 'raising SLA warnings failed; it is tried again within the minute');
        },
      )
      .finally(() => {
        this.#watching = null;
      });
  }

  #goOn(): void {
    if (this.#stopping) throw new Stopped();
  }

  /** Resolves when the batch at hand has ended; what it leaves is taken up at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([this.#last, this.#watching]);
  }
}
