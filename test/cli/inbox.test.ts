import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverRows } from '../../src/inbox/deliver-rows.ts';
import { workOff } from '../../src/pipeline.ts';
import { emptyLine } from '../api/desk.ts';
import { printed } from './printed.ts';

const RECEIVED = Date.UTC(2026, 2, 2, 12);
const good = { ticket: 'T1', at: '2026-03-02T09:00:00Z', event: 'created' };

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-inbox-'));
  const line = await emptyLine(folder);
  await line.store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
  const rows = [{ ...good, at: 'yesterday' }, good, { ...good, event: 'merged' }, { ...good, at: 'noon' }];
  await deliverRows(line.store, { source: 'desk', about: 'ticket', origin: 'a.csv', receivedAt: RECEIVED }, rows);
  await workOff(line);
  await line.store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const inbox = (...args: string[]) => printed('inbox', ...args, '--data', folder);
const listed = async () =>
  JSON.parse((await inbox('list', '--json')).out) as { setAside: number; deliveries: { id: number; reason: string }[] };

describe('stepladder inbox', () => {
  it('lists what was set aside with its reason, and what to do', async () => {
    const { code, out } = await inbox('list');
    expect(code).toBe(0);
    expect(out).toContain('0 waiting; 3 set aside');
    expect(out).toMatch(/desk +2026-03-02T12:00:00.000Z +a\.csv, row 1 +\S.*yesterday/);
    expect(out).toContain('stepladder inbox show ID');
  });

  it('shows one whole, as it was delivered', async () => {
    const [first] = (await listed()).deliveries;
    const { out } = await inbox('show', String(first?.id));
    expect(out).toContain('desk, received 2026-03-02T12:00:00.000Z from a.csv, row 1');
    expect(out).toContain('"at":"yesterday"');
    expect((await inbox('show', '999')).code).toBe(1);
  });

  it('reads again what is asked for, and says what is still wrong', async () => {
    const { out } = await inbox('retry', '--all');
    expect(out).toContain('3 read again: 0 mended, 3 set aside once more.');
  });

  it('deletes what is named, by id or by reason, and nothing else', async () => {
    const { deliveries } = await listed();
    expect((await inbox('drop', String(deliveries[0]?.id))).out).toBe('1 deleted.\n');
    const reason = (await listed()).deliveries[0]?.reason ?? '';
    expect((await inbox('drop', '--reason', reason)).out).toBe('1 deleted.\n');
    expect((await inbox('drop', '--all')).out).toBe('1 deleted.\n');
    expect(await listed()).toMatchObject({ setAside: 0, deliveries: [] });
    const status = JSON.parse((await printed('status', '--json', '--data', folder)).out) as { events: number };
    expect(status.events).toBe(1);
  });

  it.each([
    [['drop'], 'Name ids, or --reason, or --all'],
    [['retry', '7', '--all'], '--all goes with neither'],
    [['drop', 'all'], '"all" is no id'],
    [['list', '--limit', '0'], '--limit is a whole number'],
  ])('is not used as %j', async (args, says) => {
    const { code, err } = await inbox(...args);
    expect(code).toBe(2);
    expect(err).toContain(says);
    expect((await listed()).setAside).toBe(3);
  });
});
