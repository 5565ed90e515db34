import { randomBytes } from 'node:crypto';
import type { CheckOutcome, WebhookSetup } from '../connector/remote.ts';
import { SourceTrouble } from '../connector/source-trouble.ts';
import type { ReadingParts } from './read-wanted.ts';

/** The note that holds the source's id of our webhook, so that none but ours is ever changed. */
const WEBHOOK = 'webhook';
const ADDRESS = 'webhook.address';

/** What was tried, and what came of it. */
export interface Tried extends CheckOutcome {
  readonly title: string;
}

export async function runChecks({ source }: Pick<ReadingParts, 'source'>, onTried: (tried: Tried) => void) {
  const tried: Tried[] = [];
  for (const check of source.remote.checks) {
    const outcome = await check.run();
    tried.push({ title: check.title, ...outcome });
    onTried({ title: check.title, ...outcome });
  }
  return tried;
}

/** Where our webhook at the source stands. null: there is none, or only an administrator could tell. */
export async function findWebhook(
  { store, source }: ReadingParts,
  address: string,
): Promise<{ readonly id: string; readonly isOn: boolean } | null> {
  const known = (await store.notes(source.id)).get(WEBHOOK)?.value ?? null;
  return (await source.remote.webhook?.find(address, known)) ?? null;
}

export type Connected =
  /** It was there before. */
  | { readonly made: false; readonly id: string; readonly isOn: boolean }
  /** secret: what the source signs with from now on; null: it does not tell, and took none. */
  | { readonly made: true; readonly id: string; readonly secret: string | null };

/** Finds our webhook or makes it. Throws SourceTrouble where that is not allowed. */
export async function connectWebhook(
  parts: ReadingParts,
  { webhook, address, secret }: { webhook: WebhookSetup; address: string; secret: string | null },
): Promise<Connected> {
  const there = await findWebhook(parts, address);
  if (there !== null) {
    await keepWebhook(parts, there.id, address);
    return { made: false, ...there };
  }
  const made = await webhook.create(address, secret ?? newSecret());
  await keepWebhook(parts, made.id, address);
  return { made: true, ...made };
}

async function keepWebhook({ store, source, now }: ReadingParts, id: string, address: string): Promise<void> {
  await store.note(source.id, WEBHOOK, id, now());
  await store.note(source.id, ADDRESS, address, now());
}

/** Where our webhook was made to call; null: none was made. */
export async function knownAddress({ store, source }: ReadingParts): Promise<string | null> {
  return (await store.notes(source.id)).get(ADDRESS)?.value ?? null;
}

/** Returns the id of what was removed; null: there was nothing of ours. */
export async function disconnect(parts: ReadingParts, address: string): Promise<string | null> {
  const { store, source, now } = parts;
  const there = await findWebhook(parts, address);
  if (there !== null) await source.remote.webhook?.remove(there.id);
  await store.note(source.id, WEBHOOK, null, now());
  await store.note(source.id, ADDRESS, null, now());
  return there?.id ?? null;
}

/** Of a form that every kind of verifier takes: Standard Webhooks ask for base64 of 24 bytes or more. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Sends a test and waits until something has arrived by webhook. False: nothing has in time. */
export async function testWebhook(
  { store, source, now }: ReadingParts,
  { send, timeoutMs, pause }: { send: () => Promise<void>; timeoutMs: number; pause: (ms: number) => Promise<void> },
): Promise<boolean> {
  const before = (await store.readingCounts(source.id)).lastWebhook;
  const until = now() + timeoutMs;
  await send();
  while (now() < until) {
    if ((await store.readingCounts(source.id)).lastWebhook !== before) return true;
    await pause(500);
  }
  return false;
}

export const troubleOf = (error: unknown): string | null => (error instanceof SourceTrouble ? error.message : null);
