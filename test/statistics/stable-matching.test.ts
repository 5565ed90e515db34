import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stableMatching } from '../../src/statistics/stable-matching.ts';

describe('stableMatching', () => {
  it('gives mentees the best they can have', () => {
    // Both stable matchings: mentees get their first, or mentors do.
    const mentors = [
      { wishes: [1, 0], places: 1 },
      { wishes: [0, 1], places: 1 },
    ];
    expect(
      stableMatching(
        [
          [0, 1],
          [1, 0],
        ],
        mentors,
      ),
    ).toEqual([0, 1]);
  });

  it('fills places with those the mentor would rather have', () => {
    const mentors = [{ wishes: [2, 0, 1], places: 2 }];
    expect(stableMatching([[0], [0], [0]], mentors)).toEqual([0, null, 0]);
  });

  it('pairs nobody with whom they did not name, on either side', () => {
    expect(stableMatching([[0], []], [{ wishes: [1], places: 1 }])).toEqual([null, null]);
  });

  const names = (count: number): fc.Arbitrary<number[]> =>
    fc.shuffledSubarray(Array.from({ length: count }, (_, i) => i));
  const world = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 })).chain(([mentees, mentors]) =>
    fc.record({
      wishes: fc.array(names(mentors), { minLength: mentees, maxLength: mentees }),
      mentors: fc.array(fc.record({ wishes: names(mentees), places: fc.nat(2) }), {
        minLength: mentors,
        maxLength: mentors,
      }),
    }),
  );

  it('leaves no two who would both rather have each other', () => {
    fc.assert(
      fc.property(world, ({ wishes, mentors }) => {
        const match = stableMatching(wishes, mentors);
        mentors.forEach((mentor, m) => {
          const group = match.flatMap((got, mentee) => (got === m ? [mentee] : []));
          expect(group.length).toBeLessThanOrEqual(mentor.places);
          for (const mentee of mentor.wishes) {
            const named = wishes[mentee]!;
            const rather =
              named.includes(m) && (match[mentee] === null || named.indexOf(m) < named.indexOf(match[mentee]!));
            const worst = Math.max(...group.map((g) => mentor.wishes.indexOf(g)));
            const open = group.length < mentor.places || (group.length > 0 && mentor.wishes.indexOf(mentee) < worst);
            if (match[mentee] !== m) expect(rather && open && mentor.places > 0).toBe(false);
          }
        });
      }),
    );
  });

  it('says what to give instead of impossible wishes', () => {
    expect(() => stableMatching([[1]], [{ wishes: [], places: 1 }])).toThrow(/Name mentors once each/);
    expect(() => stableMatching([[0, 0]], [{ wishes: [], places: 1 }])).toThrow(/Name mentors once each/);
    expect(() => stableMatching([[0]], [{ wishes: [3], places: 1 }])).toThrow(/Name mentees once each/);
    expect(() => stableMatching([[0]], [{ wishes: [0], places: -1 }])).toThrow(/whole number of places/);
  });
});
