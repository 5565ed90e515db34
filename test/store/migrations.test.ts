import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('a desk of an earlier shape', () => {
  it('holds the same once it is opened: what holds, and what was superseded', async () => {
    const folder = places.path('a');
    await atStore(folder, (store) => fillDesk(store, 60));
    atTables(folder, (db) => db.exec('delete from off_day'));
    const [digest, rows] = [await digestAt(folder), await rowsOf(folder)];
    expect(rows['superseded_contribution']).toBeGreaterThan(9);
    atTables(folder, beforeSuperseded);
    expect(await digestAt(folder)).toEqual(digest);
    expect(await rowsOf(folder)).toEqual(rows);
  });
});
