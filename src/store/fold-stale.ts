import type { Kysely } from 'kysely';
import type { TicketId } from '../domain/ids.ts';
import { idChunks } from './chunks.ts';
import { inTransaction } from './conflict.ts';
import { replaceContributions } from './contribution-tables.ts';
import { claimed } from './dialect.ts';
import { eventsOf } from './event-table.ts';
import { neighboursOf } from './neighbour-queries.ts';
import { noteOpenings } from './opening-tables.ts';
import { agents, aliases } from './people-tables.ts';
import { blamingOne } from './poisoned.ts';
import { replaceDue } from './sla-tables.ts';
import { sources } from './source-tables.ts';
import type { Fold } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/**
 * The marks are claimed first, and events and people read after: whatever adds an event, or says who is whom, has to wait
 * for the mark's row (stale.ts) and puts the mark back when this has ended. Read first, what comes in between would be
 * lost with its mark.
 */
export async function foldStale(db: Db, limit: number, fold: Fold): Promise<number> {
  await noteAhead(db, limit);
  return blamingOne((alone) =>
    inTransaction(db, async (tx) => {
      const noted = tx.selectFrom('stale_ticket').select('ticket_id').where('noted', '=', 1);
      const stale = noted.where('failed', 'is', null);
      const rows = await claimed(tx, stale.orderBy('ticket_id').limit(limit), 'stale_ticket').execute();
      const tickets = rows.map(({ ticket_id }) => ticket_id as TicketId);
      const [first] = tickets;
      if (first === undefined) return 0;
      if (limit === 1) alone({ ticket: first });
      const events = await eventsOf(tx, tickets);
      const people = { aliases: await aliases(tx), agents: await agents(tx), sources: await sources(tx) };
      const neighbours = await neighboursOf(tx, tickets);
      const folded = [...events].map(([ticket, ofOne]) => fold(ofOne, people, neighbours.get(ticket) ?? []));
      await replaceContributions(
        tx,
        tickets,
        folded.flatMap(({ contributions }) => contributions),
      );
      for (const ids of idChunks(tickets)) {
        await tx.deleteFrom('stale_ticket').where('ticket_id', 'in', ids).execute();
      }
      await replaceDue(
        tx,
        tickets,
        folded.flatMap(({ due }) => due),
      );
      return tickets.length;
    }),
  );
}

/** Batches: where openings are noted well before tickets are folded, few tickets have to be folded again for them. */
const AHEAD = 4;

/** One alone keeps to itself, so that it can be blamed. */
async function noteAhead(db: Db, limit: number): Promise<void> {
  for (let i = 0; i < (limit === 1 ? 1 : AHEAD); i += 1) {
    if ((await noteOpenings(db, limit)) < limit) return;
  }
}
