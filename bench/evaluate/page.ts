import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createApp } from '../../src/api/app.ts';
import { listen } from '../../src/api/listen.ts';
import { whoIsWho } from '../../src/pipeline.ts';
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
    const people = (await line.store.agents()).filter(({ bot }) => !bot).map(({ id }) => id);
    const times: number[] = [];
    for (let i = 0; i < WARM + PEOPLE; i += 1) {
      const id = people[Math.floor(((i + 0.5) * people.length) / (WARM + PEOPLE))] ?? '';
      const ms = await page(`${server.url}/api/v1`, id);
      if (i >= WARM) times.push(ms);
    }
    return times.sort((a, b) => a - b);
  } finally {
    await server.close();
    await line.store.close();
  }
}

/** As a browser asks: all at once. */
async function page(root: string, id: string): Promise<number> {
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
