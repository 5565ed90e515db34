import { z } from 'zod';
import type { Client } from '../../../src/connector/client.ts';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { idOrNull } from '../schema.ts';
import { asked, NOT_HERE, timeTold } from './paging.ts';

export interface Deletion {
  readonly at: Instant;
  readonly by: string | null;
}

/** Tickets deleted in the last 30 days are listed, by page number only: with a cursor the order is lost. */
const MOST_PAGES = 100;

const listing = z.object({
  deleted_tickets: z.array(
    z.object({ id: idOrNull, deleted_at: z.string(), actor: z.object({ id: idOrNull }).nullish() }),
  ),
  next_page: z.string().nullish(),
});

/** When tickets were deleted, as far as the account still tells. */
export class Deletions {
  readonly #client: Client;
  readonly #known = new Map<string, Deletion>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** An export said so. */
  saw(ticket: string, at: Instant): void {
    const known = this.#known.get(ticket);
    if (known === undefined || known.at < at) this.#known.set(ticket, { at, by: null });
  }

  /** It is there: if it had been deleted, it was brought back. */
  isThere(ticket: string): void {
    this.#known.delete(ticket);
  }

  /** Of tickets that are not found. Those it does not know are left out. */
  async of(tickets: readonly string[], lane: Lane): Promise<ReadonlyMap<string, Deletion>> {
    const isKnown = () => tickets.every((id) => this.#known.has(id));
    for (let page = 1; !isKnown() && page <= MOST_PAGES; page++) {
      const query = { page, per_page: 100, sort_by: 'deleted_at', sort_order: 'desc' };
      const ask = { path: '/api/v2/deleted_tickets', query, also: NOT_HERE, lane };
      const listed = await asked(this.#client, ask, listing);
      for (const { id, deleted_at: at, actor } of listed?.deleted_tickets ?? []) {
        if (id !== null) this.#known.set(id, { at: timeTold(ask, at), by: actor?.id ?? null });
      }
      if (listed?.next_page == null) break;
    }
    return new Map(tickets.flatMap((id) => [[id, this.#known.get(id)] as const]).filter(isDeletion));
  }
}

const isDeletion = (one: readonly [string, Deletion | undefined]): one is [string, Deletion] => one[1] !== undefined;
