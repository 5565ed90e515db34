import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ALWAYS_OPEN, compileCalendar } from '../src/domain/calendar.ts';
import type { SlaNotice } from '../src/domain/sla/due.ts';
import { DEFAULT_OPTIONS, type SlaPolicy } from '../src/domain/sla/policy.ts';
import { deliverRows } from '../src/inbox/deliver-rows.ts';
import { type Line, workOff } from '../src/pipeline.ts';
import { replay } from '../src/replay.ts';
import { raiseDue } from '../src/sla-watch.ts';
import { openStore } from '../src/store/open-store.ts';
import { emptyLine } from './api/desk.ts';
import { beforeSuperseded } from './store/older-desk.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** A Thursday, 08:00. */
const START = Date.UTC(2026, 2, 5, 8);
const hour = (hours: number): number => START + Math.round(hours * HOUR);
const iso = (hours: number): string => new Date(hour(hours)).toISOString();

const NINE_TO_FIVE = [['09:00', '17:00']] as const;
const OFFICE = compileCalendar({
  id: 'office',
  timezone: 'Etc/UTC',
  weekly: { mon: NINE_TO_FIVE, tue: NINE_TO_FIVE, wed: NINE_TO_FIVE, thu: NINE_TO_FIVE, fri: NINE_TO_FIVE },
  holidays: [],
  exceptions: {},
});
const PROMISE: SlaPolicy = {
  id: 'standard',
  kind: 'sla',
  title: 'Standard',
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
  match: {},
  calendar: ALWAYS_OPEN,
  pauses: ['pending'],
  targets: { resolution: { P1: 4 * HOUR, P2: 8 * HOUR } },
  options: DEFAULT_OPTIONS,
};
const BOTH: SlaPolicy = {
  ...PROMISE,
  calendar: OFFICE,
  targets: { resolution: { P1: 4 * HOUR, P2: 8 * HOUR }, 'first-response': { P1: HOUR, P2: 2 * HOUR } },
};

type Row = Readonly<Record<string, string>>;
const row = (ticket: string, hours: number, event: string, more: Row = {}): Row => ({
  ticket,
  at: iso(hours),
  event,
  ...more,
});
const opened = (ticket: string, hours = 0): Row => row(ticket, hours, 'created', { priority: 'P2', team: 'first' });
const taken = (ticket: string, hours: number, agent: string): Row => row(ticket, hours, 'assigned', { agent });
const status = (ticket: string, hours: number, value: string): Row => row(ticket, hours, 'status', { value });

const lines: Line[] = [];
const shipped = await emptyLine();
afterAll(() => shipped.store.close());
afterEach(async () => {
  for (const { store } of lines.splice(0)) await store.close();
});

async function deskOf(policy: SlaPolicy, ...rows: Row[]): Promise<Line> {
  const empty = { ...shipped, store: await openStore(':memory:') };
  const levels = { policies: [policy], calendar: ALWAYS_OPEN, pauses: policy.pauses };
  const line = { ...empty, rules: { ...empty.rules, levels } };
  lines.push(line);
  await line.store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
  await hear(line, ...rows);
  return line;
}

async function hear(line: Line, ...rows: Row[]): Promise<void> {
  await deliverRows(line.store, { source: 'desk', about: 'ticket', origin: 'test', receivedAt: hour(0) }, rows);
  await workOff(line);
}

async function raisedAt(line: Line, ...times: number[]): Promise<SlaNotice[]> {
  const raised: SlaNotice[] = [];
  for (const hours of times) await raiseDue(line, hour(hours), (notices) => void raised.push(...notices));
  return raised;
}

const told = (notices: readonly SlaNotice[]) =>
  notices.map(({ ticketId, percent, at, holder }) => [
    ticketId.replace('desk:', ''),
    percent,
    (at - START) / HOUR,
    holder?.replace('desk:', '') ?? null,
  ]);

