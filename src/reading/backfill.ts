import type { Instant } from '../domain/interval.ts';
import { follow, followingNote } from './follow.ts';
import { foundDelivery } from './found-delivery.ts';
import { type ReadingParts, readWanted } from './read-wanted.ts';

export interface BackfillProgress {
  readonly stage: 'people' | 'listing' | 'reading';
  readonly done: number;
  /** Null: not known yet. */
  readonly total: number | null;
}

export interface Backfilled {
  readonly people: number;
  readonly listed: number;
  readonly read: number;
  readonly gone: number;
  /** Tickets that could not be read now; they are tried again by the service. */
  readonly failing: number;
  readonly trouble: string | null;
}

const SINCE = 'backfill.since';
const noteOf = (stream: string) => `backfill.${stream}`;

/**
 * Reads all that has been: people, the lists of tickets, then each ticket whole. Killed, it goes on where it was; one
 * that has ended begins anew. Throws SourceTrouble where a list cannot be read; single tickets are put off.
 */
export async function backfill(
  parts: ReadingParts,
  since: Instant | null,
  onProgress: (progress: BackfillProgress) => void,
): Promise<Backfilled> {
  const people = await readPeople(parts, (done) => onProgress({ stage: 'people', done, total: null }));
  const listed = await listAll(parts, since, (done) => onProgress({ stage: 'listing', done, total: null }));
  const reads = await readAll(parts, (done, total) => onProgress({ stage: 'reading', done, total }));
  await forgetCursors(parts);
  return { people, listed, ...reads };
}

/** Whether one was begun and has not ended. */
export async function unfinishedSince({ store, source }: Pick<ReadingParts, 'store' | 'source'>) {
  const note = (await store.notes(source.id)).get(SINCE);
  return note === undefined ? null : { since: note.value === '' ? null : Number(note.value) };
}

export async function readPeople(
  { store, source, now }: ReadingParts,
  onRead: (done: number) => void = () => {},
): Promise<number> {
  let done = 0;
  for await (const found of source.remote.people()) {
    const at = now();
    await store.addDeliveries(found.map((one) => foundDelivery(source.id, one, at)));
    done += found.length;
    onRead(done);
  }
  return done;
}

async function listAll(parts: ReadingParts, since: Instant | null, onListed: (done: number) => void): Promise<number> {
  const { store, source, now } = parts;
  await store.note(source.id, SINCE, since === null ? '' : String(since), now());
  let before = 0;
  for (const stream of source.remote.streams) {
    const { listed } = await follow(parts, stream, {
      note: noteOf(stream.name),
      since,
      lane: 'backfill',
      onPage: (page) => onListed(before + page.listed),
    });
    before += listed;
  }
  return before;
}

async function readAll(parts: ReadingParts, onRead: (done: number, total: number) => void) {
  const { store, source } = parts;
  const total = await waiting(parts);
  let [read, gone, trouble]: [number, number, string | null] = [0, 0, null];
  for (;;) {
    const round = await readWanted(parts);
    read += round.kept;
    gone += round.gone;
    trouble ??= round.trouble?.message ?? null;
    onRead(Math.min(read, total), total);
    if (round.taken === 0) break;
  }
  const { failing } = await store.readingCounts(source.id);
  return { read, gone, failing: failing.tickets, trouble: trouble ?? failing.example };
}

async function waiting({ store, source }: ReadingParts): Promise<number> {
  const { wanted } = await store.readingCounts(source.id);
  return wanted.live + wanted.backfill;
}

/** The service goes on where this has ended, unless it has been following for longer. */
async function forgetCursors({ store, source, now }: ReadingParts): Promise<void> {
  const notes = await store.notes(source.id);
  for (const { name } of source.remote.streams) {
    const ended = notes.get(noteOf(name));
    if (ended !== undefined && !notes.has(followingNote(name)))
      await store.note(source.id, followingNote(name), ended.value, ended.at);
    await store.note(source.id, noteOf(name), null, now());
  }
  await store.note(source.id, SINCE, null, now());
}
