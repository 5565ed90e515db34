import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { showDemo } from '../../src/cli/commands/demo.ts';
import { makeDesk } from './desk/make-desk.ts';
import type { StandIn } from './desk/stand-in.ts';
import type { Desk, Happening, TicketStory } from './desk/story.ts';
import { VENDORS, type Vendor } from './quarter/vendors.ts';

// npm run demo: an invented desk with a history, and beside it three vendors' stand-ins in which tickets happen as one
// looks. Their webhooks are signed and sent over HTTP, and the service reads what changed over their REST APIs.

const HOUR = 3_600_000;
/** A few hours have been, and are read as a backfill would; the rest happens while one looks. */
const SPAN = { before: 3 * HOUR, after: 21 * HOUR };
const SIZE = { agents: 15, tickets: 1_500 };
const VERIFY = { zendesk: 'zendesk', jira: 'jira', servicenow: 'standard-webhooks' } as const;

interface Living {
  readonly vendor: Vendor;
  readonly standIn: StandIn;
  readonly waiting: { readonly story: TicketStory; readonly happening: Happening }[];
}

async function started(vendor: Vendor, seed: number, now: number): Promise<Living> {
  const desk = makeDesk({ seed, ...SIZE, start: now - SPAN.before, end: now + SPAN.after });
  const standIn = await vendor.start({ desk, clock: Date.now, webhookSecret: vendor.secret });
  const living = { vendor, standIn, waiting: inOrder(desk) };
  happenUntil(living, now);
  standIn.takeWebhooks(); // of what was before we came
  return living;
}

const inOrder = (desk: Desk) =>
  desk.tickets
    .flatMap((story) => story.happenings.map((happening) => ({ story, happening })))
    .sort((a, b) => a.happening.at - b.happening.at);

function happenUntil({ standIn, waiting }: Living, now: number): void {
  while (waiting[0] !== undefined && waiting[0].happening.at <= now) {
    const { story, happening } = waiting.shift() as (typeof waiting)[number];
    standIn.happen(story, happening);
  }
}

function sourceOf({ vendor: { id, signIn, settings }, standIn }: Living) {
  const sign_in =
    signIn.kind === 'client-credentials'
      ? { kind: signIn.kind, client_id: signIn.clientId, ...(signIn.scope !== null && { scope: signIn.scope }) }
      : signIn;
  const read = { url: standIn.url, sign_in };
  return { connector: id, verify: { kind: VERIFY[id] }, read, ...(settings !== null && { settings }) };
}

/** Every second what happened since is sent to the service, until it is aborted. */
async function liveOn(living: readonly Living[], url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const one of living) {
      happenUntil(one, Date.now());
      for (const { headers, body } of one.standIn.takeWebhooks()) {
        await fetch(`${url}/webhooks/${one.vendor.id}`, {
          method: 'POST',
          headers,
          body: Uint8Array.from(body),
          signal,
        }).catch(() => {});
      }
    }
    await pause(1_000, undefined, { signal }).catch(() => {});
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stepladder-demo-'));
  const now = Date.now();
  const living = await Promise.all(VENDORS.map((vendor, i) => started(vendor, i + 1, now)));
  const ended = new AbortController();
  const vendorOf = (source: string) => VENDORS.find(({ id }) => id === source);
  try {
    const rules = join(folder, 'rules');
    await cp(join(import.meta.dirname, '../../rules'), rules, { recursive: true });
    const sources = Object.fromEntries(living.map((one) => [one.vendor.id, sourceOf(one)]));
    await writeFile(join(rules, 'sources.yaml'), stringify(sources));
    await showDemo(process.argv.slice(2), {
      rules,
      secretsOf: (source) => [vendorOf(source)?.secret ?? ''],
      credentialOf: (source) => vendorOf(source)?.credential ?? '',
      onServed(url) {
        void liveOn(living, url, ended.signal);
        return living.map(
          ({ vendor: { id }, standIn }) => `${id} lives at ${standIn.url}, and sends what happens there.`,
        );
      },
    });
  } finally {
    ended.abort();
    await Promise.all(living.map(({ standIn }) => standIn.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