describe('what falls due', () => {
  it('is raised at each share of the target, once, with who held the ticket then', async () => {
    const line = await deskOf(PROMISE, opened('A'), taken('A', 1, 'ann'), taken('A', 5, 'bob'));
    expect(told(await raisedAt(line, 3.9))).toEqual([]);
    expect(told(await raisedAt(line, 4.1, 4.1, 6.5))).toEqual([
      ['A', 50, 4, 'ann'],
      ['A', 75, 6, 'bob'],
    ]);
    const [notice] = await line.store.slaNotices(1);
    expect(notice).toMatchObject({ clock: 'resolution', cycle: 1, percent: 75, team: 'first', knownAt: hour(6.5) });
    expect(await line.store.slaDue(9)).toMatchObject([{ percent: 90, dueAt: hour(7.2) + 1 }]);
  });

  it('is all raised after a long sleep, in order over all tickets, each at its own instant', async () => {
    const line = await deskOf(PROMISE, opened('A'), opened('B', 1));
    expect(told(await raisedAt(line, 100))).toEqual([
      ['A', 50, 4, null],
      ['B', 50, 5, null],
      ['A', 75, 6, null],
      ['B', 75, 7, null],
      ['A', 90, 7.2, null],
      ['A', 100, 8, null],
      ['B', 90, 8.2, null],
      ['B', 100, 9, null],
    ]);
    expect(await line.store.slaDue(9)).toEqual([]);
    expect(await raisedAt(line, 200)).toEqual([]);
  });

  it('is in order also where it does not fit one batch', async () => {
    const tickets = Array.from({ length: 600 }, (_, i) => opened(`T${i}`, i / 100));
    const raised = await raisedAt(await deskOf(PROMISE, ...tickets), 100);
    const instants = raised.map(({ at }) => at);
    expect(raised).toHaveLength(4 * 600);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  });

  it('waits while the clock is paused, and goes on from the event that starts it again', async () => {
    const line = await deskOf(PROMISE, opened('A'), status('A', 3, 'pending'));
    expect(await line.store.slaDue(9)).toEqual([]);
    await hear(line, status('A', 20, 'open'));
    expect(told(await raisedAt(line, 20, 21.1))).toEqual([['A', 50, 21, null]]);
  });

  it('is a breach only once more than the target is used: at closing, not before the next opening', async () => {
    const line = await deskOf({ ...PROMISE, calendar: OFFICE }, opened('A', 25)); // Friday 09:00, due 17:00
    expect(told(await raisedAt(line, 33, 60)).map(([, percent]) => percent)).toEqual([50, 75, 90]);
    const monday = 97;
    expect(await raisedAt(line, monday)).toEqual([]);
    expect(told(await raisedAt(line, monday + 0.01))).toEqual([['A', 100, monday, null]]);
  });

  it('is nothing on a ticket at rest, nor on imported history of it', async () => {
    const line = await deskOf(PROMISE, opened('A'), status('A', 30, 'resolved'));
    expect(await line.store.slaDue(9)).toEqual([]);
    expect(await raisedAt(line, 100)).toEqual([]);
  });

  it('is taken back by what stops the clock before it is raised', async () => {
    const line = await deskOf(PROMISE, opened('A'));
    await raisedAt(line, 5);
    await hear(line, status('A', 5.5, 'resolved'));
    expect(await raisedAt(line, 100)).toEqual([]);
    expect((await line.store.slaNotices(9)).map(({ percent }) => percent)).toEqual([50]);
  });

  it('follows the target that the very last event brought: all that is used of it by then is raised at once', async () => {
    const line = await deskOf(PROMISE, opened('A'), taken('A', 1, 'ann'));
    await raisedAt(line, 4.5);
    await hear(line, row('A', 5, 'changed', { priority: 'P1' }));
    expect(told(await raisedAt(line, 5.1))).toEqual([
      ['A', 75, 5, 'ann'],
      ['A', 90, 5, 'ann'],
      ['A', 100, 5, 'ann'],
    ]);
  });

  it('is raised again by an easier target', async () => {
    const line = await deskOf(PROMISE, opened('A'), row('A', 0, 'changed', { priority: 'P1', seq: '9' }));
    await raisedAt(line, 4.5);
    await hear(line, row('A', 4.6, 'changed', { priority: 'P2' }));
    const again = told(await raisedAt(line, 4.7, 100));
    expect(again.filter(([, percent]) => percent === 100)).toEqual([['A', 100, 8, null]]);
  });

  it('is raised anew after a reopening, for its own cycle', async () => {
    const line = await deskOf(PROMISE, opened('A'));
    await raisedAt(line, 4.5);
    await hear(line, status('A', 5, 'resolved'), row('A', 10, 'reopened'));
    expect(told(await raisedAt(line, 14.5))).toEqual([['A', 50, 14, null]]);
    expect((await line.store.slaNotices(9)).map(({ cycle }) => cycle)).toEqual([2, 1]);
  });

  it('reads the tickets that are due and no others', async () => {
    const line = await deskOf(PROMISE, opened('A'), opened('B', 5));
    const read: string[] = [];
    const raiseAtStore: typeof line.store.raiseDue = (now, limit, raise) =>
      line.store.raiseDue(now, limit, (due, events) => {
        read.push(...events.keys());
        return raise(due, events);
      });
    const forbidden = () => Promise.reject(new Error('scans'));
    const store = { ...line.store, raiseDue: raiseAtStore, ticketIds: forbidden, eventsOf: forbidden };
    await raiseDue({ ...line, store }, hour(4.5));
    expect(read).toEqual(['desk:A']);
  });

  it('is forgotten and found again by a replay', async () => {
    const line = await deskOf(PROMISE, opened('A'), opened('B', 6), status('B', 7, 'resolved'));
    const before = await raisedAt(line, 100);
    await replay(line);
    expect(await line.store.slaNotices(9)).toEqual([]);
    expect(await raisedAt(line, 100)).toEqual(before);
  });

  it('is known of what was open before this program knew of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stepladder-'));
    const before = await deskOf(PROMISE, opened('A'), opened('B'), status('B', 7, 'resolved'));
    const first = { ...before, store: await openStore(folder) };
    await first.store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
    await hear(first, opened('A'), opened('B'), status('B', 7, 'resolved'));
    await first.store.close();
    const db = new DatabaseSync(join(folder, 'stepladder.db'));
    beforeSuperseded(db);
    const sla = ['sla_due', 'sla_notice', 'sla_comparison'];
    const reading = ['evaluation_begun', 'wanted_read', 'source_ticket', 'source_note'];
    const figures = ['ticket_opening', 'ticket_rest', 'expectation', 'mastery', 'quality_note', 'decision'];
    for (const table of [...sla, ...reading, ...figures]) db.exec(`drop table ${table}`);
    for (const index of ['delivery_webhook', 'stale_ticket_unnoted', 'ticket_event_known'])
      db.exec(`drop index ${index}`);
    for (const column of ['known_from', 'failed', 'noted']) db.exec(`alter table stale_ticket drop column ${column}`);
    db.exec('alter table agent drop column delivery_id');
    db.exec("delete from kysely_migration where name > '002'");
    db.close();
    const line = { ...first, store: await openStore(folder) };
    lines.push(line);
    await workOff(line);
    expect(await line.store.slaDue(9)).toEqual(await before.store.slaDue(9));
    await rm(folder, { recursive: true });
  });

  it('is counted', async () => {
    const line = await deskOf(PROMISE, opened('A'), opened('B', 5));
    await raisedAt(line, 7);
    expect(await line.store.slaCounts()).toEqual({
      due: 2,
      notices: [
        { clock: 'resolution', percent: 50, count: 1 },
        { clock: 'resolution', percent: 75, count: 1 },
      ],
    });
  });
});

