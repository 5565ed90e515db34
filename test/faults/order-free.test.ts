import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Line } from '../../src/pipeline.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Digest } from '../../src/store/store.ts';
import { freshSchema, hasPostgres, type TestDatabase, testDatabase, unlessPostgres } from '../postgres/server.ts';
import { Places } from '../store/places.ts';
import { ROUNDS, SEED } from './amount.ts';
import { lineOn, rulesWithSource, undisturbed } from './desk.ts';
import { inSmallBatches, interleavings, type Lines, take, toTheEnd } from './lines.ts';
import { recordedStream, SOURCE } from './stream.ts';

const CONNECTOR = { source: SOURCE, connector: 'ticket-log', settings: null };
const RUNS = { seed: SEED, numRuns: ROUNDS, endOnFailure: true };
const timeout = 60_000 + ROUNDS * 6_000;

/** Two people's week: short, so that many interleavings are seen. */
const stream = recordedStream(1, 2);
let places: Places;
let rules: string;
let expected: Digest;
beforeAll(async () => {
  places = await Places.make();
  rules = rulesWithSource(places);
  expected = await undisturbed(stream, rules);
});
afterAll(() => places.remove());

/** Opens a line for each location, lets them be at work, and holds what comes of it to the undisturbed run. */
async function atLines(
  locations: readonly string[],
  work: (lines: readonly Line[]) => Promise<unknown>,
): Promise<void> {
  const stores = await Promise.all(locations.map((location) => openStore(location)));
  try {
    const lines = await Promise.all(stores.map((store) => lineOn(inSmallBatches(store), rules)));
    for (const line of lines) await line.store.configureSource(CONNECTOR);
    await work(lines);
    for (const line of lines) await toTheEnd(line);
    expect(await stores[0]?.digest()).toEqual(expected);
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

describe('any interleaving and duplication of a stream gives one digest', () => {
  it(`on SQLite, 1, 2 and 4 lines taking turns at one file, ${ROUNDS} times`, { timeout }, async () => {
    const run = async (lines: Lines) => {
      const folder = join(places.folder, 'desk');
      await atLines([folder], async ([line]) => {
        if (line === undefined) return;
        for (let turn = 0; lines.some((steps) => turn < steps.length); turn += 1) {
          for (const steps of lines) {
            const step = steps[turn];
            if (step !== undefined) await take(line, stream, step);
          }
        }
      });
      rmSync(folder, { recursive: true });
    };
    await fc.assert(fc.asyncProperty(interleavings(stream.webhooks.length), run), RUNS);
  });

  describe.skipIf(!hasPostgres)(`on PostgreSQL${unlessPostgres}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await testDatabase();
    });
    afterAll(() => database.stop());

    it(`1, 2 and 4 at one schema at once, each with connections of its own, ${ROUNDS} times`, { timeout }, async () => {
      const run = async (lines: Lines) => {
        const { url, drop } = freshSchema(database);
        const each = async (line: Line, steps: Lines[number]) => {
          for (const step of steps) await take(line, stream, step);
        };
        await atLines(
          lines.map(() => url),
          (opened) => Promise.all(opened.map((line, i) => each(line, lines[i] ?? []))),
        );
        await drop();
      };
      await fc.assert(fc.asyncProperty(interleavings(stream.webhooks.length), run), RUNS);
    });
  });
});
