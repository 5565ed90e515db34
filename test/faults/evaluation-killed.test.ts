import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { workOff } from '../../src/pipeline.ts';
import { settleDue } from '../../src/settle.ts';
import { deliverDesk, emptyLine } from '../api/desk.ts';
import { childrenOf } from '../children-of.ts';
import { ROOT } from '../e2e/cli.ts';
import { atStore, Places } from '../store/places.ts';
import { ServeProcess } from './serve-process.ts';
import { ready } from './waiting.ts';

const PATIENCE = { timeout: 60_000, interval: 10 };
const PLAN = { seed: 3, agents: 8, weeks: 12, start: Date.UTC(2026, 0, 5) };

let places: Places;
let server: ServeProcess | undefined;
beforeEach(async () => {
  places = await Places.make();
});
afterEach(async () => {
  await server?.kill();
  await places.remove();
});

it('a service whose evaluation is killed goes on, says what to do, and makes it again', async ({ skip }) => {
  if (childrenOf(process.pid) === null) return skip('this system does not tell what processes one has begun');
  const data = places.path('desk');
  const line = await emptyLine(data);
  await deliverDesk(line, PLAN);
  await workOff(line);
  await line.store.close();
  const compiled = join(places.folder, 'compiled');
  const running = new ServeProcess({ data, rules: join(ROOT, 'rules'), compiled });
  server = running;
  const url = await running.listening;
  await expect.poll(() => childrenOf(running.pid)?.length, PATIENCE).toBe(1);
  for (const pid of childrenOf(running.pid) ?? []) process.kill(pid, 'SIGKILL');
  await expect.poll(() => running.said, PATIENCE).toContain('as happens where memory runs short');
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await ready(url);
  expect(await running.end()).toBe(0);
  const here = await emptyLine();
  await deliverDesk(here, PLAN);
  await settleDue(here, Date.now());
  expect(await atStore(data, (store) => store.digest())).toEqual(await here.store.digest());
  await here.store.close();
});
