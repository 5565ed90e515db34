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

/** Enough for flags of every kind by OWN_RULES and for a team too small to be shown. */
const PLAN: DeskPlan = { seed: 1, agents: 30, weeks: 16, start: Date.UTC(2026, 0, 5) };
const WEEK_MS = 7 * 86_400_000;

/**
 * Beside the shipped rules, some that rest on no figure the desk's self-check may hold back: sixteen weeks are too few to
 * show that quality says something about people, so the shipped ones raise nothing for or against a person.
 */
const OWN_RULES = {
  'roles/many-kinds.yaml': `
id: many-kinds
title: Works many kinds
why: Flags of readiness are needed to look at.
hold_for: 2
leave_after: 2
requirements:
  - { metric: breadth, at_least: 3, confidence: 0.8, reason: Three kinds of work or more as a matter of course. }
ask_people: [Do they want it?]
`,
  'roles/many-kinds.cases.yaml': `
rule: many-kinds
cases:
  - name: many
    given: { breadth: { value: 4.2, lower: 3.8, upper: 4.6, of: 200 } }
    weeks: 2
    expect: { verdict: met, flag: raised }
`,
  'roles/some-kinds.yaml': `
id: some-kinds
title: Works some kinds
why: Whoever works many kinds works some, and is not to be listed twice.
hold_for: 2
leave_after: 2
requirements:
  - { metric: breadth, at_least: 2, confidence: 0.8, reason: Two kinds of work or more as a matter of course. }
ask_people: [Do they want it?]
`,
  'roles/some-kinds.cases.yaml': `
rule: some-kinds
cases:
  - name: some
    given: { breadth: { value: 3.2, lower: 2.8, upper: 3.6, of: 200 } }
    weeks: 2
    expect: { verdict: met, flag: raised }
`,
  'paths/kinds.yaml': `
id: kinds
title: Kinds of work
why: Two steps of one path are needed to look at.
stages:
  - id: some
    title: Some kinds
    why: The first step.
    duties: [{ what: Work some kinds, cadence: daily }]
    role: some-kinds
    planned_weeks: 26
    customer_contact: 0.8
  - id: many
    title: Many kinds
    why: The second step.
    duties: [{ what: Work many kinds, cadence: daily }]
    role: many-kinds
    planned_weeks: 26
    customer_contact: 0.8
`,
  'risks/narrow-work.yaml': `
id: narrow-work
title: Narrowing work
why: Flags of risk that go away again are needed to look at.
hold_for: 1
leave_after: 1
requirements:
  - { metric: breadth, at_most: 5, confidence: 0.8, reason: So close to what is usual here that some cross it. }
ask_people: [Was other work offered?]
`,
  'risks/narrow-work.cases.yaml': `
rule: narrow-work
cases:
  - name: one kind only
    given: { breadth: { value: 1.4, lower: 1.2, upper: 1.7, of: 200 } }
    weeks: 1
    expect: { verdict: met, flag: raised }
`,
};

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
  const shipped = await emptyLine(folder);
  const desk = { ...shipped, rules: loadRules({ ...shipped.rules.files, ...OWN_RULES }) };
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
