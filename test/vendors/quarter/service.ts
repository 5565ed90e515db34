import { pino } from 'pino';
import { CONNECTORS } from '../../../connectors/index.ts';
import type { ClientRules } from '../../../src/connector/client.ts';
import { httpClient } from '../../../src/connector/http/http-client.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import { Intake, type Sender } from '../../../src/inbox/intake.ts';
import { type Line, workOff } from '../../../src/pipeline.ts';
import { readPeople } from '../../../src/reading/backfill.ts';
import { followAll } from '../../../src/reading/follow.ts';
import type { OpenSource } from '../../../src/reading/open-sources.ts';
import { type ReadingParts, readWanted } from '../../../src/reading/read-wanted.ts';
import { reconcile } from '../../../src/reading/reconcile.ts';
import type { DeskRules } from '../../../src/rules/load-rules.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { OutgoingWebhook } from '../desk/stand-in.ts';
import type { Vendor } from './vendors.ts';

export interface ServiceOptions {
  readonly vendor: Vendor;
  readonly url: string;
  readonly folder: string;
  readonly rules: DeskRules;
  readonly now: () => number;
}

export interface ServiceCounts {
  refused: number;
  reads: number;
  failed: number;
  listed: number;
  drifted: number;
  missing: number;
  nights: number;
  nightsFailed: number;
}

/** Our service as it runs, but for its timers: whoever drives it says when, by the desk's clock. */
export class Service {
  readonly counts: ServiceCounts = {
    refused: 0,
    reads: 0,
    failed: 0,
    listed: 0,
    drifted: 0,
    missing: 0,
    nights: 0,
    nightsFailed: 0,
  };
  readonly #options: ServiceOptions;
  readonly #source: OpenSource;
  readonly #sender: Sender;
  #line: Line | null = null;
  #intake: Intake | null = null;

  constructor(options: ServiceOptions) {
    this.#options = options;
    const { vendor, url, now } = options;
    const { id, signIn, only, settings, credential, verifier, secret } = vendor;
    const from = { source: id, url, signIn, only, settings, perMinute: null, credentialEnds: null };
    const open = CONNECTORS.find((one) => one.id === id)?.open;
    if (open === undefined) throw new RangeError(`${id} cannot be read`);
    const clientBy = (rules: ClientRules) => httpClient(unhurried(rules), credential);
    this.#source = { id, remote: open({ from, clientBy, now }) };
    this.#sender = { id, verifier, secrets: [secret], limitBytes: 1_000_000 };
  }

  get line(): Line {
    if (this.#line === null) throw new Error('the service is down');
    return this.#line;
  }

  get #parts(): ReadingParts {
    return { store: this.line.store, source: this.#source, now: this.#options.now };
  }

  async start(): Promise<void> {
    const { folder, rules, vendor } = this.#options;
    const store = await openStore(folder);
    await store.configureSource({ source: vendor.id, connector: vendor.id, settings: vendor.settings });
    this.#line = { store, connectors: CONNECTORS, rules };
    this.#intake = new Intake([this.#sender], store, { log: pino({ level: 'silent' }), onKept: () => {} });
  }

  /** As by a kill: whatever is not on disk is lost. */
  async stop(): Promise<void> {
    await this.line.store.close();
    this.#line = null;
  }

  get isUp(): boolean {
    return this.#line !== null;
  }

  /** False: it was not taken. */
  async take(webhooks: readonly { readonly at: number; readonly webhook: OutgoingWebhook }[]): Promise<boolean> {
    const intake = this.#intake;
    if (intake === null) return false;
    const answers = await Promise.all(
      webhooks.map(({ at, webhook }) => intake.take(this.#sender, received(webhook), at)),
    );
    this.counts.refused += answers.filter((answer) => answer !== 'kept').length;
    return answers.every((answer) => answer === 'kept');
  }

  /** All that can be done by now: what came in is understood, what is wanted is read. */
  async work(): Promise<void> {
    await workOff(this.line);
    for (;;) {
      const round = await readWanted(this.#parts);
      this.counts.reads += round.kept;
      this.counts.failed += round.failed;
      if (round.taken === 0) break;
    }
    await workOff(this.line);
  }

  /** What the service does by night. */
  async night(): Promise<void> {
    this.counts.nights++;
    try {
      await followAll(this.#parts);
      const { listed, drifted, missing } = await reconcile(this.#parts);
      this.counts.listed += listed;
      this.counts.drifted += drifted;
      this.counts.missing += missing;
    } catch (error) {
      if (!(error instanceof SourceTrouble)) throw error;
      this.counts.nightsFailed++;
    }
    await this.work();
  }

  async people(): Promise<void> {
    await readPeople(this.#parts);
    await workOff(this.line);
  }
}

/** As they come over the wire: names of headers in lower case. */
const received = ({ headers, body }: OutgoingWebhook) => ({
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body,
});

/** A quarter goes by in minutes here, so that quotas by the minute would make it last for weeks. Their own tests hold them. */
function unhurried(rules: ClientRules): ClientRules {
  const buckets = Object.entries(rules.buckets).map(([name, bucket]) => [
    name,
    { ...bucket, most: 100_000, perMs: 1_000 },
  ]);
  return { ...rules, buckets: Object.fromEntries(buckets) as ClientRules['buckets'], rest: () => null, retryMs: 1 };
}
