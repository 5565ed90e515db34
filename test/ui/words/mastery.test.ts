import { describe, expect, it } from 'vitest';
import { aloneText, masteryText, missingText, shadeOf } from '../../../src/ui/words/mastery.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('mastery in words', () => {
  it('is a state and how sure it is, never rounded up to what shows it', () => {
    expect(plain(masteryText({ state: 'mastered', probability: 0.8, missing: 0 }))).toBe('Mastered, 80 % sure');
    expect(plain(masteryText({ state: 'not-shown', probability: 0.799, missing: 3 }))).toBe('Not shown yet, 79 % sure');
    expect(plain(masteryText({ state: 'not-shown', probability: 0.001, missing: null }))).toBe(
      'Not shown yet, < 1 % sure',
    );
    expect(masteryText({ state: 'not-offered', probability: null, missing: null })).toBe('Not offered');
  });

  it('says what is missing', () => {
    const missing = (probability: number | null, n: number | null) =>
      missingText({ state: 'not-shown', probability, missing: n });
    expect(missing(0.5, 18)).toBe('About 18 more at this rate would show it.');
    expect(missing(0.1, null)).toContain('a better rate would');
    expect(missing(null, null)).toContain('Nothing can be scored yet');
    expect(missingText({ state: 'mastered', probability: 0.9, missing: 0 })).toBe('');
  });

  it('tells independence and depth of colour', () => {
    expect(plain(aloneText({ taken: 40, alone: 31 }))).toBe('31 of 40 tickets taken resolved without handing on');
    expect([null, 0, 0.19, 0.2, 0.8, 1].map(shadeOf)).toEqual([0, 0, 0, 1, 4, 4]);
  });
});
