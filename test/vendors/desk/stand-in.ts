import type { Desk, Happening, TicketStory } from './story.ts';

/** A webhook as the vendor would send it, signed at the time it is made. */
export interface OutgoingWebhook {
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What every stand-in for a vendor can do. One desk, one clock; nothing in it reads the machine's time. */
export interface StandIn<Traps extends string = string> {
  /** Where its REST API is, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Its traps, on and off while it runs; all off at first. */
  readonly traps: Record<Traps, boolean>;
  /** How often each endpoint was asked, by `METHOD /path` with ids replaced by `{id}`; and how it answered. */
  readonly asked: Map<string, number>;
  /** Makes it so: record, history, promises, webhooks. Happenings of all tickets come in order of time. */
  happen(story: TicketStory, happening: Happening): void;
  /** Takes all webhooks made since it was asked last, for those registered, or for the address given at the start. */
  takeWebhooks(): OutgoingWebhook[];
  /** The vendor's id of a ticket, as its API names it. */
  idOf(story: TicketStory): string;
  /** While false, nobody is at home: requests get no answer, or 503. Webhooks are still made. */
  up: boolean;
  close(): Promise<void>;
}

export interface StandInOptions {
  readonly desk: Desk;
  /** The desk's time, milliseconds UTC. */
  readonly clock: () => number;
  /** Signs webhooks until others are registered; null: none are made until then. */
  readonly webhookSecret: string | null;
}
