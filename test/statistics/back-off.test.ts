import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BackOffTable } from '../../src/statistics/back-off.ts';

interface Ticket {
  owner: string;
  path: string[];
  good: 0 | 1;
}

function fill(tickets: Iterable<Ticket>, k?: number): BackOffTable {
  const table = new BackOffTable(k);
  for (const { owner, path, good } of tickets) table.add(owner, path, good);
  return table;
}

/** `n` tickets of which the first `good` are good. */
const batch = (owner: string, path: string[], good: number, n: number): Ticket[] =>
  Array.from({ length: n }, (_, i) => ({ owner, path, good: i < good ? 1 : 0 }));

describe('expected', () => {
  it.each([
    { good: 3, n: 4, rest: [85, 96], pooled: 0.862 },
    { good: 60, n: 80, rest: [820, 920], pooled: 0.781 },
  ])('pools $good of $n towards a parent of .88 to $pooled', ({ good, n, rest: [restGood = 0, rest = 0], pooled }) => {
    const table = fill([...batch('ana', ['network'], good, n), ...batch('ana', ['access'], restGood, rest)]);
    expect(table.expected('ben', [])).toBeCloseTo(0.88, 12);
    expect(table.expected('ben', ['network'])).toBeCloseTo(pooled, 3);
  });

  it('goes down the path level by level', () => {
    const table = fill([...batch('ana', ['network', 'P1'], 1, 2), ...batch('ana', ['network', 'P2'], 4, 4)], 2);
    const network = 5 / 6;
    expect(table.expected('ben', ['network', 'P1'])).toBeCloseTo((1 + 2 * network) / 4, 12);
  });

  it('falls back to the finest level colleagues have tickets in', () => {
    const table = fill([...batch('ana', ['network', 'P1'], 6, 8), ...batch('ben', ['network', 'P3'], 0, 5)]);
    expect(table.expected('ben', ['network', 'P3'])).toBe(table.expected('ben', ['network']));
    expect(table.expected('ben', ['never seen', 'P1'])).toBe(0.75);
  });

  it('is null when nobody else has a ticket', () => {
    const table = fill(batch('ana', ['network'], 1, 2));
    expect(table.expected('ana', ['network'])).toBeNull();
    expect(new BackOffTable().expected('ana', ['network'])).toBeNull();
    expect(table.expected('ben', ['network'])).not.toBeNull();
  });

  it('keeps cells apart whatever characters their names hold', () => {
    const table = fill([...batch('ana', ['a', 'b/c'], 0, 50), ...batch('ana', ['a/b', 'c'], 50, 50)], 1);
    expect(table.expected('ben', ['a', 'b/c'])).toBeLessThan(0.1);
    expect(table.expected('ben', ['a/b', 'c'])).toBeGreaterThan(0.9);
  });
});

describe('standing', () => {
  it('finds the agent of the method sheet better than the raw share looks: O/E .891, z -.42', () => {
    const shifts = { access: ['access', 'P3', 'day'], app: ['app', 'P2', 'day'], network: ['network', 'P1', 'night'] };
    const team = [
      ...batch('team', shifts.access, 97, 100),
      ...batch('team', shifts.app, 93, 100),
      ...batch('team', shifts.network, 78, 100),
    ];
    const agent = [
      ...batch('agent', shifts.access, 58, 60),
      ...batch('agent', shifts.app, 22, 25),
      ...batch('agent', shifts.network, 34, 40),
    ];
    const standing = fill([...team, ...agent], 0).standing('agent');
    if (standing === null) throw new Error('the agent has tickets and a team');
    const { n, good, observedFailures, expectedFailures, varianceFailures } = standing;
    expect({ n, good, observedFailures }).toEqual({ n: 125, good: 114, observedFailures: 11 });
    expect(good / n).toBeCloseTo(0.912, 3);
    expect(expectedFailures).toBeCloseTo(12.35, 10);
    expect(observedFailures / expectedFailures).toBeCloseTo(0.891, 3);
    expect((observedFailures - expectedFailures) / Math.sqrt(varianceFailures)).toBeCloseTo(-0.42, 2);
  });

  it('counts tickets whose path ends early', () => {
    const table = fill([...batch('ana', [], 8, 10), ...batch('ben', [], 1, 3), ...batch('ben', ['network'], 2, 2)]);
    const standing = table.standing('ben');
    expect(standing?.expectedFailures).toBeCloseTo(5 * 0.2, 12);
    expect(standing?.varianceFailures).toBeCloseTo(5 * 0.16, 12);
  });

  it('is null for one without tickets, and for one without colleagues', () => {
    const table = fill(batch('ana', ['network'], 1, 2));
    expect(table.standing('ben')).toBeNull();
    expect(table.standing('ana')).toBeNull();
  });
});

describe('a table of any tickets', () => {
  const owner = fc.constantFrom('ana', 'ben', 'cem');
  const path = fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 3 });
  const good = fc.constantFrom<0 | 1>(0, 1);
  const tickets = fc.array(fc.record({ owner, path, good }), { maxLength: 60 });

  it('sums the expectation of each ticket into the standing', () => {
    fc.assert(
      fc.property(tickets, owner, (all, who) => {
        const table = fill(all);
        const q = all.filter((t) => t.owner === who).map((t) => 1 - (table.expected(who, t.path) ?? Number.NaN));
        const standing = table.standing(who);
        if (standing === null) {
          expect(q.every(Number.isNaN)).toBe(true);
          return;
        }
        expect(standing.n).toBe(q.length);
        expect(standing.expectedFailures).toBeCloseTo(
          q.reduce((a, b) => a + b, 0),
          9,
        );
        expect(standing.varianceFailures).toBeCloseTo(
          q.reduce((a, b) => a + b * (1 - b), 0),
          9,
        );
      }),
    );
  });

  it('does not depend on the order of adding, to the last bit', () => {
    fc.assert(
      fc.property(
        tickets.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const [one, other] = [fill(all), fill(shuffled)];
          expect([...other.owners()].sort()).toEqual([...one.owners()].sort());
          for (const who of one.owners()) expect(other.standing(who)).toEqual(one.standing(who));
        },
      ),
    );
  });

  it("never lets an owner's own tickets change their expectation", () => {
    fc.assert(
      fc.property(tickets, tickets, owner, path, (all, more, who, cell) => {
        const own = more.map((t) => ({ ...t, owner: who }));
        expect(fill([...all, ...own]).expected(who, cell)).toBe(fill(all).expected(who, cell));
      }),
    );
  });

  it('swaps results when two owners swap labels', () => {
    const swap = (who: string): string => ({ ana: 'ben', ben: 'ana' })[who] ?? who;
    fc.assert(
      fc.property(tickets, owner, path, (all, who, cell) => {
        const swapped = fill(all.map((t) => ({ ...t, owner: swap(t.owner) })));
        expect(swapped.standing(swap(who))).toEqual(fill(all).standing(who));
        expect(swapped.expected(swap(who), cell)).toBe(fill(all).expected(who, cell));
      }),
    );
  });
});

it.each([-1, Number.NaN, Infinity])('refuses a pooling weight of %d', (k) => {
  expect(() => new BackOffTable(k)).toThrow(/Give a finite pooling weight k of 0 or more/);
});
