import type { Lane } from '../connector/lane.ts';
import type { Stream } from '../connector/remote.ts';
import { SourceTrouble } from '../connector/source-trouble.ts';
import type { Instant } from '../domain/interval.ts';
import { foundDelivery } from './found-delivery.ts';
import type { ReadingParts } from './read-wanted.ts';

/** A page that says it is not the last, of a list that does not go on, would be asked for ever. */
const MOST_PAGES = 1_000_000;

/** The note that holds how far a stream is followed as it goes on. */
export const followingNote = (stream: string): string => `following.${stream}`;

export interface Listing {
  /** The name of the note that holds the cursor: whoever goes on from it begins where this one has ended. */
  readonly note: string;
  /** Of the first page, where there is no note yet. */
  readonly since: Instant | null;
  readonly lane: Lane;
  readonly onPage?: (about: { readonly listed: number; readonly reached: Instant | null }) => void;
}

/**
 * Goes through what a source lists, from where it was left to the source's own end. Each page is kept with its cursor, so
 * that a killed process goes on at the very page. Returns how many were listed, and how many of those are to be read.
 */
export async function follow(
  { store, source, now }: ReadingParts,
  stream: Stream,
  { note, since, lane, onPage = () => {} }: Listing,
): Promise<{ readonly listed: number; readonly wanted: number }> {
  let cursor = (await store.notes(source.id)).get(note)?.value ?? stream.start(since);
  let [listed, wanted] = [0, 0];
  for (let pages = 1; ; pages++) {
    const at = now();
    const page = await stream.page(cursor, lane);
    const deliveries = page.found.map((one) => foundDelivery(source.id, one, at));
    wanted += await store.keepPage(source.id, { note, cursor: page.next, at, lane, listed: page.listed, deliveries });
    listed += page.listed.length;
    onPage({ listed, reached: page.reached });
    if (page.end) return { listed, wanted };
    if (page.next === cursor || pages === MOST_PAGES) {
      const why = `The list ${stream.name} of ${source.id} comes to no end: it goes on at the page it was at.`;
      throw new SourceTrouble('again', `${why} It is tried again; if it stays so, report it.`);
    }
    cursor = page.next;
  }
}

/** All that a source lists since it was asked last; the first time, from now on. Returns how many tickets are to be read. */
export async function followAll(parts: ReadingParts): Promise<number> {
  let wanted = 0;
  for (const stream of parts.source.remote.streams) {
    const listing = { note: followingNote(stream.name), since: parts.now(), lane: 'live' } as const;
    wanted += (await follow(parts, stream, listing)).wanted;
  }
  return wanted;
}
