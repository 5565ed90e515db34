import { describe, expect, it } from 'vitest';
import { isWorking, nextShiftStart, nextWorkingInstant, type Rhythm } from '../../src/simulator/working-hours.ts';

const at = (text: string): number => Date.parse(text);
const singapore: Rhythm = {
  shift: 'night',
  offset: 8 * 3_600_000,
  daysOff: [5, 6],
  startedAt: at('2026-01-01T00:00Z'),
};

describe('working hours', () => {
  it.each([
    ['2026-01-07T16:00Z', true], // Thursday 00:00 local
    ['2026-01-07T15:59Z', false],
    ['2026-01-07T23:59Z', true],
    ['2026-01-08T00:00Z', false],
    ['2026-01-09T17:00Z', false], // Saturday 01:00 local
    ['2026-01-11T17:00Z', true], // Monday 01:00 local, Sunday in UTC
    ['2025-12-31T17:00Z', false], // not yet employed
  ])('a night shift in Singapore at %s: %s', (instant, expected) => {
    expect(isWorking(singapore, at(instant))).toBe(expected);
  });

  it('looks for the next shift, over days off and before the first day', () => {
    expect(nextShiftStart(singapore, at('2026-01-07T16:00:01Z'))).toBe(at('2026-01-08T16:00Z'));
    expect(nextWorkingInstant(singapore, at('2026-01-07T17:00Z'))).toBe(at('2026-01-07T17:00Z'));
    expect(nextWorkingInstant(singapore, at('2026-01-09T12:00Z'))).toBe(at('2026-01-11T16:00Z'));
    expect(nextWorkingInstant(singapore, at('2025-12-01T00:00Z'))).toBe(at('2026-01-01T16:00Z'));
  });
});