const event = fc.record({
  ticket: fc.constantFrom('A', 'B', 'C'),
  gap: fc.nat(12),
  what: fc.oneof(
    fc.constantFrom('pending', 'open', 'resolved').map((value): Row => ({ event: 'status', value })),
    fc.constantFrom('ann', 'bob').map((agent): Row => ({ event: 'assigned', agent })),
    fc.constantFrom('P1', 'P2').map((priority): Row => ({ event: 'changed', priority })),
    fc.constantFrom('reply', 'customer_reply').map((name): Row => ({ event: name, actor: 'ann' })),
  ),
});
const story = fc.array(event, { maxLength: 12 }).map((told) => {
  let quarters = 0;
  return told.map(({ ticket, gap, what }): Row => {
    quarters += gap;
    return { ticket, at: iso(quarters / 4), seq: '1', event: '', ...what };
  });
});

/** A's third quarter falls due with the breach of the others. */
const AT_ONE_INSTANT = [status('A', 0.5, 'pending'), status('A', 3, 'open')];

describe('waking once, late', () => {
  it('raises the same, in the same order, as waking often', async () => {
    const wakings = fc.array(fc.integer({ min: 0, max: 200 * 60 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(story, wakings, fc.constantFrom(PROMISE, BOTH), async (rows, minutes, policy) => {
        const all = ['A', 'B', 'C'].map((ticket) => opened(ticket)).concat(rows);
        const [often, once] = [await deskOf(policy, ...all), await deskOf(policy, ...all)];
        const awake = minutes.toSorted((a, b) => a - b).map((minute) => (minute * MINUTE) / HOUR);
        const facts = ({ knownAt: _, ...notice }: SlaNotice) => notice;
        const late = (await raisedAt(once, 200)).map(facts);
        expect((await raisedAt(often, ...awake, 200)).map(facts)).toEqual(late);
        expect(new Set(late.map((notice) => JSON.stringify(notice))).size).toBe(late.length);
        await Promise.all(lines.splice(0).map(({ store }) => store.close()));
      }),
      { numRuns: 30, examples: [[AT_ONE_INSTANT, [493], BOTH]] },
    );
  });

  it('every minute of two days', async () => {
    const rows = [opened('A'), taken('A', 1, 'ann'), opened('B', 2), status('B', 3, 'pending'), status('B', 9, 'open')];
    const [often, once] = [await deskOf(BOTH, ...rows), await deskOf(BOTH, ...rows)];
    const minutes = Array.from({ length: 48 * 60 }, (_, i) => i / 60);
    const raised = told(await raisedAt(often, ...minutes));
    expect(raised).toEqual(told(await raisedAt(once, 48)));
    expect(raised.length).toBeGreaterThan(8);
  });
});
