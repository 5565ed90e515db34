import type { Instant } from '../domain/interval.ts';

/** What arrived, as it arrived. `body`: JSON; an array of values goes with the columns of its sheet. */
export interface NewDelivery {
  readonly source: string;
  /** Unique within the source: what is delivered twice is kept once. */
  readonly key: string;
  readonly about: 'ticket' | 'agent';
  readonly receivedAt: Instant;
  /** File or sender, and row within it, to name it by. */
  readonly origin: string;
  readonly position: number;
  readonly columns: readonly string[] | null;
  readonly body: string;
}
