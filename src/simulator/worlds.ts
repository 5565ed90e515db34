/**
 * plain: the desk of statistics sheet 10.2. night-better, night-worse: who works at night is truly that much better or worse (10.5).
 * lumpy: what goes wrong goes wrong in lumps, a person's week at a time, as in real logs (15).
 */
export const WORLDS = ['plain', 'night-better', 'night-worse', 'lumpy'] as const;
export type World = (typeof WORLDS)[number];

/** What differs from the plain world, in logits. */
export interface WorldTerms {
  /** Added to the skill of all who work at night */
  readonly night: number;
  /** Standard deviation of a term that a person has for a week */
  readonly personWeek: number;
}

const plain: WorldTerms = { night: 0, personWeek: 0 };
const worlds: Readonly<Record<World, WorldTerms>> = {
  plain,
  'night-better': { ...plain, night: 0.4 },
  'night-worse': { ...plain, night: -0.4 },
  lumpy: { ...plain, personWeek: 4 }, // so that weeks of a person vary three to seven times as much as independent tickets: measured by a test
};

export function termsOf(world: World = 'plain'): WorldTerms {
  return worlds[world];
}
