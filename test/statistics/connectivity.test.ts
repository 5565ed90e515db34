import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectivity } from '../../src/statistics/connectivity.ts';

const work = (text: string) =>
  text.split(' ').map((word) => {
    const [agent = '', group = '', n] = word.split(':');
    return { agent, group, n: Number(n) };
  });

describe('connectivity', () => {
  it('ties shifts together by who works in both', () => {
    const found = connectivity(work('ana:day:80 ana:night:20 ben:day:100 cem:night:100'));
    expect(found).toEqual({ components: [['day', 'night']], crossOver: 20 / 300, comparable: true });
  });

  it('says that hard shift and weak crew cannot be told apart where nobody crosses, or hardly anybody', () => {
    const apart = connectivity(work('ana:day:80 ben:day:100 cem:night:100'));
    expect(apart).toEqual({ components: [['day'], ['night']], crossOver: 0, comparable: false });
    expect(connectivity(work('ana:day:99 ana:night:1 cem:night:100')).comparable).toBe(false);
  });

  it('has nothing to compare, and so nothing against it, in one group or none', () => {
    expect(connectivity(work('ana:day:1 ben:day:2')).comparable).toBe(true);
    expect(connectivity([])).toEqual({ components: [], crossOver: 0, comparable: true });
  });

  it('finds the same groups whatever the order', () => {
    const pair = fc.record({
      agent: fc.constantFrom('a', 'b', 'c', 'd'),
      group: fc.constantFrom('1', '2', '3', '4', '5'),
      n: fc.integer({ min: 1, max: 9 }),
    });
    const pairs = fc.uniqueArray(pair, { selector: ({ agent, group }) => agent + group, maxLength: 12 });
    fc.assert(
      fc.property(pairs, (all) => {
        expect(connectivity(all.toReversed())).toEqual(connectivity(all));
      }),
    );
  });

  it('says what to leave out', () => {
    expect(() => connectivity([{ agent: 'ana', group: 'day', n: 0 }])).toThrow(/leave out pairs without any/);
  });
});
