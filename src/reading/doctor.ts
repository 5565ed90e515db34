import { findWebhook, knownAddress, runChecks, type Tried, troubleOf } from './connect.ts';
import type { ReadingParts } from './read-wanted.ts';
import { lastReconciled } from './reconcile.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer than these something is wrong; milliseconds. */
const LAG = 15 * MINUTE;
const QUIET = 3 * DAY;
const UNRECONCILED = 2 * DAY;

export interface DoctorParts extends ReadingParts {
  /** Where our webhook calls; null: where it was connected to. */
  readonly address: string | null;
  /** Whether webhooks of it are expected at all. */
  readonly sendsWebhooks: boolean;
}

/** Everything about one source that can be asked: its credentials and rights, its webhook, lag, drift, unknown words. */
export async function examine(parts: DoctorParts, onTried: (tried: Tried) => void = () => {}): Promise<Tried[]> {
  const told: Tried[] = [];
  const tell = (tried: Tried) => {
    told.push(tried);
    onTried(tried);
  };
  await runChecks(parts, tell);
  for (const one of [
    await webhookThere(parts),
    await lastDelivery(parts),
    await lag(parts),
    await drift(parts),
    await words(parts),
  ])
    if (one !== null) tell(one);
  return told;
}

async function webhookThere(parts: DoctorParts): Promise<Tried | null> {
  const { address, source, sendsWebhooks } = parts;
  const title = 'The webhook is there';
  if (!sendsWebhooks) return null;
  if (source.remote.webhook === null)
    return { title, result: 'ok', said: 'only an administrator of the source can tell' };
  const told = address ?? (await knownAddress(parts));
  if (told === null) {
    const remedy = 'Add --address, where the service is reached from outside.';
    return { title, result: 'warning', said: 'not looked for', remedy };
  }
  try {
    const there = await findWebhook(parts, told);
    const remedy = `Run \`stepladder connect ${source.id}\`.`;
    if (there === null) return { title, result: 'failed', said: 'it is not', remedy };
    const off = 'it is switched off at the source';
    return there.isOn
      ? { title, result: 'ok', said: `as ${there.id}` }
      : { title, result: 'failed', said: off, remedy };
  } catch (error) {
    const said = troubleOf(error);
    if (said === null) throw error;
    return { title, result: 'warning', said, remedy: 'Let the account read webhooks, or look for it by hand.' };
  }
}

async function lastDelivery({ store, source, now, sendsWebhooks }: DoctorParts): Promise<Tried | null> {
  if (!sendsWebhooks) return null;
  const title = 'Webhooks arrive';
  const { lastWebhook } = await store.readingCounts(source.id);
  const remedy =
    'Change a ticket at the source and look again. Else see the list of deliveries there, and the address.';
  if (lastWebhook === null) return { title, result: 'warning', said: 'none has so far', remedy };
  const said = `the last one ${ago(now() - lastWebhook)}`;
  return now() - lastWebhook > QUIET ? { title, result: 'warning', said, remedy } : { title, result: 'ok', said };
}

async function lag({ store, source, now }: DoctorParts): Promise<Tried> {
  const title = 'Tickets are read as they change';
  const { wanted, oldestWanted, failing } = await store.readingCounts(source.id);
  const waiting = `${wanted.live + wanted.backfill} waiting to be read`;
  if (failing.tickets > 0) {
    const said = `${waiting}, ${failing.tickets} of them failed`;
    return { title, result: 'failed', said, remedy: failing.example ?? 'See the log of the service.' };
  }
  if (oldestWanted !== null && now() - oldestWanted > LAG) {
    const said = `${waiting}, the oldest since ${ago(now() - oldestWanted)}`;
    return { title, result: 'warning', said, remedy: 'Is the service running? It reads them.' };
  }
  return { title, result: 'ok', said: waiting };
}

async function drift({ store, source, now }: DoctorParts): Promise<Tried> {
  const title = 'Nothing is missed';
  const last = await lastReconciled({ store, source });
  const remedy = `The service reconciles by night. \`stepladder reconcile ${source.id}\` does it now.`;
  if (last === null) return { title, result: 'warning', said: 'never reconciled yet', remedy };
  const found = `${last.listed} listed, ${last.drifted} read again, ${last.missing} no longer listed`;
  const said = `reconciled ${ago(now() - last.at)}: ${found}`;
  return now() - last.at > UNRECONCILED ? { title, result: 'warning', said, remedy } : { title, result: 'ok', said };
}

const MOST_WORDS = 8;

async function words({ store, source }: DoctorParts): Promise<Tried> {
  const title = 'Its words are understood';
  const unknown = (await store.unmapped()).filter((one) => one.source === source.id);
  if (unknown.length === 0) return { title, result: 'ok', said: 'all of them' };
  const shown = unknown.slice(0, MOST_WORDS).map(({ what, word, count }) => `${what} "${word}" (${count})`);
  const more = unknown.length > MOST_WORDS ? ` and ${unknown.length - MOST_WORDS} more` : '';
  const remedy = 'Map them in settings of sources.yaml, as the README of the connector shows.';
  return { title, result: 'warning', said: `not ${shown.join(', ')}${more}`, remedy };
}

function ago(ms: number): string {
  if (ms < 2 * MINUTE) return 'just now';
  if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} minutes ago`;
  return ms < 2 * DAY ? `${Math.round(ms / HOUR)} hours ago` : `${Math.round(ms / DAY)} days ago`;
}
