import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { z } from 'zod';
import { serve } from '../../src/main.ts';
import { type Line, workOff } from '../../src/pipeline.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { settleDue } from '../../src/settle.ts';
import { type DeskPlan, endOf } from '../../src/simulator/desk-plan.ts';
import { deliverDesk, emptyLine } from '../api/desk.ts';

/** Enough for readiness flags, risk flags, withdrawn ones and a team too small to be shown, in about five seconds. */
const PLAN: DeskPlan = { seed: 1, agents: 30, weeks: 16, start: Date.UTC(2026, 0, 5) };
const WEEK_MS = 7 * 86_400_000;

export interface DemoDesk {
  readonly url: string;
  /** What the API answers to a GET of /api/v1/..., held to its schema. */
  ask<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>>;
  close(): Promise<void>;
}

interface Options {
  readonly token?: string;
  readonly webFolder?: string;
  /** Nothing has come in yet. */
  readonly empty?: boolean;
  /** A source that was read once, has rung since, and does not answer any more. */
  readonly silentSource?: boolean;
}

/** The real service over a simulated desk, all of it settled, on a port of its own. */
export async function startDemoDesk({
  token,
  webFolder,
  empty = false,
  silentSource = false,
}: Options): Promise<DemoDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'stepladder-e2e-'));
  const desk = await emptyLine(folder);
  const line = silentSource ? await withSilentSource(desk) : desk;
  if (!empty) {
    await deliverDesk(line, PLAN);
    await workOff(line);
    await settleDue(line, endOf(PLAN) + WEEK_MS); // to the end: the service is to find nothing due
  }
  const { url, close } = await serve({
    line,
    host: '127.0.0.1',
    port: 0,
    token: token ?? null,
    webFolder: webFolder ?? null,
    secretsOf: () => ['a secret'],
    credentialOf: () => 'a credential',
    log: pino({ level: 'silent' }),
  });
  const headers = { authorization: `Bearer ${token}` };
  while (!(await fetch(`${url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    url,
    ask: async (path, schema) => {
      const response = await fetch(`${url}/api/v1${path}`, { headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return schema.parse(await response.json());
    },
    close: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const SILENT = `
helpdesk:
  connector: zendesk
  verify: { kind: zendesk }
  read: { url: "http://127.0.0.1:9", sign_in: { kind: bearer } }
`;

async function withSilentSource(line: Line): Promise<Line> {
  const { store } = line;
  const now = Date.now();
  const rang = {
    source: 'helpdesk',
    key: 'rang',
    about: 'ticket',
    origin: 'webhook',
    position: 0,
    columns: null,
  } as const;
  await store.configureSource({ source: 'helpdesk', connector: 'zendesk', settings: null });
  await store.addDeliveries([{ ...rang, receivedAt: now, body: '{"ticket_id":"7"}' }]);
  await store.note('helpdesk', 'reconciled', JSON.stringify({ listed: 9, drifted: 2, missing: 1 }), now);
  return { ...line, rules: loadRules({ ...line.rules.files, 'sources.yaml': SILENT }) };
}
