import type { CalendarSpec } from '../domain/calendar.ts';
import type { Instant } from '../domain/interval.ts';
import type { Client, ClientRules } from './client.ts';
import type { Lane } from './lane.ts';

/** How a source is read over its REST API, as the desk wrote it down. No secrets: those come by the environment. */
export interface ReadingFrom {
  readonly source: string;
  /** `https://acme.example`, without a path. */
  readonly url: string;
  readonly signIn: SignIn;
  /** What of it is read, in the source's words (projects of Jira, tables of ServiceNow); empty: all the connector reads. */
  readonly only: readonly string[];
  /** Requests a minute that this program may make; null: the connector's own. */
  readonly perMinute: number | null;
  /** The day the credential ends, UTC; null: not said. */
  readonly credentialEnds: Instant | null;
  /** The connector's settings, as its `configure` reads them. */
  readonly settings: string | null;
}

export type SignIn =
  | { readonly kind: 'client-credentials'; readonly clientId: string; readonly scope: string | null }
  | { readonly kind: 'basic' | 'api-token'; readonly user: string }
  | { readonly kind: 'bearer' | 'api-key' };

/** Something read, as the connector's own `normalise` will read it: the object of the API in its envelope. */
export interface Found {
  readonly about: 'ticket' | 'agent';
  readonly envelope: { readonly resource: string; readonly data: unknown; readonly [beside: string]: unknown };
}

/**
 * One ticket read whole: record, history, results, ratings. Of one that is not there `found` has `gone` with its id and
 * the time, ISO 8601; whoever keeps reads adds `back` of the same form when it is there again. Both are read by `presence`.
 */
export interface TicketRead {
  /** The source's id of it. */
  readonly ticket: string;
  readonly found: readonly Found[];
  /** Grows with every change of the record that the source tells of; null: it is not there any more. */
  readonly version: number | null;
  readonly updatedAt: Instant | null;
  /** It changed just now, and may do so again within what `version` can tell apart: it is to be read once more. */
  readonly unsettled?: boolean;
}

/** That a ticket is at this version, by a list of the source. version null: the list does not say. */
export interface Listed {
  readonly ticket: string;
  readonly version: number | null;
  readonly updatedAt: Instant | null;
}

export interface Page {
  readonly listed: readonly Listed[];
  readonly found: readonly Found[];
  /** Where to go on, text of the connector's own. After the last page: where to begin the next time, overlap included. */
  readonly next: string;
  /** By the source's own sign of an end, never by a short page. */
  readonly end: boolean;
  /** The latest time of the source seen on it; null: none. */
  readonly reached: Instant | null;
}

/** What a source lists in an order that can be taken up again: tickets by their last change, ratings by theirs. */
export interface Stream {
  /** `tickets` is the first; unique in the source. */
  readonly name: string;
  /** The cursor of the first page; since null: from the very beginning. */
  start(since: Instant | null): string;
  page(cursor: string, lane: Lane): Promise<Page>;
}

/** One right or credential, tried by itself. */
export interface Check {
  /** What is tried: `Reads the history of tickets`. */
  readonly title: string;
  run(): Promise<CheckOutcome>;
}

export interface CheckOutcome {
  readonly result: 'ok' | 'warning' | 'failed';
  readonly said: string;
  /** What to do, where the result is not ok. */
  readonly remedy?: string;
}

export interface RemoteWebhook {
  /** The source's own id of it. */
  readonly id: string;
  readonly isOn: boolean;
}

/** Our webhook at the source, and nobody else's. */
export interface WebhookSetup {
  /** Where it calls and what it is called tell that it is ours; of `known` (its id, kept when it was made) both. Null: it is not there. */
  find(address: string, known: string | null): Promise<RemoteWebhook | null>;
  /**
   * Makes it. `secret`: ours to set; the one returned is what the source signs with, which may be the source's own.
   * Null where the source does not give it away and takes none.
   */
  create(address: string, secret: string): Promise<{ readonly id: string; readonly secret: string | null }>;
  remove(id: string): Promise<void>;
  /** Has the source send something to it. Null: it has no way to. */
  readonly test: ((id: string) => Promise<void>) | null;
}

/** A calendar of the source as `rules/calendars` would have it, and what could not be said in it. */
export interface FoundCalendar {
  /** Its id: lower case letters, digits and `-`, made of the source's name for it. */
  readonly spec: CalendarSpec;
  readonly notes: readonly string[];
}

/** A source that is read over the network. Whatever fails throws SourceTrouble. */
export interface Remote {
  /** How many tickets are read in one go. */
  readonly atOnce: number;
  /** In the order asked for, each exactly once, also those that are gone. */
  readTickets(tickets: readonly string[], lane: Lane): Promise<readonly TicketRead[]>;
  readonly streams: readonly Stream[];
  /** All tickets there are that changed since, by a way that misses none: for finding drift and deletions. */
  versions(since: Instant): AsyncIterable<readonly Listed[]>;
  /** Agents, groups and who is in which; users who only ask are left out. */
  people(): AsyncIterable<readonly Found[]>;
  /** Null: the source has no way to tell. */
  calendars: (() => Promise<readonly FoundCalendar[]>) | null;
  readonly checks: readonly Check[];
  /** Null: only an administrator can make one, by `byHand`. */
  readonly webhook: WebhookSetup | null;
  /** What an administrator does to have webhooks sent, and what rights the reading account needs; one step each. */
  byHand(address: string): readonly string[];
}

/** What a connector needs to read its source. */
export interface RemoteParts {
  readonly from: ReadingFrom;
  /** Reaches this one source and nothing else. The secret stays with it. */
  readonly clientBy: (rules: ClientRules) => Client;
  readonly now: () => Instant;
}
