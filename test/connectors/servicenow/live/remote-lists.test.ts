import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { streamsOf, versionsSince } from '../../../../connectors/servicenow/live/streams.ts';
import { Tables } from '../../../../connectors/servicenow/live/tables.ts';
import type { Listed } from '../../../../src/connector/remote.ts';
import type { ServiceNowTrap } from '../../../vendors/servicenow/traps.ts';
import { type Cursors, idsOf, type LiveDesk, listAll, liveDesk, START } from './desk.ts';

let live: LiveDesk;
beforeEach(async () => {
  live = await liveDesk();
});
afterEach(() => live.standIn.close());

const set = (...traps: readonly ServiceNowTrap[]) => {
  for (const trap of traps) live.standIn.traps[trap] = true;
};
/** As a Remote would, with pages of so many rows. */
const listing = (rows: number) => ({
  tables: new Tables(live.client(), rows),
  names: ['incident'],
  now: () => live.now,
});
const listBy = (rows: number, names?: readonly string[]) =>
  listAll({ streams: streamsOf(listing(rows)) }, new Map(), names);

describe('a list', () => {
  it.each<[string, readonly ServiceNowTrap[], number]>([
    ['of small pages', [], 7],
    ['with rows of others, which fill whole pages', ['aclHidesRows'], 20],
    ['where only Link tells of more, behind rows of others', ['aclHidesRows', 'linkHeaderOnly'], 20],
    ['whose large pages are cancelled', ['transactionCancelled500'], 1000],
    ['that is cut off in the middle, with status 200', ['cancelledMidway'], 1000],
    ['that begins elsewhere without a unique order', ['offsetShifts'], 7],
    ['with surveys and history hidden', ['surveyNotReadable', 'historyNotReadable'], 7],
  ])('%s has every ticket', async (_what, traps, rows) => {
    set('aclHidesRows');
    live.until();
    live.standIn.traps.aclHidesRows = false;
    set(...traps);
    expect(idsOf(await listBy(rows)).sort()).toEqual(live.ids.all);
    expect(idsOf(await listBy(rows, ['tickets'])).sort()).toEqual(live.ids.living);
  });

  it('is taken up at the very page by another process', async () => {
    live.until();
    const streams = () => streamsOf(listing(7))[0];
    let cursor = streams()?.start(null) ?? '';
    const seen: Listed[] = [];
    for (let end = false; !end; ) {
      const page = await streams()?.page(cursor, 'backfill');
      seen.push(...(page?.listed ?? []));
      cursor = page?.next ?? '';
      end = page?.end ?? true;
    }
    expect(seen.map(({ ticket }) => ticket).sort()).toEqual(live.ids.living);
  });

  it('begins anew where the cursor is of another table', async () => {
    live.until();
    const [tickets, slas] = live.open().streams;
    const page = await tickets?.page(slas?.start(live.now) ?? '', 'live');
    expect(page?.listed.length).toBe(live.ids.living.length);
  });

  it('since a time has what changed since, and little more', async () => {
    live.until();
    const since = live.now - 2 * 86_400_000;
    const [tickets] = live.open().streams;
    const page = await tickets?.page(tickets.start(since), 'live');
    const times = page?.listed.map(({ updatedAt }) => updatedAt ?? 0) ?? [];
    expect(Math.min(...times)).toBeGreaterThanOrEqual(since - 120_000);
    expect(times.length).toBeGreaterThan(0);
    expect(times.length).toBeLessThan(live.ids.living.length);
    expect(page?.reached).toBe(Math.max(...times));
  });
});

/** Looks after each change, at a desk so busy that several come within what a transaction takes. */
async function followLive(traps: readonly ServiceNowTrap[]): Promise<Map<string, number | null>> {
  await live.standIn.close();
  live = await liveDesk(150, 0.15);
  set(...traps);
  const remote = live.open();
  const cursors: Cursors = new Map(remote.streams.map((one) => [one.name, one.start(START)]));
  const versions = new Map<string, number | null>();
  const look = async () => {
    for (const one of await listAll(remote, cursors, ['tickets'])) versions.set(one.ticket, one.version);
  };
  for (const { happening } of live.happenings.slice(0, 300)) {
    live.until(happening.at);
    await look();
  }
  live.now += 100_000;
  await look();
  return versions;
}

describe('following', () => {
  it.each<[string, readonly ServiceNowTrap[]]>([
    ['each change', []],
    ['changes that come up to 90 s after their time', ['lateCommits']],
  ])('%s has every version in the end', async (_what, traps) => {
    const listed = await followLive(traps);
    const now = new Map<string, number | null>();
    for await (const rows of live.open().versions(0)) for (const one of rows) now.set(one.ticket, one.version);
    for (const [ticket, version] of now) expect([ticket, listed.get(ticket)]).toEqual([ticket, version]);
    expect(now.size).toBeGreaterThan(20);
  });

  it('reads again from before pages that were read while rows of their time could still come', async () => {
    live.until(START + 3 * 86_400_000);
    const [tickets] = streamsOf({ ...listing(5), now: () => live.now });
    let cursor = tickets?.start(null) ?? '';
    // Our clock says that all of it was just now; then a long wait between two pages.
    const early = live.now;
    live.now = START;
    for (let pages = 0; pages < 3; pages++) cursor = (await tickets?.page(cursor, 'live'))?.next ?? '';
    live.now = early;
    for (let end = false; !end; ) {
      const page = await tickets?.page(cursor, 'live');
      cursor = page?.next ?? '';
      end = page?.end ?? true;
    }
    expect(JSON.parse(cursor).at <= new Date(START).toISOString().replace('T', ' ')).toBe(true);
  });
});

describe('the versions', () => {
  it.each<[string, readonly ServiceNowTrap[]]>([
    ['plainly', []],
    ['behind rows of others', ['aclHidesRows']],
    ['by Link alone', ['aclHidesRows', 'linkHeaderOnly']],
  ])('are of all tickets there are, %s', async (_what, traps) => {
    set('aclHidesRows');
    live.until();
    live.standIn.traps.aclHidesRows = false;
    set(...traps);
    const listed: Listed[] = [];
    for await (const page of versionsSince(listing(6), 0)) listed.push(...page);
    expect(listed.map(({ ticket }) => ticket).sort()).toEqual(live.ids.living);
    expect(listed.every(({ version }) => (version ?? -1) >= 0)).toBe(true);
  });
});
