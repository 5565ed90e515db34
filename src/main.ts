import type { Logger } from 'pino';
import { createApp, createWorkerApp } from './api/app.ts';
import type { Desk } from './api/desk.ts';
import { listen } from './api/listen.ts';
import { isLoopback } from './api/loopback.ts';
import { watchCounts } from './api/views/watch.ts';
import { webhooks } from './api/webhooks.ts';
import { type Background, startBackground } from './background.ts';
import { Misconfigured, type Role } from './config.ts';
import type { Instant } from './domain/interval.ts';
import { Intake, type Sender } from './inbox/intake.ts';
import { configured } from './inbox/understand.ts';
import { type Line, whoIsWho } from './pipeline.ts';
import { type OpenSource, openSource } from './reading/open-sources.ts';
import { readingNow } from './reading/reading-now.ts';
import { sourceReadings } from './reading/source-readings.ts';
import { LiveRules } from './rules/live-rules.ts';
import type { Settle } from './settle.ts';
import { createInstruments } from './telemetry/instruments.ts';
import { type Sparing, sparingly } from './telemetry/sparingly.ts';
import { countWebhooks } from './telemetry/webhook-counter.ts';
import { WatchingRules } from './watching-rules.ts';

export interface ServeOptions {
  readonly line: Line;
  /** Where the line's rules were read, to be looked at while the service runs; left out: they stay as they are. */
  readonly rulesFolder?: string;
  readonly role?: Role;
  /** Up to when evaluations are settled; left out: now. */
  readonly settleUntil?: () => Instant;
  /** How they are settled; left out: in this process, which answers nobody while it reckons. */
  readonly settle?: Settle;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Null: none is asked for, which only a loopback host allows. */
  readonly token: string | null;
  /** Opens only what panels in other systems show of a ticket; null: there is none. */
  readonly panelToken?: string | null;
  /** Where the built pages lie; null: there are none. */
  readonly webFolder: string | null;
  /** The secrets by which a source's webhooks are known. Throws Misconfigured when there are none. */
  readonly secretsOf?: (source: string) => readonly string[];
  /** What a source is signed in to with, to be read. Throws Misconfigured when there is none. */
  readonly credentialOf?: (source: string) => string;
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
 * Answers HTTP and settles evaluations as they fall due. Throws Misconfigured for a host that needs a token, Unusable or
 * InvalidSettings for a source that cannot be read, and CannotListen; the store is then left open.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const {
    line,
    rulesFolder,
    role = 'all',
    host,
    port,
    token,
    panelToken = null,
    webFolder,
    log,
    signal,
    settleUntil,
    settle,
  } = options;
  refuseUnsafe(options);
  const { store, rules } = line;
  const live = new LiveRules(rulesFolder ?? '', rules);
  const readIds = rules.sources.filter(({ reading }) => reading !== null).map(({ id }) => id);
  const desk = deskOf(line);
  const registry = createInstruments(store, {
    get rules() {
      return live.inForce.rules;
    },
    minimumSampleOf: (metric) => live.inForce.windows.minimumSampleOf(metric),
    rulesValid: () => live.problems.length === 0,
    sources: () => sourceReadings(store, readIds),
    waiting: () => watchCounts({ ...desk, rules: live.inForce }, Date.now()),
  });
  const sources = rules.sources.map(({ id, connector, settings }) => ({ source: id, connector, settings }));
  configured(sources, line.connectors); // what cannot be used is told now, and not at every delivery
  const senders = role === 'worker' ? [] : sendersOf(options);
  const read = role === 'api' ? [] : readSourcesOf(options);
  for (const source of sources) await store.configureSource(source);
  let background: Background | null = null;
  const intake = new Intake(senders, store, { log, onKept: () => background?.wake() });
  const parts = {
    desk: () => ({ ...desk, rules: live.inForce }),
    registry,
    token,
    panelToken,
    webFolder,
    log,
    notReady: () => background?.notReady() ?? null,
    note: () => (live.problems.length === 0 ? null : NOT_TAKEN_OVER),
  };
  const app =
    role === 'worker'
      ? createWorkerApp(parts)
      : createApp({ ...parts, webhooks: webhooks(intake, countWebhooks(registry)) });
  const listening = await listen(app, host, port);
  if (role !== 'api')
    background = startBackground(() => ({ ...line, rules: live.inForce }), { log, until: settleUntil, settle }, read);
  const watching = rulesFolder === undefined ? null : new WatchingRules(live, log);

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      await Promise.all([listening.close(), background?.stop(), watching?.stop()]);
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

const NOT_TAKEN_OVER =
  "The rules in the folder have mistakes and are not taken over: the last good ones stay in force. The service's log says where, and so does `stepladder rules check`.";

/** However many browsers watch, counting for them takes no more of the process. */
const WATCHED: Sparing = { share: 1 / 20, longestMs: Number.POSITIVE_INFINITY };

function deskOf(line: Line): Desk {
  const { store, rules, connectors } = line;
  const ids = rules.sources.map(({ id }) => id);
  const reading = sparingly(
    () => readingNow(store, ids, Date.now()),
    () => performance.now(),
    WATCHED,
  );
  return { store, rules, connectors, whoIsWho: () => whoIsWho(line), readingNow: () => reading('') };
}

function refuseUnsafe({ line, role = 'all', host, token }: ServeOptions): void {
  if (token === null && !isLoopback(host)) {
    throw new Misconfigured(
      `Without a token the service listens on this machine only, not on ${host}. Set STEPLADDER_TOKEN or STEPLADDER_TOKEN_FILE, or use --host 127.0.0.1.`,
    );
  }
  if (role !== 'all' && !line.store.shared) {
    throw new Misconfigured(
      `A desk in a folder is served by one process, which does everything, not by one of role ${role}. Leave out --role, or move to PostgreSQL (docs/postgresql.md).`,
    );
  }
}

/** Throws Misconfigured for one without a credential, Unusable for one that cannot be read. */
function readSourcesOf({ line, credentialOf = () => '' }: ServeOptions): OpenSource[] {
  const opening = { connectors: line.connectors, credentialOf, now: Date.now };
  return line.rules.sources.map((source) => openSource(source, opening)).filter((one) => one !== null);
}

/** Throws Misconfigured for a source whose sender could be anybody, unless that can only be somebody on this machine. */
function sendersOf({ line, host, secretsOf = () => [] }: ServeOptions): Sender[] {
  return line.rules.sources.flatMap(({ id, webhook }) => {
    if (webhook === null) return [];
    const { verifier, limitBytes } = webhook;
    if (verifier.asks === 'nothing' && !isLoopback(host)) {
      const remedy = 'Let it sign, or show a secret; or use --host 127.0.0.1.';
      throw new Misconfigured(`Anybody could send webhooks as ${id}: its verify in sources.yaml is none. ${remedy}`);
    }
    return [{ id, verifier, limitBytes, secrets: verifier.asks === 'secret' ? secretsOf(id) : [] }];
  });
}
