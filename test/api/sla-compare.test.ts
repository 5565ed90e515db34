import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SlaCompareView } from '../../src/api/sla-compare-schema.ts';
import { deliverRows } from '../../src/inbox/deliver-rows.ts';
import { type Line, workOff } from '../../src/pipeline.ts';
import { appOf, ask, emptyLine } from './desk.ts';

const HOUR = 3_600_000;
/** A Monday, 08:00: the shipped promise for P1 is 4 hours. */
const START = Date.UTC(2026, 2, 2, 8);
const TICKETS = 1_200;
/** Every third is breached here, and every fourth by the source's word. */
const rowsOf = (i: number) => {
  const row = (hours: number, event: string, value = '') => ({
    ticket: `T${i}`,
    at: new Date(START + hours * HOUR).toISOString(),
    event,
    value,
    priority: 'P1',
  });
  const resolved = row(i % 3 === 0 ? 5 : 1, 'status', 'resolved');
  return [row(0, 'created'), resolved, row(9, 'sla', i % 4 === 0 ? 'resolution:breached' : 'resolution:met')];
};

let line: Line;
beforeAll(async () => {
  line = await emptyLine();
  await line.store.configureSource({ source: 'crm', connector: 'ticket-log', settings: null });
  const rows = Array.from({ length: TICKETS }, (_, i) => rowsOf(i)).flat();
  await deliverRows(line.store, { source: 'crm', about: 'ticket', origin: 'test', receivedAt: START }, rows);
  await workOff(line);
});
afterAll(() => line.store.close());

it("compares every ticket that has a source's result once, over pages, with examples that can be opened", async () => {
  const app = appOf(line);
  const { targets } = (await ask(app, '/sla/compare')).body as SlaCompareView;
  expect(targets).toMatchObject([
    { target: 'resolution', bothMet: TICKETS / 2, bothBreached: TICKETS / 12, differ: (5 * TICKETS) / 12 },
  ]);
  const [difference] = targets[0]!.differences;
  expect(difference).toMatchObject({ reason: 'unknown', tickets: (5 * TICKETS) / 12, sourceMet: TICKETS / 4 });
  const [example] = difference!.examples;
  const ticket = (await ask(app, `/tickets/${encodeURIComponent(example!.ticket)}`)).body;
  expect(ticket.sourceSla).toEqual({ resolution: example!.sourceMet });
});
