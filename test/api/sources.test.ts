import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourcesView, SourceView } from '../../src/api/sources-schema.ts';
import type { TicketId } from '../../src/domain/ids.ts';
import { deliverRows } from '../../src/inbox/deliver-rows.ts';
import { type Line, workOff } from '../../src/pipeline.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { appOf, ask, emptyLine } from './desk.ts';

const START = Date.UTC(2026, 2, 2, 8);
const iso = (at: number) => new Date(at).toISOString();
const SOURCES = `
zd: { connector: zendesk, verify: { kind: zendesk }, read: { url: https://acme.zendesk.com, sign_in: { kind: bearer } } }
crm: { connector: ticket-log, verify: { kind: standard-webhooks } }
`;

let line: Line;
beforeEach(async () => {
  const { store, rules, connectors } = await emptyLine();
  line = { store, connectors, rules: loadRules({ ...rules.files, 'sources.yaml': SOURCES }) };
  for (const { id, connector, settings } of line.rules.sources) {
    await store.configureSource({ source: id, connector, settings });
  }
});
afterEach(() => line.store.close());

const view = async (): Promise<SourcesView> => (await ask(appOf(line), '/sources')).body;
async function of(id: string): Promise<SourceView> {
  const found = (await view()).sources.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not told of`);
  return found;
}

describe('a source of which nothing has come', () => {
  it('is told of as the rules have it, with nothing counted', async () => {
    const { deliveries, sources } = await view();
    expect(deliveries).toEqual({ pending: 0, done: 0, setAside: 0 });
    const nothing = {
      sendsWebhooks: true,
      tickets: 0,
      gone: 0,
      waiting: { live: 0, backfill: 0, oldest: null },
      failing: { tickets: 0, example: null },
      lastWebhook: null,
      reconciled: null,
      unmapped: { words: 0, most: [] },
    };
    expect(sources).toEqual([
      { ...nothing, id: 'zd', connector: { id: 'zendesk', title: 'Zendesk' }, isRead: true },
      { ...nothing, id: 'crm', connector: { id: 'ticket-log', title: 'Neutral ticket log' }, isRead: false },
    ]);
  });

  it('is not there for a desk without sources, though files were imported', async () => {
    const empty = await emptyLine();
    await empty.store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
    expect((await ask(appOf(empty), '/sources')).body.sources).toEqual([]);
    await empty.store.close();
  });
});

describe('a source that is read', () => {
  it('tells what waits and since when, what failed and why, and what is gone', async () => {
    const { store } = line;
    const page = { note: 'tickets', cursor: '1', at: START, lane: 'backfill', deliveries: [] } as const;
    const listed = ['1', '2', '3'].map((ticket) => ({ ticket, version: 1, updatedAt: START }));
    await store.keepPage('zd', { ...page, listed });
    const read = { deliveries: [], begunAt: START, againAt: null, updatedAt: START };
    await store.keepReads('zd', [
      { ...read, ticket: '1', version: 1 },
      { ...read, ticket: '2', version: null },
    ]);
    await store.wantReads('zd', ['4'], { at: START + 60_000, lane: 'live' });
    await store.wantReads('zd', ['5'], { at: START + 30_000, lane: 'live' });
    await store.putOffReads('zd', ['5'], { notBefore: START + 90_000, trouble: 'Ticket 5 is hidden. Let it be seen.' });
    expect(await of('zd')).toMatchObject({
      tickets: 2,
      gone: 1,
      waiting: { live: 2, backfill: 1, oldest: iso(START + 30_000) },
      failing: { tickets: 1, example: 'Ticket 5 is hidden. Let it be seen.' },
    });
    expect(await of('crm')).toMatchObject({ tickets: 0, waiting: { live: 0, backfill: 0 }, failing: { tickets: 0 } });
  });

  it('tells what the last comparison found', async () => {
    await line.store.note('zd', 'reconciled', JSON.stringify({ listed: 40, drifted: 3, missing: 1 }), START);
    expect((await of('zd')).reconciled).toEqual({ at: iso(START), listed: 40, drifted: 3, missing: 1 });
    expect((await of('crm')).reconciled).toBeNull();
  });
});

describe('what a source sends', () => {
  const row = { ticket: 'T1', at: iso(START), event: 'status', agent: 'Ann Example', actor: 'ann@example.com' };
  const deliver = (origin: string, rows: object[]) =>
    deliverRows(line.store, { source: 'crm', about: 'ticket', origin, receivedAt: START }, rows as never);

  it('is counted: the last webhook, what was understood and set aside, and its own unknown words, most met first', async () => {
    await deliver('webhook', [
      { ...row, value: 'parked' },
      { ...row, value: 'mulled', at: iso(START + 1) },
      { ...row, value: 'mulled', at: iso(START + 2) },
      { ...row, value: 'new', at: 'yesterday' },
    ]);
    await deliver('a file', [{ ...row, value: 'new', at: iso(START + 3) }]);
    await workOff(line);
    expect((await view()).deliveries).toEqual({ pending: 0, done: 4, setAside: 1 });
    expect(await of('crm')).toMatchObject({
      lastWebhook: iso(START),
      unmapped: {
        words: 2,
        most: [
          { what: 'status', word: 'mulled', count: 2 },
          { what: 'status', word: 'parked', count: 1 },
        ],
      },
    });
    expect(await of('zd')).toMatchObject({ lastWebhook: null, unmapped: { words: 0 } });
  });

  it('is told without the people in it', async () => {
    await deliver('webhook', [
      { ...row, value: 'parked' },
      { ...row, event: 'assigned', value: '' },
    ]);
    await workOff(line);
    expect(JSON.stringify([...(await line.store.eventsOf(['crm:T1' as TicketId])).values()])).toMatch(/ann/i);
    expect(JSON.stringify(await view())).not.toMatch(/ann/i);
  });

  it('may hold any number of unknown words: those met most often are named, the rest counted', async () => {
    const words = Array.from({ length: 25 }, (_, i) => ({ ...row, value: `word-${i}`, at: iso(START + i) }));
    await deliver('webhook', [...words, { ...row, value: 'word-24', at: iso(START + 99) }]);
    await workOff(line);
    const { unmapped } = await of('crm');
    expect([unmapped.words, unmapped.most.length, unmapped.most[0]]).toEqual([
      25,
      20,
      { what: 'status', word: 'word-24', count: 2 },
    ]);
  });
});
