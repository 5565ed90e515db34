import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packContribution, unpackContribution } from '../../src/store/packed-contribution.ts';
import { anyContribution } from './any-contribution.ts';

describe('a packed contribution', () => {
  it('unpacks to what it was, given the ids of its row', () => {
    fc.assert(
      fc.property(anyContribution, (contribution) => {
        const { ticketId, agentId } = contribution;
        expect(unpackContribution(ticketId, agentId ?? '', packContribution(contribution))).toEqual(contribution);
      }),
    );
  });

  it('is less than half as long as with the names of its fields', () => {
    const many = fc.sample(anyContribution, { seed: 1, numRuns: 500 });
    const long = (texts: readonly string[]) => texts.reduce((sum, { length }) => sum + length, 0);
    const packed = long(many.map(packContribution));
    expect(packed / long(many.map((one) => JSON.stringify(one)))).toBeLessThan(0.5);
  });
});
