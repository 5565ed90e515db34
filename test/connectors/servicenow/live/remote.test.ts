import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TicketRead } from '../../../../src/connector/remote.ts';
import { fold, idsOf, type LiveDesk, listAll, liveDesk, readAll } from './desk.ts';
import { keptOf, readOf, truthOf } from './truth.ts';

let live: LiveDesk;
beforeEach(async () => {
  live = await liveDesk();
});
afterEach(() => live.standIn.close());

const isDeleted = (id: string) =>
  live.desk.tickets.some(
    (story) => live.standIn.idOf(story) === id && story.happenings.some(({ kind }) => kind === 'deleted'),
  );

describe('a ticket that is read', () => {
  it('is what happened to it: statuses, holders, replies, its last rating, its promises', async () => {
    live.until();
    const remote = live.open();
    const ids = live.desk.tickets.map((story) => live.standIn.idOf(story));
    const reads = await readAll(remote, ids);
    expect(ids.filter(isDeleted).length).toBeGreaterThan(0);
    expect(live.desk.tickets.filter((story) => truthOf(story).rating !== null).length).toBeGreaterThan(5);
    for (const [i, story] of live.desk.tickets.entries()) {
      const read = reads[i];
      const timeline = fold(read?.found ?? []);
      if (isDeleted(read?.ticket ?? '')) {
        expect(read?.version).toBeNull();
        expect(timeline.state.status).toBe('cancelled');
        expect(timeline.statuses.at(-1)?.start).toBe(story.happenings.at(-1)?.at);
        continue;
      }
      expect(readOf(timeline), `ticket ${story.n}`).toEqual(truthOf(story));
      expect(timeline.sourceSla, `ticket ${story.n}`).toMatchObject(keptOf(story, live.now));
    }
  });
});

describe('a ticket that is read again and again', () => {
  /** Read after each happening, as a service does that is never down. */
  async function readings(isIt: (kinds: readonly string[]) => boolean) {
    const story = live.desk.tickets.find(({ happenings }) => isIt(happenings.map(({ kind }) => kind)));
    if (story === undefined) throw new Error('the desk has no such ticket: take another seed');
    const remote = live.open();
    const reads: TicketRead[] = [];
    for (const { story: of, happening } of live.happenings) {
      live.until(happening.at);
      if (of === story) reads.push(...(await remote.readTickets([live.standIn.idOf(story)], 'live')));
    }
    return { story, reads };
  }

  it('is the same in the end, whatever was read before, in whatever order', async () => {
    const { story, reads } = await readings((kinds) => kinds.filter((kind) => kind === 'rated').length === 2);
    for (const some of [reads, reads.toReversed()]) {
      const timeline = fold(some.flatMap(({ found }) => found));
      expect(readOf(timeline)).toEqual(truthOf(story));
      expect(timeline.ratings).toHaveLength(1);
    }
    expect(reads.every(({ version }, i) => i === 0 || (version ?? 0) >= (reads[i - 1]?.version ?? 0))).toBe(true);
  });

  it('is asked for once more where its history is not written yet', async () => {
    live.standIn.traps.unauditedFields = true;
    const { story, reads } = await readings((kinds) => kinds[1] === 'assigned' && kinds[2] === 'status');
    expect(story.happenings.slice(0, 3).map((_, i) => reads[i]?.unsettled)).toEqual([false, true, false]);
    const later = live.open();
    live.until();
    live.now += 60_000;
    expect((await later.readTickets([live.standIn.idOf(story)], 'live'))[0]?.unsettled).toBe(false);
  });

  it('says of who wrote whether they work tickets', async () => {
    live.until();
    const reads = await readAll(
      live.open(),
      live.desk.tickets.map((story) => live.standIn.idOf(story)),
    );
    const authors = Object.assign(
      {},
      ...reads.flatMap(({ found }) => found.map(({ envelope }) => envelope['authors'])),
    );
    for (const [login, author] of Object.entries(authors)) {
      expect([login, author]).toMatchObject([login, { agent: !login.startsWith('customer') }]);
    }
    expect(Object.keys(authors).length).toBeGreaterThan(8);
  });
});

describe('the streams', () => {
  it('list every ticket', async () => {
    live.until();
    const listed = idsOf(await listAll(live.open(), new Map()));
    expect(listed.sort()).toEqual(live.desk.tickets.map((story) => live.standIn.idOf(story)).sort());
  });

  it('list promises that have a result, and say of those that run nothing that jobs refresh', async () => {
    live.until(live.happenings[250]?.happening.at);
    const remote = live.open();
    const reads = await readAll(remote, idsOf(await listAll(remote, new Map(), ['tickets'])));
    const slas = reads.flatMap(({ ticket, found }) =>
      found.flatMap(({ envelope: { resource, data } }) =>
        resource === 'task-sla' ? [{ ticket, row: data as Record<string, string> }] : [],
      ),
    );
    const running = slas.filter(({ row }) => row['stage'] !== 'completed');
    expect(running.length).toBeGreaterThan(5);
    for (const { row } of running) expect(row).not.toHaveProperty('sys_updated_on');
    const told = slas.filter(({ row }) => row['stage'] === 'completed' || row['has_breached'] === 'true');
    const listed = idsOf(await listAll(remote, new Map(), ['slas']));
    expect(listed.sort()).toEqual([...new Set(told.map(({ ticket }) => ticket))].sort());
    expect(listed.length).toBeLessThan(reads.length);
  });
});
