import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import request, { type Response } from 'supertest';
import { expect } from 'vitest';
import { CONNECTORS } from '../../connectors/index.ts';
import { type AppParts, createApp } from '../../src/api/app.ts';
import type { Desk } from '../../src/api/desk.ts';
import { ROUTES } from '../../src/api/routes.ts';
import { problemSchema } from '../../src/api/schemas.ts';
import { deliverRows } from '../../src/inbox/deliver-rows.ts';
import { type Line, whoIsWho, workOff } from '../../src/pipeline.ts';
import { readingNow } from '../../src/reading/reading-now.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';
import { settleDue } from '../../src/settle.ts';
import { type DeskPlan, endOf } from '../../src/simulator/desk-plan.ts';
import { simulateAgents, simulateTickets } from '../../src/simulator/simulate-desk.ts';
import { openStore } from '../../src/store/open-store.ts';

const PLAN: DeskPlan = { seed: 1, agents: 12, weeks: 18, start: Date.UTC(2026, 0, 5) };
/** What an address must carry unharmed. */
export const ODD_TICKET = 'A/1 #2:3?é%41';
export const ODD_AGENT = 'space/Zoë #1';

const odd = { ticket: ODD_TICKET, team: 'north & south', work_type: 'mail', priority: 'P2' };
const at = (hour: number) => new Date(PLAN.start + hour * 3_600_000).toISOString();
const ODD_ROWS = [
  { ...odd, at: at(0), event: 'created' },
  { ...odd, at: at(1), event: 'assigned', agent: ODD_AGENT },
  { ...odd, at: at(2), event: 'status', value: 'parked-somewhere', actor: ODD_AGENT },
  { ...odd, at: at(3), event: 'status', value: 'resolved', actor: ODD_AGENT },
  { ...odd, at: 'yesterday', event: 'note' },
];

/** A line over an empty store, in memory where no folder is given, by the shipped rules. */
export async function emptyLine(folder = ':memory:'): Promise<Line> {
  const rules = loadRules(await readRuleFiles(join(import.meta.dirname, '../../rules')));
  return { store: await openStore(folder), connectors: CONNECTORS, rules };
}

/** Tells a simulated desk's log to the inbox, and a ticket with an awkward id. Nothing is worked off yet. */
export async function deliverDesk({ store }: Line, plan = PLAN): Promise<void> {
  await store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
  const from = { source: 'desk', origin: 'simulated', receivedAt: endOf(plan) };
  await deliverRows(store, { ...from, about: 'agent' }, simulateAgents(plan));
  await deliverRows(store, { ...from, about: 'ticket' }, simulateTickets(plan));
  await deliverRows(store, { ...from, origin: 'by hand', about: 'ticket' }, ODD_ROWS);
}

export async function settledLine(): Promise<Line> {
  const line = await emptyLine();
  await deliverDesk(line);
  await workOff(line);
  await settleDue(line, endOf(PLAN));
  return line;
}

export const deskOf = (line: Line): Desk => ({
  ...line,
  whoIsWho: () => whoIsWho(line),
  readingNow: () =>
    readingNow(
      line.store,
      line.rules.sources.map(({ id }) => id),
      Date.now(),
    ),
});

/** What goes to the log, line by line. */
export function keptLog() {
  const lines: string[] = [];
  return { lines, log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }) };
}

export function appOf(line: Line, parts: Partial<AppParts> = {}) {
  const { log } = keptLog();
  return createApp({ desk: () => deskOf(line), registry: new Registry(), token: null, webFolder: null, log, ...parts });
}

export type App = ReturnType<typeof createApp>;

/** Asks for a path of the API; the answer is held to the schema of its route, to the last field. */
export async function ask(app: App, path: string, query: Record<string, string> = {}): Promise<Response> {
  const response = await request(app).get(`/api/v1${path}`).query(query);
  if (response.status !== 200) return problem(response);
  const route = ROUTES.find(
    (one) => one.method === 'get' && new RegExp(`^${one.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path),
  );
  expect(response.headers['content-type']).toMatch(/^application\/json/);
  expect(response.headers['cache-control']).toBe('no-store');
  expect(route!.response.parse(response.body)).toEqual(response.body);
  return response;
}

/** Holds an answer to the form of all errors. */
export function problem(response: Response): Response {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  const body = problemSchema.strict().parse(JSON.parse(response.text));
  expect(body.status).toBe(response.status);
  expect(body.detail.length).toBeGreaterThan(20);
  return Object.assign(response, { body });
}
