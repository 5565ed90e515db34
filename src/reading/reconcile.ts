import { SourceTrouble } from '../connector/source-trouble.ts';
import type { Instant } from '../domain/interval.ts';
import { readPeople } from './backfill.ts';
import type { ReadingParts } from './read-wanted.ts';

/** What a reconciling has found. */
export interface Reconciled {
  /** Tickets the source lists in the window. */
  readonly listed: number;
  /** Among them those that were at another version here, or not here. */
  readonly drifted: number;
  /** Tickets here that the source does not list any more. */
  readonly missing: number;
}

/** How far back changes are looked for: what is older changed before the last reconcilings. Milliseconds. */
export const RECONCILED_WINDOW_MS = 30 * 86_400_000;
const RECONCILED = 'reconciled';
const AT_ONCE = 1_000;

export interface ReconcileOptions {
  readonly windowMs?: number;
  /** However many tickets are no longer listed, each is asked for. */
  readonly acceptMissing?: boolean;
}

/**
 * Compares the versions of all tickets changed in the window with those that were read, and wants each that differs; so
 * whatever webhooks were lost, it is found within a day. Reading them is left to the reader. Throws SourceTrouble.
 */
export async function reconcile(
  parts: ReadingParts,
  { windowMs = RECONCILED_WINDOW_MS, acceptMissing = false }: ReconcileOptions = {},
): Promise<Reconciled> {
  const { store, source, now } = parts;
  const at = now();
  const since = at - windowMs;
  await readPeople(parts);
  const seen = new Set<string>();
  let drifted = 0;
  for await (const listed of source.remote.versions(since)) {
    drifted += await store.keepPage(source.id, {
      note: `${RECONCILED}.begun`,
      cursor: String(since),
      at,
      lane: 'backfill',
      listed: listed.filter(({ ticket }) => !seen.has(ticket)),
      deliveries: [],
    });
    for (const { ticket } of listed) seen.add(ticket);
  }
  const missing = await wantMissing(parts, { since, at, seen, acceptMissing });
  const found: Reconciled = { listed: seen.size, drifted, missing };
  await store.note(source.id, RECONCILED, JSON.stringify(found), at);
  return found;
}

/** More than these at once were hardly deleted: of a right that was taken away we would make a desk without work. */
const MOST_MISSING = { tickets: 20, share: 0.1 };

interface Missing {
  readonly since: Instant;
  readonly at: Instant;
  readonly seen: ReadonlySet<string>;
  readonly acceptMissing: boolean;
}

/** One that is not listed may be deleted, or hidden: reading it tells. */
async function wantMissing(
  { store, source }: ReadingParts,
  { since, at, seen, acceptMissing }: Missing,
): Promise<number> {
  const missing: string[] = [];
  let known = 0;
  for (let after: string | null = null; ; ) {
    const kept = await store.sourceTickets(source.id, since, after, AT_ONCE);
    // What changed here since the list began may not be on it.
    const unseen = kept.filter(({ ticket, updatedAt }) => !seen.has(ticket) && (updatedAt ?? at) < at);
    missing.push(...unseen.map(({ ticket }) => ticket));
    known += kept.length;
    if (kept.length < AT_ONCE) break;
    after = kept.at(-1)?.ticket ?? null;
  }
  if (!acceptMissing && missing.length > MOST_MISSING.tickets && missing.length > known * MOST_MISSING.share) {
    const found = `${missing.length} of the ${known} tickets of ${source.id} that changed lately are no longer listed.`;
    const remedy =
      'Give the account its rights back; if they were all deleted, `stepladder reconcile --accept-missing`.';
    throw new SourceTrouble(
      'refused',
      `${found} That looks like a lost right, so none is taken for deleted. ${remedy}`,
    );
  }
  await store.wantReads(source.id, missing, { at, lane: 'backfill' });
  return missing.length;
}

/** Of the last one that ended; null: there was none. */
export async function lastReconciled({
  store,
  source,
}: Pick<ReadingParts, 'store'> & { readonly source: { id: string } }) {
  const note = (await store.notes(source.id)).get(RECONCILED);
  return note === undefined ? null : { at: note.at, ...(JSON.parse(note.value) as Reconciled) };
}
