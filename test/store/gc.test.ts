import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { type Cuts, collectGarbage } from '../../src/store/gc.ts';
import type { Store } from '../../src/store/store.ts';
import { hasPostgres, type TestDatabase, testDatabase, unlessPostgres } from '../postgres/server.ts';
import {
  agentSubject,
  decision,
  delivery,
  figure,
  fold,
  judgement,
  mastery,
  note,
  offDay,
  read,
  shown,
} from './facts.ts';
import { rowsOf } from './full-desk.ts';
import { atStore, Places } from './places.ts';

const ALL = 1_000;
const GOOD: Cuts = { deliveries: null, setAside: null, tickets: null, evaluations: null, decisions: null };
/** A ticket is at rest when its last event says so. */
const restedAt = (events: readonly TicketEvent[]) => {
  const last = events.toSorted((a, b) => a.knownAt - b.knownAt).at(-1);
  return last !== undefined && /^[^#]*#done/.test(last.id) ? last.knownAt : null;
};

let places: Places;
beforeEach(async () => {
  places = await Places.make();
});
afterEach(() => places.remove());

function gc(desk: string, cuts: Partial<Cuts>, more: { longestWindow?: number; dryRun?: boolean } = {}) {
  const options = { longestWindow: 10, dryRun: false, read, restedAt, onDeleted: () => {}, ...more };
  return collectGarbage(desk, { ...options, cuts: { ...GOOD, ...cuts } });
}

async function settle(store: Store): Promise<void> {
  while ((await store.settlePending(ALL, read)) + (await store.foldStale(ALL, fold)) > 0);
}

/** Ticket A rests since 20, B is open since 21, C rests since 95; received when known. Evaluated at 30, 60 and 90. */
async function fill(desk: string): Promise<void> {
  const told = (key: string, ticket: string, knownAt: number, more: object = {}) =>
    delivery(key, { ticket, knownAt, ...more }, { receivedAt: knownAt });
  await atStore(desk, async (store) => {
    await store.addDeliveries([
      told('new-a', 'A', 10),
      told('done-a', 'A', 20),
      told('new-b', 'B', 21),
      told('new-c', 'C', 40),
      told('done-c', 'C', 95),
      delivery('bad', { aside: 'no time' }, { receivedAt: 15 }),
      delivery('ann', { agent: { id: 'ann' } }, { about: 'agent', receivedAt: 5 }),
    ]);
    await settle(store);
    for (const asOf of [30, 60, 90]) {
      const subject = agentSubject('ann');
      await store.saveEvaluation(
        { asOf, rulesVersion: 'r', notes: [note('recoding', 'ann')], offDays: [offDay(0, 'first')] },
        [figure('m', subject)],
        [judgement('r', subject)],
        [mastery('ann')],
      );
    }
  });
}

const keys = (desk: string) =>
  atStore(desk, async (store) => (await store.deliveriesAfter(0, ALL)).map(({ key }) => key).sort());
const tickets = (desk: string) =>
  atStore(desk, async (store) => (await store.ticketIds(null, ALL)).map((id) => id.slice('desk:'.length)));

function describeGc(make: () => string): void {
  let desk: string;
  beforeEach(async () => {
    desk = make();
    await fill(desk);
  });

  it('deletes nothing that no setting lets go', async () => {
    const before = await rowsOf(desk);
    expect(await gc(desk, {})).toEqual({});
    expect(await gc(desk, { tickets: 5, deliveries: 5, setAside: 5, evaluations: 5 })).toEqual({});
    expect(await rowsOf(desk)).toEqual(before);
  });

  it('deletes what was set aside long ago, and what has been understood', async () => {
    expect(await gc(desk, { setAside: 16 })).toEqual({ delivery: 1 });
    expect(await keys(desk)).not.toContain('bad');
    expect(await gc(desk, { deliveries: 21 })).toEqual({ delivery: 2 });
    // The agent was last told of by a delivery of long ago: from it alone the agent can be made again.
    expect(await keys(desk)).toEqual(['ann', 'done-c', 'new-b', 'new-c']);
    expect(await tickets(desk)).toEqual(['A', 'B', 'C']);
  });

  it('leaves what was made of deliveries that are gone, and a replay keeps it', async () => {
    await atStore(desk, async (store) => {
      const before = await store.digest();
      expect(await store.forgotten()).toBe(false);
      await gc(desk, { deliveries: 50 });
      expect(await store.forgotten()).toBe(true);
      expect(await store.digest()).toEqual(before);
      await store.forgetDerived();
      await settle(store);
      expect(await store.digest()).toEqual(before);
      expect((await store.agents()).map(({ name }) => name)).toEqual(['ann']);
    });
  });

  it('deletes old evaluations but the last, which is sealed', async () => {
    expect(await gc(desk, { evaluations: 70 })).toEqual({
      evaluation: 1,
      figure: 1,
      judgement: 1,
      mastery: 1,
      off_day: 1,
      quality_note: 1,
    });
    await atStore(desk, async (store) => {
      const kept = [
        { asOf: 60, rulesVersion: 'r', stale: false, sealed: true },
        { asOf: 90, rulesVersion: 'r', stale: false },
      ];
      expect(await store.evaluations()).toEqual(kept);
      await store.addDeliveries([delivery('late', { ticket: 'B', knownAt: 22 })]);
      await store.settlePending(ALL, read);
      const stale = (await store.evaluations()).map((one) => [one.asOf, one.stale, one.sealed ?? false]);
      expect(stale).toEqual([
        [60, false, true],
        [90, true, false],
      ]);
    });
  });

  it('deletes tickets at rest with all of theirs, never one that a kept evaluation may read', async () => {
    // Evaluations from 30 on are kept, and read back to 20.
    expect(await gc(desk, { tickets: 99 })).toEqual({});
    expect(await gc(desk, { tickets: 99 }, { longestWindow: 9 })).toMatchObject({ ticket: 1 });
    expect(await tickets(desk)).toEqual(['B', 'C']);
    expect(await keys(desk)).toEqual(['ann', 'bad', 'done-c', 'new-b', 'new-c']);
    await atStore(desk, async (store) => {
      const before = await store.digest();
      await store.forgetDerived();
      await settle(store);
      expect(await store.digest()).toEqual(before);
    });
  });

  it('folds again what stays of whom a deleted ticket had come back, as a replay would not know it', async () => {
    const set = { requester: 'eve', workType: 'mail', status: 'resolved' } as const;
    const [stays, goes] = [
      delivery('stays', { ticket: 'S', knownAt: 3, set }, { receivedAt: 3 }),
      delivery('done-g', { ticket: 'G', knownAt: 8, set }, { receivedAt: 8 }),
    ];
    await atStore(desk, async (store) => {
      await store.addDeliveries([stays, goes]);
      await settle(store);
    });
    expect(await gc(desk, { tickets: 99, evaluations: 99 }, { longestWindow: 0 })).toMatchObject({ ticket: 2 });
    await atStore(desk, async (store) => {
      const neighbours: unknown[] = [];
      const folded = await store.foldStale(ALL, (events, _people, others) => {
        neighbours.push(events[0]?.ticketId, others);
        return fold(events);
      });
      expect([folded, neighbours]).toEqual([1, ['desk:S', []]]);
    });
  });

  it('keeps a ticket whose delivery tells of an agent too, or that is open, or known of since', async () => {
    await atStore(desk, async (store) => {
      const agent = { id: 'ann' };
      await store.addDeliveries([delivery('done-d', { ticket: 'D', knownAt: 3, agent }, { receivedAt: 3 })]);
      await settle(store);
    });
    expect(await gc(desk, { tickets: 99, evaluations: 99 }, { longestWindow: 0 })).toMatchObject({ ticket: 1 });
    expect(await tickets(desk)).toEqual(['B', 'C', 'D']);
  });

  it('lets logs of decisions go whole, and only where no evaluation that is kept could read them', async () => {
    const left = () => atStore(desk, async (store) => (await store.decisions({})).map(({ id }) => id));
    await atStore(desk, async (store) => {
      await store.addDecision(decision('old', 'ann', { at: 10 }), null);
      await store.addDecision(decision('new', 'ann', { at: 40 }), 'old');
      await store.addDecision(decision('rests', 'bob', { at: 12 }), null);
      const about = shown('f1', { kind: 'team', id: 'mail' });
      await store.addDecision(decision('team', null, { at: 12, shown: about }), null);
    });
    expect(await gc(desk, { decisions: 99 }, { longestWindow: 20 })).toEqual({});
    expect(await gc(desk, { decisions: 99 }, { longestWindow: 15, dryRun: true })).toEqual({ decision: 2 });
    expect(await gc(desk, { decisions: 99 }, { longestWindow: 15 })).toEqual({ decision: 2 });
    expect(await left()).toEqual(['old', 'new']);
  });

  it('counts beforehand what it would delete', async () => {
    const cuts = { tickets: 50, deliveries: 15, setAside: 50, evaluations: 80 };
    const before = await rowsOf(desk);
    const would = await gc(desk, cuts, { dryRun: true });
    expect(await rowsOf(desk)).toEqual(before);
    expect(await gc(desk, cuts)).toEqual(would);
    expect(would).toMatchObject({ delivery: 3, ticket: 1, evaluation: 1 });
    expect(await gc(desk, cuts)).toEqual({});
  });
}

describe('retention in a SQLite file', () => {
  describeGc(() => places.path('desk'));
});

describe.skipIf(!hasPostgres)(`retention in PostgreSQL${unlessPostgres}`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());
  describeGc(() => places.schema(database));
});
