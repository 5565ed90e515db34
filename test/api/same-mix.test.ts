import { describe, expect, it } from 'vitest';
import { areSame } from '../../src/api/views/same-mix.ts';

const types = (counts: Record<string, number>) =>
  Object.entries(counts).flatMap(([type, n]) => Array.from({ length: n }, () => type));

describe('the mix of work in two halves of a year', () => {
  it.each<[string, Record<string, number>, Record<string, number>, boolean | null]>([
    ['is the same for the same kinds, however many', { mail: 30, access: 10 }, { mail: 60, access: 20 }, true],
    ['is another where a fifth and more is of new kinds', { mail: 40 }, { mail: 30, network: 10 }, false],
    ['is the same while less than a fifth is', { mail: 40 }, { mail: 34, network: 6 }, true],
    ['cannot be told from few tickets', { mail: 40 }, { mail: 19 }, null],
  ])('%s', (_what, before, now, same) => expect(areSame(types(before), types(now))).toBe(same));
});
