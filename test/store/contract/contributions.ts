import { describe, expect, it } from 'vitest';
import { ticketId } from '../../../src/domain/ids.ts';
import { agentId, contribution, delivery, event } from '../facts.ts';
import { ALL, type AtStore } from './at-store.ts';

/** What was known when, by ticket and by agent. */
export function describeContributions(at: AtStore): void {
  describe('contributions', () => {
    const keep = async (
      ...rows: readonly (readonly [
        ticket: string,
        agent: string | null,
        from: number,
        until: number | null,
        more?: object,
      ])[]
    ) => {
      const tickets = [...new Set(rows.map(([ticket]) => ticket))];
      await at.add(...tickets.map((ticket) => delivery(`of ${ticket}`, { ticket })));
      await at.settle();
      await at.store.foldStale(ALL, ([first]) => ({
        due: [],
        contributions: rows
          .filter(([ticket]) => ticketId('desk', ticket) === first?.ticketId)
          .map(([ticket, agent, knownFrom, knownUntil, more]) => ({
            contribution: contribution(ticket, agent, more),
            knownFrom,
            knownUntil,
          })),
      }));
    };

    it('are read as known then: from their first instant, until before their last', async () => {
      await keep(['T1', 'ann', 5, 10], ['T1', 'ann', 10, null], ['T1', 'bob', 7, 9]);
      const counts = [];
      for (const asOf of [4, 5, 6, 7, 8, 9, 10, 99]) counts.push((await at.contributionsAt(asOf)).length);
      expect(counts).toEqual([0, 1, 1, 2, 2, 1, 1, 1]);
      expect(await at.store.contributionsOf(agentId('bob'), 8)).toEqual([contribution('T1', 'bob')]);
      expect(await at.store.contributionsOf(agentId('bob'), 9)).toEqual([]);
    });

    it('are read as known then, however many have been superseded since', async () => {
      const [tickets, times] = [900, 7];
      const known = Array.from({ length: tickets * times }, (_, i) => {
        const [ticket, from] = [`T${String(Math.floor(i / times)).padStart(4, '0')}`, i % times];
        return [ticket, 'ann', from, from === times - 1 ? null : from + 1, { replies: from }] as const;
      });
      await keep(...known);
      const inOrder = known.filter(([, , from]) => from === 0).map(([ticket]) => `desk:${ticket} desk:ann`);
      for (const asOf of [0, times - 2, times - 1, 99]) {
        expect(await at.contributionsAt(asOf)).toEqual(inOrder);
        for await (const page of at.store.contributions(asOf, 0))
          expect(new Set(page.map(({ replies }) => replies))).toEqual(new Set([Math.min(asOf, times - 1)]));
      }
    });

    it('are met once when they are superseded while they are read', async () => {
      const many = Array.from({ length: 900 }, (_, i) => `T${String(i).padStart(4, '0')}`);
      await keep(...many.map((ticket) => [ticket, 'ann', 1, null] as const));
      const found: string[] = [];
      for await (const page of at.store.contributions(5, 0)) {
        if (found.length === 0) {
          await at.store.markAllTicketsStale();
          await at.store.foldStale(ALL, ([first]) => {
            const { key = '' } = /^desk:(?<key>.*)$/.exec(first?.ticketId ?? '')?.groups ?? {};
            const rows = [
              { contribution: contribution(key, 'ann'), knownFrom: 1, knownUntil: 9 },
              { contribution: contribution(key, 'ann'), knownFrom: 9, knownUntil: null },
            ];
            return { due: [], contributions: rows };
          });
        }
        found.push(...page.map(({ ticketId: id }) => id));
      }
      expect(found).toEqual(many.map((ticket) => `desk:${ticket}`));
    });

    it('are left out when all in them is older than the window, but not while the ticket is held', async () => {
      await keep(
        ['T1', 'ann', 1, null, { lastAt: 19 }],
        ['T2', 'ann', 1, null, { lastAt: 20 }],
        ['T3', 'ann', 1, null, { lastAt: 2, holdingSince: 2 }],
      );
      expect(await at.contributionsAt(30, 20)).toEqual(['desk:T2 desk:ann', 'desk:T3 desk:ann']);
    });

    it('come by ticket, then agent, however many; nobody in particular first', async () => {
      const rows = Array.from(
        { length: 700 },
        (_, i) => [`T${String(i).padStart(3, '0')}`, i % 3 === 0 ? null : 'ann', 1, null] as const,
      );
      await keep(...rows.toReversed(), ['T000', 'bob', 1, null]);
      const found = await at.contributionsAt(2);
      expect(found.slice(0, 3)).toEqual(['desk:T000 null', 'desk:T000 desk:bob', 'desk:T001 desk:ann']);
      expect(found).toHaveLength(701);
      expect(new Set(found).size).toBe(701);
    });

    it('name who has contributed, in the team they mostly did so in', async () => {
      await keep(
        ['T1', 'ann', 1, null],
        ['T2', 'ann', 1, null, { team: 'second' }],
        ['T3', 'ann', 1, null, { team: 'second' }],
        ['T3', 'gone', 1, 2],
        ['T3', null, 1, null],
        ['T4', 'bob', 1, null],
      );
      const [ann, bob] = [
        { agent: agentId('ann'), team: 'second' },
        { agent: agentId('bob'), team: 'first' },
      ];
      expect(await at.store.contributors()).toEqual([ann, bob]);
      expect(await at.store.contributors(bob.agent)).toEqual([bob]);
      expect(await at.store.contributors(agentId('gone'))).toEqual([]);
    });
  });

  it('orders text by its bytes, not as a language does, and keeps every character but U+0000', async () => {
    const names = ['b', 'B', 'a', 'é', 'Z', '10', '9', 'a b', 'ab', '\u{1F600}', '\uFF5E', 'nul\0', '_', 'ﬁ'];
    await at.settled(...names.map((ticket) => delivery(ticket, { ticket })));
    const inOrder = names.map((name) => name.replace('\0', '\uFFFD')).map((name) => ticketId('desk', name));
    inOrder.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(await at.store.ticketIds(null, ALL)).toEqual(inOrder);
    for (const id of inOrder)
      expect(await at.store.ticketIds(id, 1)).toEqual(inOrder.slice(inOrder.indexOf(id) + 1).slice(0, 1));
    // The same on every engine.
    expect((await at.store.digest()).contributions.slice(0, 12)).toBe('b5e08842c0be');
  });

  it('lists tickets page by page, and between when and when anything was known', async () => {
    expect(await at.store.knownSpan()).toBeNull();
    await at.settled(...['T3', 'T1', 'T2'].map((ticket, i) => delivery(ticket, { ticket, knownAt: 5 + i })));
    const ids = ['T1', 'T2', 'T3'].map((ticket) => ticketId('desk', ticket));
    expect(await at.store.ticketIds(null, 2)).toEqual(ids.slice(0, 2));
    expect(await at.store.ticketIds(ids[1]!, 2)).toEqual(ids.slice(2));
    expect(await at.store.knownSpan()).toEqual({ first: 5, last: 7 });
    const events = await at.store.eventsOf([ids[0]!, ticketId('desk', 'nowhere')]);
    expect(events).toEqual(new Map([[ids[0], [event('T1', 'T1', 6)]]]));
  });
}
