import type { Agent } from '../domain/agent.ts';
import type { Instant } from '../domain/interval.ts';
import type { TicketEvent } from '../domain/ticket-event.ts';
import type { Remote, RemoteParts } from './remote.ts';

/** What a connector reads of a delivery: what arrived, as it arrived, and when. */
export interface DeliveredFact {
  /** `ticket` facts become ticket events; `agent` facts describe the people who work them. */
  readonly about: 'ticket' | 'agent';
  readonly receivedAt: Instant;
  /** Unique within the source: the same fact delivered twice has the same key. */
  readonly key: string;
  /** Values by column or field name, as the source wrote them. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a delivery says, in our words. */
export interface Normalised {
  readonly events: readonly TicketEvent[];
  readonly agents: readonly Agent[];
  /** Source words and columns we have no mapping for: kept, counted, never thrown. */
  readonly unmapped: readonly Unmapped[];
  /**
   * Tickets, by the source's own ids, of which this says only that something has changed: what did is to be read from
   * the source, which tells it whole and in order. Absent: none.
   */
  readonly reread?: readonly string[];
}

export interface Unmapped {
  /** `status`, `event`, `column` ... */
  readonly what: string;
  readonly word: string;
}

/** How we understand one kind of source. `normalise` is pure: the same fact always gives the same events. */
export interface Connector {
  readonly id: string;
  readonly title: string;
  /**
   * Reads a source's settings (a mapping file's text; null where none is needed) into a function from facts to events.
   * Throws InvalidSettings, with line and column, for settings it cannot use; the function throws Rejected.
   */
  configure(source: string, settings: string | null): ConfiguredSource;
  /** How its source is read over the network; absent: it only comes by webhooks and files. Throws InvalidSettings. */
  readonly open?: (parts: RemoteParts) => Remote;
}

export interface ConfiguredSource {
  readonly source: string;
  /** Columns that must be there, so that a wrong file is refused before a row of it is kept. */
  readonly neededColumns: readonly string[];
  /** Accounts that are automations, as `space/name`: their time is nobody's. */
  readonly bots: readonly string[];
  readonly normalise: (fact: DeliveredFact) => Normalised;
}
