import type { Lane } from '../connector/lane.ts';
import type { TicketRead } from '../connector/remote.ts';
import { SourceTrouble } from '../connector/source-trouble.ts';
import type { Instant } from '../domain/interval.ts';
import type { KeptRead, WantedRead } from '../store/reading-store.ts';
import type { Store } from '../store/store.ts';
import { foundDelivery } from './found-delivery.ts';
import type { OpenSource } from './open-sources.ts';

export interface ReadingParts {
  readonly store: Store;
  readonly source: OpenSource;
  readonly now: () => Instant;
}

/** What became of some tickets that were wanted. */
export interface ReadRound {
  readonly taken: number;
  readonly kept: number;
  readonly gone: number;
  /** Put off, with one of the reasons. */
  readonly failed: number;
  readonly trouble: SourceTrouble | null;
}

/** Long enough that nobody else begins what is only waiting for its turn at the source. Milliseconds. */
const LEASE_MS = 15 * 60_000;
/** So many batches are on their way at once: how many requests that may be, the source's quota says. */
const BATCHES = 4;
/** Of a ticket that changed so lately that its version cannot tell what more comes. Milliseconds. */
const SETTLED_AFTER_MS = 5_000;
/** Before what failed is read again, twice as long each time, up to the most; milliseconds. */
const WAIT_MS = { again: { first: 15_000, most: 3_600_000 }, refused: { first: 600_000, most: 86_400_000 } } as const;

/** Reads some of the tickets that are wanted by now, of all lanes or of these, and keeps what they are. Throws only what the store throws. */
export async function readWanted(parts: ReadingParts, lanes?: readonly Lane[]): Promise<ReadRound> {
  const { store, source, now } = parts;
  const limit = source.remote.atOnce * BATCHES;
  const about = { now: now(), limit, leaseMs: LEASE_MS, ...(lanes !== undefined && { lanes }) };
  const wanted = await store.takeWanted(source.id, about);
  const rounds = await Promise.all(batchesOf(wanted, source.remote.atOnce).map((batch) => readBatch(parts, batch)));
  return rounds.reduce(added, NOTHING);
}

const NOTHING: ReadRound = { taken: 0, kept: 0, gone: 0, failed: 0, trouble: null };

function added(a: ReadRound, b: ReadRound): ReadRound {
  return {
    taken: a.taken + b.taken,
    kept: a.kept + b.kept,
    gone: a.gone + b.gone,
    failed: a.failed + b.failed,
    trouble: a.trouble ?? b.trouble,
  };
}

/** Of one lane each; one that failed before goes alone, so that it cannot keep others back. */
function batchesOf(wanted: readonly WantedRead[], most: number): WantedRead[][] {
  const batches: WantedRead[][] = [];
  for (const [, same] of Map.groupBy(wanted, ({ lane }) => lane)) {
    const fresh = same.filter(({ attempts }) => attempts === 0);
    for (let i = 0; i < fresh.length; i += most) batches.push(fresh.slice(i, i + most));
    batches.push(...same.filter(({ attempts }) => attempts > 0).map((one) => [one]));
  }
  return batches;
}

async function readBatch(parts: ReadingParts, batch: readonly WantedRead[]): Promise<ReadRound> {
  const { store, source, now } = parts;
  const begunAt = now();
  const lane: Lane = batch[0]?.lane ?? 'live';
  try {
    const reads = await source.remote.readTickets(
      batch.map(({ ticket }) => ticket),
      lane,
    );
    const wereGone = new Set(batch.filter(({ wasGone }) => wasGone).map(({ ticket }) => ticket));
    const { kept } = await store.keepReads(
      source.id,
      reads.map((read) => keptRead(source.id, withPresence(read, wereGone.has(read.ticket), begunAt), begunAt)),
    );
    const gone = reads.filter(({ version }) => version === null).length;
    return { ...NOTHING, taken: batch.length, kept, gone };
  } catch (error) {
    if (!(error instanceof SourceTrouble)) throw error;
    return putOff(parts, batch, error);
  }
}

/** What is still gone is not told twice; what is there again takes back that it was gone. */
function withPresence(read: TicketRead, wasGone: boolean, at: Instant): TicketRead {
  if (!wasGone) return read;
  if (read.version === null) return { ...read, found: [] };
  const data = { id: read.ticket, at: new Date(at).toISOString() };
  return { ...read, found: [...read.found, { about: 'ticket', envelope: { resource: 'back', data } }] };
}

function keptRead(source: string, read: TicketRead, begunAt: Instant): KeptRead {
  const { ticket, version, updatedAt, unsettled, found } = read;
  const deliveries = found.map((one) => foundDelivery(source, one, begunAt));
  return { ticket, version, updatedAt, begunAt, deliveries, againAt: unsettled ? begunAt + SETTLED_AFTER_MS : null };
}

async function putOff(
  { store, source, now }: ReadingParts,
  batch: readonly WantedRead[],
  trouble: SourceTrouble,
): Promise<ReadRound> {
  const { first, most } = WAIT_MS[trouble.kind];
  for (const [attempts, same] of Map.groupBy(batch, (one) => one.attempts)) {
    const notBefore = now() + Math.min(most, first * 2 ** attempts);
    await store.putOffReads(
      source.id,
      same.map(({ ticket }) => ticket),
      { notBefore, trouble: trouble.message },
    );
  }
  return { ...NOTHING, taken: batch.length, failed: batch.length, trouble };
}
