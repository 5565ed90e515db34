import { describe, expect, it } from 'vitest';
import { figureText } from '../../src/cli/figures.ts';

const estimate = { value: 1.9, lower: 1, upper: 3, level: 0.95, sampleSize: 87, effectiveSampleSize: 60 };
const types = { unit: 'types', counted: 'tickets taken' } as const;

describe('a figure in a sentence', () => {
  it('says a word of its unit once in an interval, and one of one', () => {
    expect(figureText(estimate, types)).toBe('1.9 types (1 to 3 types, 87 tickets taken)');
    expect(figureText({ ...estimate, value: 1, upper: 1 }, types)).toBe('1 type (1 to 1 type, 87 tickets taken)');
    expect(figureText({ ...estimate, upper: null }, types)).toBe('1.9 types (1 type to any, 87 tickets taken)');
  });

  it('says a sign with each number', () => {
    const share = { ...estimate, value: 0.9, lower: 0.82, upper: 0.95, sampleSize: 1 };
    expect(figureText(share, { unit: 'share', counted: 'resolutions' })).toBe('90 % (82 % to 95 %, 1 resolution)');
  });
});
