import { describe, expect, it } from 'vitest';
import { inOrder, readGroupings, tenureBand } from '../../src/audit/grouping.ts';

const AS_OF = Date.UTC(2026, 6, 1);

describe('tenureBand', () => {
  it.each([
    [Date.UTC(2026, 1, 1), 'under 6 months'],
    [Date.UTC(2025, 11, 30), '6 to 24 months'],
    [Date.UTC(2024, 6, 5), '6 to 24 months'],
    [Date.UTC(2024, 5, 28), 'over 2 years'],
    [null, 'unknown'],
  ])('of a start at %s is %s', (startedAt, band) => {
    expect(tenureBand(startedAt, AS_OF)).toBe(band);
  });
});

it('groups stand by name, tenure from short to long, unknown last', () => {
  expect(inOrder(['night', 'unknown', 'day'])).toEqual(['day', 'night', 'unknown']);
  expect(inOrder(['unknown', 'over 2 years', 'under 6 months', '6 to 24 months'])).toEqual([
    'under 6 months',
    '6 to 24 months',
    'over 2 years',
    'unknown',
  ]);
});

it('groupings are read once each, in their own order; one unknown word makes none', () => {
  expect(readGroupings('tenure, region,tenure')).toEqual(['region', 'tenure']);
  expect(readGroupings('region,star-sign')).toBeNull();
  expect(readGroupings('')).toBeNull();
});
