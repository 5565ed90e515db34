import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rowDelivery } from '../../src/inbox/deliver-rows.ts';
import { type Line, workOff } from '../../src/pipeline.ts';
import { lineOver, SOURCE } from './desk.ts';

const EVENTS = { warm: 10, measured: 100 } as const;

/** Milliseconds, sorted, that one more event takes of some ticket of each store until its figures rest on it; by turns. */
export async function oneMoreEach(folders: readonly string[]): Promise<number[][]> {
  const desks = [];
  for (const folder of folders)
    desks.push({ line: await lineOver(folder), tickets: someTickets(folder), times: [] as number[] });
  for (let n = 0; n < EVENTS.warm + EVENTS.measured; n += 1) {
    for (const { line, tickets, times } of desks) {
      const ms = await oneMore(line, tickets[n] ?? '', n);
      if (n >= EVENTS.warm) times.push(ms);
    }
  }
  for (const { line } of desks) await line.store.close();
  return desks.map(({ times }) => times.sort((a, b) => a - b));
}

/** From all over the store. */
function someTickets(folder: string): string[] {
  const db = new DatabaseSync(join(folder, 'stepladder.db'), { readOnly: true });
  const [first, last] = ['asc', 'desc'].map(
    (order) =>
      db.prepare(`select rowid as row from ticket_event order by rowid ${order} limit 1`).get()?.['row'] as number,
  );
  const at = db.prepare('select ticket_id from ticket_event where rowid >= ? limit 1');
  const all = EVENTS.warm + EVENTS.measured;
  const found = Array.from({ length: all }, (_, i) =>
    String(at.get(Math.floor((first ?? 0) + (((last ?? 0) - (first ?? 0)) * ((i * 7919) % all)) / all))?.['ticket_id']),
  );
  db.close();
  return found;
}

/** A note, by row through the inbox. */
async function oneMore(line: Line, ticket: string, n: number): Promise<number> {
  const receivedAt = Date.now();
  // Of now, and so another one each time the bench runs on a store it has kept.
  const at = new Date(receivedAt).toISOString();
  const row = { ticket: ticket.slice(SOURCE.length + 1), at, event: 'note', actor: 'somebody' };
  const startedAt = performance.now();
  await line.store.addDeliveries([
    rowDelivery({ source: SOURCE, about: 'ticket', origin: `bench ${receivedAt}`, receivedAt }, n, null, row),
  ]);
  await workOff(line);
  return performance.now() - startedAt;
}
