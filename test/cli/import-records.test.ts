import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { workOff } from '../../src/pipeline.ts';
import { backfill } from '../../src/reading/backfill.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { emptyLine } from '../api/desk.ts';
import { liveDesk, SETTINGS } from '../connectors/zendesk/live/desk.ts';
import { END } from '../vendors/zendesk/asking.ts';
import { printed } from './printed.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-import-records-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const jsonl = (name: string, ...lines: (object | string)[]) =>
  file(name, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));

const importing = (...args: string[]) => printed('import', '--data', join(folder, 'desk'), ...args);
const asZendesk = (...args: string[]) => importing('--format', 'zendesk', '--source', 'zd', ...args);

async function inDesk<T>(look: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(join(folder, 'desk'));
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

const ticket = (id: number, more: object = {}) => ({
  resource: 'ticket',
  data: { id, created_at: '2026-03-02T08:00:00Z', updated_at: '2026-03-02T08:05:00Z', status: 'open', ...more },
});
const teamOf = async (id: string) =>
  JSON.parse((await printed('tickets', id, '--json', '--data', join(folder, 'desk'))).out).assignments.at(-1)?.team;

/** The shipped rules, and this as sources.yaml. */
function rulesWith(sources: string): string {
  const rules = join(folder, 'rules');
  cpSync(join(import.meta.dirname, '../../rules'), rules, { recursive: true });
  writeFileSync(join(rules, 'sources.yaml'), sources);
  return rules;
}
const namingGroup = (name: string) => `
zd:
  connector: zendesk
  verify: { kind: zendesk }
  settings: |
    groups: { 71: ${name} }
`;

describe('records exported from a source', () => {
  it('mean what they mean when they are read live', async () => {
    const desk = await liveDesk({ tickets: 40 });
    const line = await emptyLine();
    try {
      await line.store.configureSource({ source: 'zd', connector: 'zendesk', settings: SETTINGS });
      await backfill({ store: line.store, source: { id: 'zd', remote: desk.remote }, now: () => END }, null, () => {});
      await workOff(line);
      const read = (await line.store.deliveriesAfter(0, 100_000)).map(({ body }) => body);
      expect(new Set(read.map((body) => JSON.parse(body).resource)).size).toBeGreaterThan(3);

      vi.useFakeTimers({ toFake: ['Date'], now: END });
      const settings = file('settings.yaml', SETTINGS);
      const { code, out } = await asZendesk('--mapping', settings, jsonl('export.jsonl', ...read));
      expect(code, out).toBe(0);
      expect(out).toContain(`${read.length.toLocaleString('en')} rows read`);
      const [events, agents] = [(await line.store.counts()).events, await line.store.agents()];
      expect(events).toBeGreaterThan(200);
      expect(await inDesk((store) => store.digest())).toEqual(await line.store.digest());
      expect(await inDesk((store) => store.agents())).toEqual(agents);
      expect(agents.length).toBeGreaterThan(5);
    } finally {
      await line.store.close();
      await desk.zendesk.close();
    }
  });

  it('are read by the settings of their source in sources.yaml, unless a mapping is given', async () => {
    const rules = rulesWith(namingGroup('network'));
    const records = jsonl('tickets.jsonl', ticket(501, { group_id: 71 }));
    expect((await asZendesk('--rules', rules, records)).code).toBe(0);
    expect(await teamOf('zd:501')).toBe('network');
    const mapping = file('settings.yaml', 'groups: { 71: field crew }');
    expect((await asZendesk('--rules', rules, '--mapping', mapping, records)).out).toContain('mapping has changed');
    expect(await teamOf('zd:501')).toBe('field crew');
    expect((await importing('--format', 'zendesk', '--source', 'other', '--rules', rules, records)).code).toBe(0);
    expect(await teamOf('other:501')).toBe('71');
  });

  it('that are bad are told by file and row, and cost themselves only', async () => {
    const unread = { resource: 'horoscope', data: {} };
    const { code, out } = await asZendesk(jsonl('mixed.jsonl', ticket(501), '{"resource":', unread, ticket(502)));
    expect(code).toBe(0);
    expect(out).toContain('4 rows read: 3 new');
    expect(out).toContain('mixed.jsonl, row 2: The line is not JSON. Write each row as one JSON object');
    expect(out).toMatch(/1 row set aside: unknown resource\. First: \S+mixed\.jsonl, row 3: .*horoscope/);
    expect((await inDesk((store) => store.counts())).tickets).toBe(2);
  });

  it('may be as long as long histories are', async () => {
    const long = [1, 2, 3, 4, 5, 6].map((id) => ticket(id, { description: 'x'.repeat(3_000_000) }));
    expect((await asZendesk(jsonl('long.jsonl', ...long))).out).toContain('6 rows read: 6 new');
    expect((await inDesk((store) => store.counts())).tickets).toBe(6);
  });

  it('that are webhooks say what to read again, and nothing else', async () => {
    const { code, out } = await asZendesk(jsonl('rung.jsonl', { ticket_id: '501' }));
    expect(code, out).toBe(0);
    expect(await inDesk((store) => store.counts())).toMatchObject({ events: 0, deliveries: { done: 1, setAside: 0 } });
    expect((await inDesk((store) => store.readingCounts('zd'))).wanted.live).toBe(1);
  });

  it.each(['jira', 'servicenow'])('come from %s too', async (format) => {
    const { code, out } = await importing('--format', format, '--source', 'it', jsonl('a.jsonl', { resource: 'moon' }));
    expect(code, out).toBe(0);
    expect(out).toContain('row 1');
    expect((await inDesk((store) => store.sources())).map(({ connector }) => connector)).toEqual([format]);
  });
});

describe('what cannot be meant as records', () => {
  it('a file in another format is refused, and changes nothing', async () => {
    const { code, out } = await asZendesk(file('tickets.csv', 'resource,data\nticket,1\n'));
    expect(code).toBe(1);
    expect(out).toContain('tickets.csv: It is csv, and these rows come as jsonl. Write it as jsonl');
    expect(await inDesk(async (store) => [(await store.counts()).deliveries.done, await store.sources()])).toEqual([
      0,
      [],
    ]);
  });

  it.each([
    ['no source', ['--format', 'zendesk'], 'Give --source ID'],
    ['a list of agents', ['--format', 'zendesk', '--source', 'zd', '--agents', 'a.csv'], '--agents goes with'],
    [
      'a source of another kind',
      ['--format', 'jira', '--source', 'zd'],
      'as a source of zendesk. Give --format zendesk',
    ],
  ])('%s: is told, with what to do', async (_, options, message) => {
    const rules = rulesWith(namingGroup('network'));
    const { code, err } = await importing(...options, '--rules', rules, jsonl('a.jsonl', ticket(501)));
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('settings that cannot be used are told by their file and line', async () => {
    const mapping = file('settings.yaml', 'bots: []\ngroupz: {}\n');
    const { err } = await asZendesk('--mapping', mapping, jsonl('a.jsonl', ticket(501)));
    expect(err).toMatch(/\/settings\.yaml:2:\d+ unknown key "groupz"/);
  });
});
