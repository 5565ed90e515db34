import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seededRandom } from '../../src/simulator/random.ts';
import { Places } from '../store/places.ts';
import { ROUNDS, SEED, told } from './amount.ts';
import { expectUndisturbed, rulesWithSource } from './desk.ts';
import { Sender } from './sender.ts';
import { ServeProcess } from './serve-process.ts';
import { recordedStream } from './stream.ts';
import { nothingLeft } from './waiting.ts';

/** Some are killed while they start, after so many milliseconds at most. */
const KILLED_AT_START = 0.1;
const START_MS = 1_000;

let places: Places;
let server: ServeProcess | undefined;
let sender: Sender | undefined;
beforeEach(async () => {
  places = await Places.make();
});
afterEach(async () => {
  sender?.end();
  await server?.kill();
  await places.remove();
});

/** Whether the desk as it was left has work in it; asked of a copy, as to look at it would already mend it. */
function leftAtWork(data: string): boolean {
  const copy = places.path('left');
  mkdirSync(copy);
  cpSync(data, copy, { recursive: true });
  const db = new DatabaseSync(join(copy, 'stepladder.db'));
  const left = `select (select count(*) from delivery where state = 'pending') + (select count(*) from stale_ticket) as n`;
  const { n } = db.prepare(left).get() as { n: number };
  db.close();
  return n > 0;
}

it(`SQLite: the server killed ${ROUNDS} times under load loses, doubles and misplaces nothing`, {
  timeout: 60_000 + ROUNDS * 15_000,
}, async () => {
  const random = seededRandom(SEED, 3);
  const stream = recordedStream(SEED, Math.max(12, ROUNDS));
  const rules = rulesWithSource(places);
  const data = places.path('desk');
  const start = () => new ServeProcess({ data, rules, compiled: join(places.folder, 'compiled') });
  const figures = { rounds: ROUNDS, atStart: 0, inFlight: 0, leftAtWork: 0 };
  const begun = performance.now();

  server = start();
  await server.listening;
  expect(await server.end()).toBe(0); // only a process that ends by itself leaves its compiled code
  const vendor = new Sender(stream.webhooks, () => (server?.url == null ? [] : [server.url]), SEED);
  sender = vendor;
  const sending = vendor.send();
  for (let round = 0; round < ROUNDS; round += 1) {
    const share = stream.webhooks.length / ROUNDS;
    vendor.allowed = Math.floor((round + 1) * share);
    server = start();
    if (random.chance(KILLED_AT_START)) {
      figures.atStart += 1;
      await pause(random.between(0, START_MS));
    } else {
      await server.listening;
      const enough = vendor.accepted.size + random.between(0, 0.9) * (vendor.allowed - vendor.accepted.size);
      await expect.poll(() => vendor.accepted.size, { timeout: 30_000, interval: 1 }).toBeGreaterThanOrEqual(enough);
      await pause(random.between(0, 10));
    }
    if (vendor.inFlight > 0) figures.inFlight += 1;
    expect(server.fell, server.said).toBe(false);
    await server.kill();
    if (leftAtWork(data)) figures.leftAtWork += 1;
  }
  server = start();
  vendor.allowed = Number.POSITIVE_INFINITY;
  await sending;
  await nothingLeft(await server.listening);
  expect(await server.end()).toBe(0);
  expect(vendor.unexpected).toEqual([]);
  const { accepted, resends } = vendor;
  const seconds = Math.round((performance.now() - begun) / 1000);
  told('SQLite', { ...figures, accepted: accepted.size, resends, seconds });
  await expectUndisturbed(data, { stream, rules, accepted });
});
