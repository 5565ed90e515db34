import { describe, expect, it } from 'vitest';
import { TABLE_NAMES, tablesThere } from '../../src/store/kept-tables.ts';
import { openTables } from '../../src/store/open-store.ts';

describe('the list of tables', () => {
  it('has every table that the migrations make: what is not listed would not move along', async () => {
    const db = await openTables(':memory:');
    expect(await tablesThere(db)).toEqual([...TABLE_NAMES].sort());
    await db.destroy();
  });
});
