import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Handover, Handovers } from '../../../src/metrics/expectation/handovers.ts';
import { OutcomeList, OutcomeRows } from '../../../src/metrics/expectation/outcome-list.ts';

const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
const outcome = fc.record({ at: instant, cell: fc.nat(2 ** 30 - 1), good: fc.constantFrom(0 as const, 1 as const) });
type Outcome = typeof outcome extends fc.Arbitrary<infer O> ? O : never;

function read(list: OutcomeList): Outcome[] {
  const found: Outcome[] = [];
  list.forEach((at, cell, good, place) => {
    expect(place).toBe(found.length);
    found.push({ at, cell, good });
  });
  return found;
}

describe('OutcomeList', () => {
  it('tells what was added to it and nothing else, however many share the rows', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), outcome), { maxLength: 200 }), (added) => {
        const rows = new OutcomeRows();
        const lists = Array.from({ length: 4 }, () => new OutcomeList(rows));
        for (const [to, { at, cell, good }] of added) lists[to]?.add(at, cell, good);
        for (const [i, list] of lists.entries()) {
          const own = added.filter(([to]) => to === i).map(([, one]) => one);
          expect(read(list)).toEqual(own);
          expect(list.size).toBe(own.length);
        }
      }),
    );
  });

  it('takes in others, and shares rows with a list of the other kind', () => {
    const rows = new OutcomeRows();
    const [ann, team, all] = [new OutcomeList(rows), new OutcomeList(rows, 'team'), new OutcomeList()];
    for (const at of [5, 15, 25]) {
      const row = rows.add(at, at, 1);
      if (at !== 15) ann.append(row);
      team.append(row);
    }
    expect(read(ann).map(({ at }) => at)).toEqual([5, 25]);
    expect(read(team).map(({ at }) => at)).toEqual([5, 15, 25]);
    for (const list of [ann, team]) all.addAll(list);
    expect(read(all).map(({ at }) => at)).toEqual([5, 25, 5, 15, 25]);
  });
});

const word = fc.constantFrom('a', 'b', 'c', '');
const handover: fc.Arbitrary<Handover> = fc.record({
  at: instant,
  from: word,
  to: fc.option(word),
  team: fc.option(word),
  workType: word,
  outcome: fc.constantFrom('bounce-back', 'onward', 'right-first'),
});

describe('Handovers', () => {
  it('are told as they were added, nobody and no team as such', () => {
    fc.assert(
      fc.property(fc.array(handover, { maxLength: 50 }), (added) => {
        const handovers = new Handovers();
        for (const one of added) handovers.add(one);
        expect([...handovers]).toEqual(added);
      }),
    );
  });
});
