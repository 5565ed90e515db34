import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Line, workOff } from '../src/pipeline.ts';
import { settleDue } from '../src/settle.ts';
import { settleApart } from '../src/settle-apart.ts';
import { type DeskPlan, endOf } from '../src/simulator/desk-plan.ts';
import { deliverDesk, emptyLine } from './api/desk.ts';
import { childrenOf } from './children-of.ts';
import { hasPostgres, type TestDatabase, testDatabase, unlessPostgres } from './postgres/server.ts';
import { Places } from './store/places.ts';

const PLAN: DeskPlan = { seed: 7, agents: 4, weeks: 8, start: Date.UTC(2026, 0, 5) };
const END = endOf(PLAN);
const GOES_ON = new AbortController().signal;
const SOON_MS = 5_000;

let places: Places;
beforeAll(async () => {
  places = await Places.make();
});
afterAll(() => places.remove());

async function deskAt(location: string): Promise<Line> {
  const line = await emptyLine(location);
  await deliverDesk(line, PLAN);
  await workOff(line);
  return line;
}

async function at(location: string, work: (line: Line) => Promise<void>): Promise<void> {
  const line = await deskAt(location);
  try {
    await work(line);
  } finally {
    await line.store.close();
  }
}

/** What the same desk comes to when it is settled in one process. */
async function expectSettled({ store }: Line): Promise<void> {
  const here = await deskAt(':memory:');
  await settleDue(here, END);
  expect(await store.digest()).toEqual(await here.store.digest());
  expect((await store.evaluations()).length).toBeGreaterThan(4);
  await here.store.close();
}

function describeApart(where: string, place: () => string): void {
  describe(`settled by a process of its own, ${where}`, () => {
    it('evaluations are what they would be here, and it tells how far it is', async () => {
      const location = place();
      await at(location, async (line) => {
        const told: string[] = [];
        await settleApart(location)(line, END, (stage, done) => void told.push(`${stage} ${done}`), GOES_ON);
        expect(told).toContain('evaluating 3');
        await expectSettled(line);
      });
    });

    it('they are broken off when that is asked for, and made at the next time', async () => {
      const location = place();
      await at(location, async (line) => {
        const stop = new AbortController();
        let stoppedAt = Number.NaN;
        const onProgress = () => {
          stoppedAt = performance.now();
          stop.abort();
        };
        await expect(settleApart(location)(line, END, onProgress, stop.signal)).rejects.toThrow('abort');
        expect(performance.now() - stoppedAt).toBeLessThan(SOON_MS);
        await settleApart(location)(line, END, () => {}, GOES_ON);
        await expectSettled(line);
      });
    });

    it('they end with who asked for them, however that ends', async () => {
      const location = place();
      await at(location, async (line) => {
        const asking = spawn(process.execPath, [join(import.meta.dirname, 'settling-process.ts'), location, `${END}`], {
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const bothGone = text(asking.stderr); // theirs together
        await once(asking.stdout, 'data'); // the first week is settled
        asking.kill('SIGKILL');
        await bothGone;
        expect((await line.store.evaluations()).length).toBeLessThan(6);
        await settleApart(location)(line, END, () => {}, GOES_ON);
        await expectSettled(line);
      });
    });
  });
}

describeApart('in a SQLite file', () => places.path('desk'));

describe.skipIf(!hasPostgres)(`PostgreSQL${unlessPostgres}`, () => {
  let database: TestDatabase;
  let schemas: Places;
  beforeAll(async () => {
    [database, schemas] = await Promise.all([testDatabase(), Places.make()]);
  });
  afterAll(async () => {
    await schemas.remove();
    await database.stop();
  });
  describeApart('in a PostgreSQL schema', () => schemas.schema(database));
});

describe('a process that is to settle evaluations', () => {
  it('is not begun where nothing is due', async () => {
    await at(places.path('desk'), async (line) => {
      await settleApart('/nowhere')(line, PLAN.start, () => {}, GOES_ON);
    });
  });

  it('that fails says why in its own words', async () => {
    await at(places.path('desk'), async (line) => {
      const settling = settleApart(join(import.meta.filename, 'desk'))(line, END, () => {}, GOES_ON);
      await expect(settling).rejects.toThrow('Name another --data folder');
    });
  });

  it('that is killed before it could be told what to settle is said to have been', async ({ skip }) => {
    if (childrenOf(process.pid) === null) return skip('this system does not tell what processes one has begun');
    const location = places.path('desk');
    await at(location, async (line) => {
      const killing = new Worker(join(import.meta.dirname, 'killing-at-birth.ts'), { workerData: process.pid });
      try {
        await once(killing, 'message');
        for (let i = 0; i < 5; i++)
          await expect(settleApart(location)(line, END, () => {}, GOES_ON)).rejects.toThrow('was killed (SIGKILL)');
      } finally {
        await killing.terminate();
      }
    });
  });
});
