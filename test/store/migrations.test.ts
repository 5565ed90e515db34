import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { anyContribution } from './any-contribution.ts';
import { contribution } from './facts.ts';
import { fillDesk, rowsOf } from './full-desk.ts';
import { beforeSuperseded } from './older-desk.ts';
import { atStore, digestAt, Places } from './places.ts';

let places: Places;
beforeEach(async () => {
  places = await Places.make();
});
afterEach(() => places.remove());

function atTables(folder: string, act: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(join(folder, 'stepladder.db'));
  act(db);
  db.close();
}

/** Contributions with whatever a ticket may have come to, a superseded one and one that holds of each ticket. */
async function foldAgain(store: Store): Promise<void> {
  const rows = fc.sample(anyContribution, { seed: 1, numRuns: 60 });
  await store.markAllTicketsStale();
  await store.foldStale(60, ([event]) => {
    const { ticketId } = event ?? contribution('none', null);
    const contributions = rows.splice(0, 2).map((one, i) => ({
      contribution: { ...one, ticketId },
      knownFrom: i,
      knownUntil: i === 0 ? 1 : null,
    }));
    return { due: [], contributions };
  });
}

describe('a desk of an earlier shape', () => {
  it('holds the same once it is opened: what holds, and what was superseded', async () => {
    const folder = places.path('a');
    await atStore(folder, async (store) => {
      await fillDesk(store, 60);
      await foldAgain(store);
    });
    atTables(folder, (db) => db.exec('delete from off_day'));
    const [digest, rows] = [await digestAt(folder), await rowsOf(folder)];
    expect(rows['superseded_contribution']).toBeGreaterThan(9);
    atTables(folder, beforeSuperseded);
    expect(await digestAt(folder)).toEqual(digest);
    expect(await rowsOf(folder)).toEqual(rows);
  });
});
