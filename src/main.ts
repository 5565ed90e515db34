import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import { createApp } from './api/app.ts';
import type { Desk } from './api/desk.ts';
import { listen } from './api/listen.ts';
import { isLoopback } from './api/loopback.ts';
import { webhooks } from './api/webhooks.ts';
import { Misconfigured } from './config.ts';
import { Intake, type Sender } from './inbox/intake.ts';
import { type Line, whoIsWho } from './pipeline.ts';
import { Settling } from './settling.ts';
import { givingWay } from './store/giving-way.ts';
import { createInstruments } from './telemetry/instruments.ts';
import { countWebhooks } from './telemetry/webhook-counter.ts';
import { WorkingOff } from './working-off.ts';

export interface ServeOptions {
  readonly line: Line;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Null: none is asked for, which only a loopback host allows. */
  readonly token: string | null;
  /** Where the built pages lie; null: there are none. */
  readonly webFolder: string | null;
  /** The secrets by which a source's webhooks are known. Throws Misconfigured when there are none. */
  readonly secretsOf?: (source: string) => readonly string[];
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
export async function serve(options: ServeOptions): Promise<Served> {
  const { line, host, port, token, webFolder, log, signal } = options;
  if (token === null && !isLoopback(host)) {
    throw new Misconfigured(
      `Without a token the service listens on this machine only, not on ${host}. Set STEPLADDER_TOKEN or STEPLADDER_TOKEN_FILE, or use --host 127.0.0.1.`,
    );
  }
  const { store, rules } = line;
  const desk: Desk = { store, rules, whoIsWho: () => whoIsWho(line) };
  const registry = createInstruments(store, { rules: rules.rules, minimumSampleOf: rules.windows.minimumSampleOf });
  const senders = sendersOf(options);
  for (const { id, connector } of rules.webhooks) {
    await store.configureSource({ source: id, connector, settings: null });
  }
  const busy: Line = { ...line, store: givingWay(store) };
  const working = new WorkingOff(busy, log);
  const work = new Settling(busy, working, log);
  const intake = new Intake(senders, store, { log, onKept: () => void working.wake() });
  const app = createApp({
    desk: () => desk,
    registry,
    token,
    webFolder,
    log,
    webhooks: webhooks(intake, countWebhooks(registry)),
    notReady: () => work.notReady,
  });
  const listening = await listen(app, host, port);
  work.begin();
  const rhythms = [scheduled(line, () => work.begin()), everyMinute(() => work.watch())];

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      await Promise.all(rhythms.map((rhythm) => rhythm.destroy()));
      await Promise.all([listening.close(), work.stop(), working.stop()]);
      await intake.idle();
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

/** Throws Misconfigured for a source whose sender could be anybody, unless that can only be somebody on this machine. */
function sendersOf({ line, host, secretsOf = () => [] }: ServeOptions): Sender[] {
  return line.rules.webhooks.map(({ id, verifier, limitBytes }) => {
    if (!verifier.asksSecret && !isLoopback(host)) {
      const remedy = 'Let it sign, or show a secret; or use --host 127.0.0.1.';
      throw new Misconfigured(`Anybody could send webhooks as ${id}: its verify in sources.yaml is none. ${remedy}`);
    }
    return { id, verifier, limitBytes, secrets: verifier.asksSecret ? secretsOf(id) : [] };
  });
}
