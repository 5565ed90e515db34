import type { Lane } from '../connector/lane.ts';
import type { Listed } from '../connector/remote.ts';
import type { Instant } from '../domain/interval.ts';
import type { NewDelivery } from './delivery.ts';

/** A ticket that is to be read from its source. */
export interface WantedRead {
  readonly ticket: string;
  readonly lane: Lane;
  /** Reads of it that failed since one went well. */
  readonly attempts: number;
  /** When it was read last, it was not there. */
  readonly wasGone: boolean;
}

/** What became of reading one ticket. version null: it is not there any more. */
export interface KeptRead extends Listed {
  /** When the read began: whatever rang before is answered by it. */
  readonly begunAt: Instant;
  readonly deliveries: readonly NewDelivery[];
  /** Read once more not before then; null: only when something is heard of it. */
  readonly againAt: Instant | null;
}

/** A page of what a source lists, and where the next one begins. */
export interface KeptPage {
  /** The name of the note that holds the cursor. */
  readonly note: string;
  readonly cursor: string;
  readonly at: Instant;
  readonly lane: Lane;
  readonly listed: readonly Listed[];
  readonly deliveries: readonly NewDelivery[];
}

/** Something remembered of a source, and since when. */
export interface SourceNote {
  readonly value: string;
  readonly at: Instant;
}

export interface ReadingCounts {
  readonly wanted: Readonly<Record<Lane, number>>;
  /** Since when the longest waiting live one is wanted; null: none is. */
  readonly oldestWanted: Instant | null;
  readonly failing: { readonly tickets: number; readonly example: string | null };
  /** Tickets known at the source, and among them those that are gone. */
  readonly tickets: number;
  readonly gone: number;
  /** When the latest webhook came; null: none has. */
  readonly lastWebhook: Instant | null;
}

/** What is to be read from sources, and how far each was. Every method is one transaction. */
export interface ReadingStore {
  /**
   * At most `limit` tickets of a source that are to be read by now, of one lane after the other (live ones first, if no
   * lanes are given), longest wanted first. Nobody else
   * is given them until `leaseMs` later: by then they have been kept or put off, or whoever had them is dead.
   */
  takeWanted(
    source: string,
    about: {
      readonly now: Instant;
      readonly limit: number;
      readonly leaseMs: number;
      readonly lanes?: readonly Lane[];
    },
  ): Promise<WantedRead[]>;
  /** Keeps what was read. A version older than the one kept changes nothing, and is read again. Returns how many were. */
  keepReads(source: string, reads: readonly KeptRead[]): Promise<{ readonly kept: number; readonly outdated: number }>;
  /** They could not be read, and are to be again not before then. */
  putOffReads(
    source: string,
    tickets: readonly string[],
    until: { readonly notBefore: Instant; readonly trouble: string },
  ): Promise<void>;
  /** Keeps a page with its cursor, and wants every ticket that is not known at its version. Returns how many those are. */
  keepPage(source: string, page: KeptPage): Promise<number>;
  wantReads(
    source: string,
    tickets: readonly string[],
    about: { readonly at: Instant; readonly lane: Lane },
  ): Promise<void>;
  /** Tickets there at the source that were last updated since, in order of their ids from the one after `after` on. */
  sourceTickets(source: string, since: Instant, after: string | null, limit: number): Promise<Listed[]>;
  notes(source: string): Promise<ReadonlyMap<string, SourceNote>>;
  /** Value null: forgets it. */
  note(source: string, name: string, value: string | null, at: Instant): Promise<void>;
  readingCounts(source: string): Promise<ReadingCounts>;
}
