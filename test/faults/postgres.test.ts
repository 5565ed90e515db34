import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/config.ts';
import { seededRandom } from '../../src/simulator/random.ts';
import { hasOwnPostgres, type OwnServer, ownServer } from '../postgres/server.ts';
import { Places } from '../store/places.ts';
import { ROUNDS_OF_MANY as ROUNDS, SEED, told } from './amount.ts';
import { expectUndisturbed, rulesWithSource } from './desk.ts';
import { type Outage, Sender } from './sender.ts';
import { ServeProcess } from './serve-process.ts';
import { recordedStream } from './stream.ts';
import { nothingLeft, ready } from './waiting.ts';

const unless = hasOwnPostgres ? '' : ' (skipped: no PostgreSQL to kill; install postgresql)';
/** Two of each; the server itself stands for them all. */
const ROLES: readonly Role[] = ['api', 'api', 'worker', 'worker'];
const OUTAGE_MS = 600;
const PATIENCE = { timeout: 60_000, interval: 5 };

describe.skipIf(!hasOwnPostgres)(`PostgreSQL${unless}`, () => {
  let database: OwnServer;
  let places: Places;
  let processes: ServeProcess[] = [];
  let sender: Sender | undefined;
  beforeAll(async () => {
    database = await ownServer();
    places = await Places.make();
  });
  afterAll(async () => {
    sender?.end();
    await Promise.all(processes.map((one) => one.kill()));
    await places.remove();
    await database.stop();
  });

  it(`two api processes, two workers and the server itself, one of them killed ${ROUNDS} times under load, lose, double and misplace nothing`, {
    timeout: 120_000 + ROUNDS * 30_000,
  }, async () => {
    const random = seededRandom(SEED, 4);
    const stream = recordedStream(SEED, Math.max(12, ROUNDS * 3));
    const data = places.schema(database);
    const options = { data, rules: rulesWithSource(places), compiled: join(places.folder, 'compiled') };
    const start = (role: Role) => new ServeProcess({ ...options, role });
    const killed = { api: 0, worker: 0, server: 0 };
    const figures = { rounds: ROUNDS, inFlight: 0, refused: 0 };
    const begun = performance.now();
    processes = ROLES.map(start);
    await Promise.all(processes.map(({ listening }) => listening));
    const apis = () => processes.filter((_, i) => ROLES[i] === 'api').flatMap(({ url }) => url ?? []);
    const vendor = new Sender(stream.webhooks, apis, SEED);
    sender = vendor;
    const sending = vendor.send();

    /** Nothing is accepted meanwhile, every webhook is refused so that it comes again, and nobody else falls. */
    const outage = async () => {
      await database.kill();
      await pause(20); // answers on their way
      const now: Outage = { refused: 0, wrong: [] };
      vendor.outage = now;
      await pause(random.between(OUTAGE_MS / 2, OUTAGE_MS));
      await expect.poll(() => now.refused, PATIENCE).toBeGreaterThan(0);
      vendor.outage = null;
      await database.startAgain();
      expect(now.wrong).toEqual([]);
      figures.refused += now.refused;
    };
    const restart = async (i: number, role: Role) => {
      await processes[i]?.kill();
      const again = start(role);
      processes[i] = again;
      await again.listening;
    };

    for (let round = 0; round < ROUNDS; round += 1) {
      vendor.allowed = Math.floor(((round + 1) * stream.webhooks.length) / ROUNDS);
      const enough = vendor.accepted.size + random.between(0, 0.8) * (vendor.allowed - vendor.accepted.size);
      await expect.poll(() => vendor.accepted.size, PATIENCE).toBeGreaterThanOrEqual(enough);
      await pause(random.between(0, 10));
      if (vendor.inFlight > 0) figures.inFlight += 1;
      const victim = round % (ROLES.length + 1);
      const role = ROLES[victim];
      killed[role === 'api' || role === 'worker' ? role : 'server'] += 1;
      await (role === undefined ? outage() : restart(victim, role));
      for (const one of processes) expect(one.fell, one.said).toBe(false);
    }
    vendor.allowed = Number.POSITIVE_INFINITY;
    await sending;
    await nothingLeft(apis()[0] ?? '');
    await Promise.all(processes.map(async ({ listening }) => ready(await listening)));
    expect(await Promise.all(processes.map((one) => one.end()))).toEqual(processes.map(() => 0));
    expect(vendor.unexpected).toEqual([]);
    const { accepted, resends } = vendor;
    const seconds = Math.round((performance.now() - begun) / 1000);
    told('PostgreSQL', { ...figures, killed, accepted: accepted.size, resends, seconds });
    await expectUndisturbed(data, { stream, rules: options.rules, accepted });
  });
});
