import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AgentId } from '../../src/domain/ids.ts';
import { type Usage, usedBy } from '../parts/measured.ts';
import { startServer } from '../parts/server-process.ts';
import { lineOver, SOURCE } from './desk.ts';
import { page, peopleAllOver } from './page.ts';

const PEOPLE = 500;
const ASKED_EVERY_MS = 1_000;

interface Served {
  /** From the service's start until all that was due is settled. */
  readonly seconds: number;
  readonly evaluation: Omit<Usage, 'seconds' | 'stdout'>;
  readonly service: Omit<Usage, 'seconds' | 'stdout'>;
  /** The longest that anybody waited meanwhile, milliseconds. */
  readonly waits: { readonly webhook: number; readonly page: number; readonly probe: number };
}

/** A service that finds an evaluation due at its start, while webhooks come in, and people and probes ask. */
export async function served(folder: string, scratch: string, until: number): Promise<Served> {
  const line = await lineOver(folder);
  const people = await peopleAllOver(line, PEOPLE);
  await line.store.close();
  const startedAt = performance.now();
  const server = await startServer(join(import.meta.dirname, 'desk-server.ts'), folder, String(until), scratch);
  let seconds: number | null = null;
  const longest = async (ask: (n: number) => Promise<unknown>): Promise<number> => {
    const waits: number[] = [];
    while (seconds === null) {
      const askedAt = performance.now();
      await ask(waits.length);
      waits.push(performance.now() - askedAt);
      await pause(ASKED_EVERY_MS);
    }
    return Math.max(...waits);
  };
  const settled = async () => {
    while (!(await fetch(`${server.url}/readyz`)).ok) await pause(ASKED_EVERY_MS);
    seconds = (performance.now() - startedAt) / 1000;
  };
  const [webhook, slowest, probe] = await Promise.all([
    longest((n) => send(`${server.url}/webhooks/${SOURCE}`, n)),
    longest((n) => page(server.url, people[n % people.length] as AgentId)),
    longest(() => fetch(`${server.url}/healthz`)),
    settled(),
  ]);
  await server.stop();
  const [service, evaluation] = ['service', 'evaluation'].map((who) => usedBy(join(scratch, `${who}.json`)));
  if (seconds === null || service === undefined || evaluation === undefined) throw new Error('not settled');
  return { seconds, service, evaluation, waits: { webhook, page: slowest, probe } };
}

/** Tells of a ticket that nobody has heard of. */
async function send(url: string, n: number): Promise<void> {
  const at = new Date().toISOString();
  const rows = [{ ticket: `${Date.now()}-${n}`, at, event: 'created', team: 'first', priority: 'P2' }];
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ rows }) });
  if (response.status !== 202) throw new Error(`a webhook was answered ${response.status}: ${await response.text()}`);
}
