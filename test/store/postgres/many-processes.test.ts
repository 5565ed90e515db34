import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TicketEvent } from '../../../src/domain/ticket-event.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { freshSchema, hasPostgres, type TestDatabase, testDatabase, unlessPostgres } from '../../postgres/server.ts';
import { agentId, contribution, delivery, fold, read } from '../facts.ts';
import * as requesters from '../requesters.ts';

const ALL = 1_000;

describe.skipIf(!hasPostgres)(`many processes at one PostgreSQL schema${unlessPostgres}`, () => {
  let database: TestDatabase;
  let place: ReturnType<typeof freshSchema>;
  let stores: Store[];
  /** A bystander who holds a lock, so that a transaction of a store stops in its middle. */
  let other: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());
  beforeEach(async () => {
    place = freshSchema(database);
    // All at once on an empty schema: one of them makes the tables, all come up.
    stores = await Promise.all([1, 2, 3, 4].map(() => openStore(place.url)));
    other = new pg.Client({ connectionString: database.url, options: `-c search_path=${place.schema}` });
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await Promise.all(stores.map((store) => store.close()));
    await place.drop();
  });

  const [one, two] = [0, 1].map((i) => () => stores[i]!) as [() => Store, () => Store];
  const holding = (sql: string) => other.query(`begin; ${sql}`);
  const letGo = () => other.query('rollback');

  /** Whether it is still waiting after a while that any of these steps takes. */
  async function waits(work: Promise<unknown>): Promise<boolean> {
    return (await Promise.race([work.then(() => 'done'), pause(300)])) !== 'done';
  }

  const untilWaiting = () =>
    expect
      .poll(async () => {
        const { rows } = await other.query("select count(*) as n from pg_stat_activity where wait_event_type = 'Lock'");
        return Number(rows[0].n);
      })
      .toBeGreaterThan(0);

  async function contributionsAt(asOf: number): Promise<string[]> {
    const pages = await Array.fromAsync(one().contributions(asOf, 0));
    return pages.flat().map(({ agentId: agent }) => String(agent));
  }

  it('keep, read and fold the same as one process with SQLite', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 600 }, (_, i) => {
      const agent = { id: `agent ${i % 5}`, bot: i % 200 === 7 };
      return delivery(`${i}`, { ticket: `T${i % 40}`, knownAt: 1 + (i % 90), agent, unknownWord: `word ${i % 3}` });
    });
    const alone = await openStore(':memory:');
    await alone.addDeliveries(rows);
    await workOff(alone, ALL);

    const added = await Promise.all(
      stores.map(async (store, of) => {
        let count = 0;
        // Each brings all, in an order of its own, and works on whatever is free between.
        for (let at = 0; at < rows.length; at += 60) {
          const from = (at + of * 150) % rows.length;
          const part = rows.slice(from, from + 60);
          count += await store.addDeliveries(of % 2 === 0 ? part : part.toReversed());
          await store.settlePending(17, read);
          await store.foldStale(3, fold);
        }
        await workOff(store, 23);
        return count;
      }),
    );
    await workOff(one(), ALL); // what the others were at when each found nothing free
    expect(added.reduce((sum, n) => sum + n)).toBe(rows.length);
    expect(await one().counts()).toEqual(await alone.counts());
    expect(await one().digest()).toEqual(await alone.digest());
    expect(await one().unmapped()).toEqual(await alone.unmapped());
    // The last delivery that names an agent counts; which one that is depends on the order of their ids.
    expect((await one().agents()).map(({ id }) => id)).toEqual((await alone.agents()).map(({ id }) => id));
    await alone.close();
  });

  it('find the same neighbours as one process with SQLite', { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 150 }, (_, i) => {
      const [opened, requester] = [(i * 37) % 200, `user ${i % 4}`];
      return requesters.ticket(`T${(i * 7) % 150}`, opened, opened + (i % 5) / 2, requester, `type ${i % 2}`);
    }).flat();
    const alone = await openStore(':memory:');
    await alone.addDeliveries(rows);
    await requesters.workOff(alone, ALL);
    await Promise.all(
      stores.map(async (store, of) => {
        for (let at = of * 75; at < (of + 1) * 75; at += 15) {
          await store.addDeliveries(rows.slice(at, at + 15));
          await store.settlePending(17, requesters.read);
          await store.foldStale(5, requesters.fold);
        }
        await requesters.workOff(store, 9);
      }),
    );
    await requesters.workOff(one(), ALL); // what the others were at when each found nothing free
    expect(await one().digest()).toEqual(await alone.digest());
    await alone.close();
  });

  async function workOff(store: Store, limit: number): Promise<void> {
    while ((await store.settlePending(limit, read)) > 0);
    while ((await store.foldStale(limit, fold)) > 0);
  }

  describe('an event that comes while its ticket is folded', () => {
    beforeEach(async () => {
      const due = {
        ticketId: 'desk:T1' as never,
        clock: 'resolution' as never,
        cycle: 0,
        percent: 50 as const,
        dueAt: 9,
      };
      await one().addDeliveries([delivery('1', { ticket: 'T1' })]);
      await one().settlePending(ALL, read);
      await one().foldStale(ALL, (events) => ({ ...fold(events), due: [due] }));
      await one().markAllTicketsStale();
      await one().addDeliveries([delivery('2', { ticket: 'T1', knownAt: 2 })]);
    });

    it('is folded after it, where folding has read before', async () => {
      await holding('select 1 from sla_due for update');
      const seen: number[] = [];
      const folding = one().foldStale(ALL, (events: readonly TicketEvent[]) => {
        seen.push(events.length);
        return fold(events);
      });
      await untilWaiting();
      const settling = two().settlePending(ALL, read);
      expect(await waits(settling)).toBe(true);
      await letGo();
      expect([await folding, await settling, seen]).toEqual([1, 1, [1]]);
      expect(await one().foldStale(ALL, fold)).toBe(1);
      expect(await contributionsAt(9)).toEqual([agentId('1'), agentId('2')]);
    });

    it('is left for later, where it is not kept yet', async () => {
      await one().saveEvaluation({ asOf: 9, rulesVersion: 'r' }, [], []);
      await holding('select 1 from evaluation for update');
      const settling = one().settlePending(ALL, read);
      await untilWaiting();
      expect(await two().foldStale(ALL, fold)).toBe(0);
      await letGo();
      expect(await settling).toBe(1);
      expect(await two().foldStale(ALL, fold)).toBe(1);
      expect(await contributionsAt(9)).toEqual([agentId('1'), agentId('2')]);
    });
  });

  describe('an evaluation', () => {
    it('is stale where a fact known before it was being kept when it began', async () => {
      await one().addDeliveries([delivery('1', { ticket: 'T1', knownAt: 99 })]);
      await one().settlePending(ALL, read);
      await one().addDeliveries([delivery('2', { ticket: 'T1', knownAt: 5 })]);
      await holding('select 1 from stale_ticket for update');
      const settling = one().settlePending(ALL, read);
      await untilWaiting();
      const begun = (await two().beginEvaluation(10))!;
      expect(begun.asOf).toBe(10);
      await letGo();
      await settling;
      await two().saveEvaluation({ asOf: 10, rulesVersion: 'r', begun }, [], []);
      expect(await one().evaluations()).toEqual([{ asOf: 10, rulesVersion: 'r', stale: true }]);
    });

    it('does not begin before what is nearly kept is kept', async () => {
      await one().saveEvaluation({ asOf: 9, rulesVersion: 'r' }, [], []);
      await one().addDeliveries([delivery('1', { ticket: 'T1', knownAt: 5 })]);
      await holding('select 1 from evaluation for update');
      const settling = one().settlePending(ALL, read);
      await untilWaiting();
      const beginning = two().beginEvaluation(10);
      expect(await waits(beginning)).toBe(true);
      await letGo();
      expect([await settling, await beginning]).toEqual([1, null]);
    });

    it('is whole where two processes save the same one at once', async () => {
      await Promise.all(stores.map((store, i) => store.saveEvaluation({ asOf: 5, rulesVersion: `r${i}` }, [], [])));
      expect(await one().evaluations()).toHaveLength(1);
    });
  });

  it('raise each warning once, while tickets are folded again', async () => {
    const tickets = Array.from({ length: 60 }, (_, i) => `T${i}`);
    await one().addDeliveries(tickets.map((ticket) => delivery(ticket, { ticket })));
    await one().settlePending(ALL, read);
    const clock = 'resolution' as never;
    const folded = (events: readonly TicketEvent[]) => ({
      contributions: [],
      due: [{ ticketId: events[0]!.ticketId, clock, cycle: 0, percent: 50 as const, dueAt: 9 }],
    });
    await one().foldStale(ALL, folded);
    const raising = async (store: Store) => {
      let raised = 0;
      for (let taken = 1; taken > 0; ) {
        const batch = await store.raiseDue(10, 7, (due) => ({
          notices: due.map(({ dueAt: at, ...rest }) => ({ ...rest, at, holder: null, team: null, knownAt: 10 })),
          next: due.map((one_) => ({ ...one_, percent: 100, dueAt: 99 })),
        }));
        taken = batch.taken;
        raised += batch.raised.length;
      }
      return raised;
    };
    const folding = async () => {
      await one().markAllTicketsStale();
      while ((await one().foldStale(5, folded)) > 0);
      return 0;
    };
    const raised = await Promise.all([folding(), ...stores.slice(1).map(raising)]);
    expect(raised.reduce((sum, n) => sum + n)).toBe(60);
    expect((await one().slaCounts()).notices).toEqual([{ clock, percent: 50, count: 60 }]);
  });

  it('leave nothing due of a clock that has stopped, where its warning was just being raised', async () => {
    await one().addDeliveries([delivery('1', { ticket: 'T1' })]);
    await one().settlePending(ALL, read);
    const due = {
      ticketId: 'desk:T1' as never,
      clock: 'resolution' as never,
      cycle: 0,
      percent: 50 as const,
      dueAt: 9,
    };
    await one().foldStale(ALL, () => ({ contributions: [], due: [due] }));
    await one().markAllTicketsStale();
    await holding(`insert into sla_notice (ticket_id, clock, cycle, percent, at, known_at)
      values ('desk:T1', 'resolution', 0, 50, 1, 1)`);
    const raising = one().raiseDue(10, 7, () => ({
      notices: [{ ...due, at: 9, holder: null, team: null, knownAt: 10 }].map(({ dueAt: _, ...rest }) => rest),
      next: [{ ...due, percent: 100, dueAt: 99 }],
    }));
    await untilWaiting();
    const folding = two().foldStale(ALL, () => ({ contributions: [], due: [] }));
    expect(await waits(folding)).toBe(true);
    await letGo();
    expect([(await raising).raised.length, await folding]).toEqual([1, 1]);
    expect(await one().slaDue(9)).toEqual([]);
  });

  it('see a source as one of them has just set it up, and read nothing by the settings before', async () => {
    const config = { source: 'desk', connector: 'c', settings: 'old' };
    await one().configureSource(config);
    await one().addDeliveries([delivery('1', { ticket: 'T1' })]);
    // Read by the settings before, and stopped before anything of it can be seen.
    await holding(`insert into ticket_event (ticket_id, id, occurred_at, known_at, seq, fact, delivery_id)
      values ('desk:T1', 'desk:T1#1', 1, 1, 0, '{}', 0)`);
    const readBy: (string | null)[] = [];
    const settling = one().settlePending(ALL, (from, sources) => {
      readBy.push(...sources.map(({ settings }) => settings));
      return read(from);
    });
    await untilWaiting();
    const changing = two().configureSource({ ...config, settings: 'new' });
    expect(await waits(changing)).toBe(true);
    await letGo();
    expect([await settling, await changing]).toEqual([1, true]);
    expect(await one().counts()).toMatchObject({ events: 0, deliveries: { pending: 1 } });
    await one().settlePending(ALL, (from, sources) => {
      readBy.push(...sources.map(({ settings }) => settings));
      return read(from);
    });
    expect(readBy).toEqual(['old', 'new']);
    const same = await Promise.all(stores.map((store) => store.configureSource({ ...config, settings: 'newer' })));
    expect(same.filter(Boolean)).toHaveLength(1);
  });

  it('miss no delivery when they go up by id, though another one is still adding', async () => {
    await holding(`insert into delivery (source, key, about, received_at, origin, position, body, state)
      values ('desk', 'slow', 'ticket', 1, 'log', 1, '{}', 'pending')`);
    await one().addDeliveries([delivery('quick')]);
    const reading = one().deliveriesAfter(0, ALL);
    expect(await waits(reading)).toBe(true);
    await other.query('commit');
    expect((await reading).map(({ key }) => key)).toEqual(['slow', 'quick']);
  });

  it('keep what the latest delivery says of an agent, whichever is read first', async () => {
    await one().addDeliveries([
      delivery('1', { agent: { id: 'ann' } }, { about: 'agent' }),
      delivery('2', { agent: { id: 'ann', bot: true } }, { about: 'agent' }),
    ]);
    await holding("select 1 from delivery where key = '1' for update");
    await one().settlePending(ALL, read);
    await letGo();
    expect(await one().settlePending(ALL, read)).toBe(1);
    expect(await one().agents()).toMatchObject([{ id: agentId('ann'), bot: true }]);
  });

  it('fold by who is whom now, though somebody says so while a ticket is just coming in', async () => {
    await one().addDeliveries([delivery('1', { ticket: 'T1' })]);
    await holding(`insert into ticket_event (ticket_id, id, occurred_at, known_at, seq, fact, delivery_id)
      values ('desk:T1', 'desk:T1#1', 1, 1, 0, '{}', 0)`);
    const settling = one().settlePending(ALL, read);
    await untilWaiting();
    const alias = { account: agentId('1') as never, agent: agentId('2'), confirmedBy: 'kim', confirmedAt: 3 };
    await two().confirmAliases([alias]); // sees no ticket
    await letGo();
    await settling;
    const seen: unknown[] = [];
    await one().foldStale(ALL, (events, { aliases }) => {
      seen.push(...aliases);
      return fold(events);
    });
    expect(seen).toEqual([alias]);
  });

  it('fold nothing by who was whom before, where that is just being changed', async () => {
    await one().addDeliveries([delivery('1', { ticket: 'T1' }), delivery('2', { ticket: 'T2', knownAt: 99 })]);
    await one().settlePending(1, read);
    await one().saveEvaluation({ asOf: 9, rulesVersion: 'r' }, [], []);
    await holding('select 1 from evaluation for update');
    const alias = { account: agentId('1') as never, agent: agentId('2'), confirmedBy: 'kim', confirmedAt: 3 };
    const confirming = two().confirmAliases([alias]); // has marked T1, and T2 is not there yet
    await untilWaiting();
    const known: number[] = [];
    const rest = stores[2]!.settlePending(ALL, read).then(() =>
      stores[3]!.foldStale(ALL, (events, { aliases }) => {
        known.push(aliases.length);
        return fold(events);
      }),
    );
    expect(await waits(rest)).toBe(true);
    await letGo();
    await Promise.all([confirming, rest]);
    expect(known).toEqual([1, 1]);
  });

  it('begin again what a deadlock has undone', async () => {
    await one().addDeliveries([delivery('1', { ticket: 'T1' }), delivery('2', { ticket: 'T2' })]);
    await one().settlePending(ALL, read);
    await holding("select 1 from stale_ticket where ticket_id = 'desk:T2' for update");
    const marking = one().markAllTicketsStale();
    await untilWaiting();
    const crossing = other.query("select 1 from stale_ticket where ticket_id = 'desk:T1' for update").catch(() => {});
    await crossing;
    await letGo();
    await marking;
    expect(await one().foldStale(ALL, (events) => ({ contributions: events.map(whole), due: [] }))).toBe(2);
  });

  const whole = ({ ticketId }: TicketEvent) => ({
    contribution: contribution('', 'ann', { ticketId }),
    knownFrom: 1,
    knownUntil: null,
  });
});
