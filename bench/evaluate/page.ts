import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createApp } from '../../src/api/app.ts';
import { listen } from '../../src/api/listen.ts';
import type { AgentId } from '../../src/domain/ids.ts';
import { type Line, whoIsWho } from '../../src/pipeline.ts';
import { lineOver } from './desk.ts';

const PEOPLE = 50;
/** Before it is timed: a service that has just begun reads its files first. */
const WARM = 5;

/** Milliseconds until the server has answered all that the page of one person asks for, for people all over the desk. */
export async function pageTimes(folder: string): Promise<number[]> {
  const line = await lineOver(folder);
  const desk = { ...line, whoIsWho: () => whoIsWho(line), readingNow: () => Promise.reject(new Error('not asked')) };
  const log = pino({ level: 'silent' });
  const app = createApp({ desk: () => desk, registry: new Registry(), token: null, webFolder: null, log });
  const server = await listen(app, '127.0.0.1', 0);
  try {
    const times: number[] = [];
    for (const [i, id] of (await peopleAllOver(line, WARM + PEOPLE)).entries()) {
      const ms = await page(server.url, id);
      if (i >= WARM) times.push(ms);
    }
    return times.sort((a, b) => a - b);
  } finally {
    await server.close();
    await line.store.close();
  }
}

/** So many, from all over the desk. */
export async function peopleAllOver({ store }: Line, count: number): Promise<AgentId[]> {
  const people = (await store.agents()).filter(({ bot }) => !bot).map(({ id }) => id);
  return people.filter(
    (_, i) => Math.floor((i * count) / people.length) !== Math.floor(((i - 1) * count) / people.length),
  );
}

/** As a browser asks: all at once. @returns milliseconds */
export async function page(url: string, id: AgentId): Promise<number> {
  const root = `${url}/api/v1`;
  const one = `${root}/agents/${encodeURIComponent(id)}`;
  const startedAt = performance.now();
  await Promise.all([one, `${one}/figures`, `${one}/mastery`, `${root}/metrics`].map(answered));
  return performance.now() - startedAt;
}

async function answered(address: string): Promise<void> {
  const response = await fetch(address);
  const text = await response.text();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${text}`);
}
