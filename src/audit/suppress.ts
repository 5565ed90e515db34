/** No figure of a group below either (statistics.md 8.1). */
export const LEAST_PEOPLE = 5;
export const LEAST_TICKETS = 20;

export interface Size {
  readonly people: number;
  readonly tickets: number;
}

/** small: too few people or tickets. beside-small: shown, it would give away a small one by subtraction. */
export type Hidden = 'small' | 'beside-small';

/**
 * Which groups must not be shown, in the order given; null: may be shown. Where any is hidden, the next smallest are hidden with it
 * until all that is hidden is together no smaller than a group may be. Source: statistics.md 8.1 (complementary suppression).
 */
export function suppress(groups: readonly Size[]): (Hidden | null)[] {
  const hidden = groups.map((size): Hidden | null => (isSmall(size) ? 'small' : null));
  // An empty group gives nobody away.
  const withheld = () => groups.filter(({ people }, i) => people > 0 && hidden[i] !== null);
  if (withheld().length === 0) return hidden;
  const bySize = groups.map((size, i) => ({ ...size, i })).sort((a, b) => a.people - b.people || a.tickets - b.tickets);
  for (const { i } of bySize) {
    if (!isSmall(together(withheld()))) break;
    hidden[i] ??= 'beside-small';
  }
  return hidden;
}

const isSmall = ({ people, tickets }: Size): boolean => people < LEAST_PEOPLE || tickets < LEAST_TICKETS;

const together = (sizes: readonly Size[]): Size =>
  sizes.reduce((sum, { people, tickets }) => ({ people: sum.people + people, tickets: sum.tickets + tickets }), {
    people: 0,
    tickets: 0,
  });
