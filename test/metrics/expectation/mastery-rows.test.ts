import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MASTERY_LEVEL, type Mastery } from '../../../src/metrics/expectation/mastery.ts';
import { MasteryRows } from '../../../src/metrics/expectation/mastery-rows.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyMastery: fc.Arbitrary<Mastery> = fc.record({
  probability: share,
  estimate: fc.record({
    value: share,
    lower: share,
    upper: share,
    level: fc.constant(MASTERY_LEVEL),
    sampleSize: fc.nat(),
    effectiveSampleSize: fc.double({ min: 0, max: 1e6, noNaN: true }),
  }),
  lastAt: fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
  missing: fc.option(fc.nat(500)),
});

it('masteries come out of their rows as they went in', () => {
  const kept = fc.array(fc.tuple(fc.constantFrom('network', 'mail', 'sap'), fc.option(anyMastery)));
  fc.assert(
    fc.property(kept, (those) => {
      const rows = new MasteryRows();
      for (const [workType, mastery] of those) rows.add(workType, mastery);
      expect(rows.size).toBe(those.length);
      expect(those.map((_, row) => [rows.typeAt(row), rows.at(row)])).toEqual(those);
    }),
  );
});
