import { benjaminiHochberg, impact, type Selection } from '../statistics/fairness.ts';
import { breachChance } from './breach-chance.ts';
import { type AuditSubject, ticketsOf } from './subject.ts';
import { type Hidden, suppress } from './suppress.ts';

/** What people are selected by: their score lies above the median of all, or a readiness rule has its flag up. */
export interface Choice {
  readonly rule: string | null;
  readonly title: string;
  /** Null: it says nothing of this person. */
  readonly selects: (subject: AuditSubject) => boolean | null;
}

/** A group against the most selected one. Rates and p 0 .. 1. */
interface Compared {
  /** Impact ratio: rate of the group over the highest. */
  readonly ratio: number;
  /** Katz's limits of the ratio; upper null: no upper end. */
  readonly lower: number;
  readonly upper: number | null;
  /** Rate of the group less the highest: statistical parity difference. */
  readonly difference: number;
  /** Fisher's exact p and its mid-p, two-sided. */
  readonly p: number;
  readonly midP: number;
  /** A reason to look, never a verdict (29 CFR 1607.4(D)). */
  readonly belowFourFifths: boolean;
}

export interface GroupRate {
  readonly group: string;
  /** Set: nothing of it may be shown, and all that follows is null. */
  readonly hidden: Hidden | null;
  /** People of whom the choice says anything, and those it selects. */
  readonly people: number | null;
  readonly selected: number | null;
  readonly rate: number | null;
  /** Null for the most selected group itself too. */
  readonly compared: Compared | null;
  /**
   * Of the mid-p against all others shown, by Benjamini and Hochberg over the whole report. Against the others together and not against
   * the most selected one: that one was chosen for being the highest, and fair processes would be called too often.
   */
  readonly q: number | null;
}

export interface Rates {
  readonly rule: string | null;
  readonly title: string;
  /** The most selected group shown, the larger of equals; null: fewer than two are shown, or nobody or everybody in them is selected. */
  readonly reference: string | null;
  /** Chance that a fair process with groups of these sizes leaves one of them below four fifths; null: nothing is compared. */
  readonly breachByChance: number | null;
  readonly groups: readonly GroupRate[];
}

/** What a group was seen to have; `midP` against all others shown. */
interface Seen extends Omit<GroupRate, 'q'> {
  readonly midP: number | null;
}

export type UncorrectedRates = Omit<Rates, 'groups'> & { readonly groups: readonly Seen[] };

/** How often each group is selected. `groups` in the order in which they are shown; `level` of the limits, two-sided. */
export function ratesOf(
  { rule, title, selects }: Choice,
  groups: ReadonlyMap<string, readonly AuditSubject[]>,
  level: number,
): UncorrectedRates {
  const counted = [...groups].map(([group, people]) => ({ group, ...selectionOf(people, selects) }));
  const hidden = suppress(counted.map(({ of, tickets }) => ({ people: of, tickets })));
  const shown = counted.filter((_, i) => hidden[i] === null);
  const all = together(shown);
  const differ = shown.length > 1 && all.selected > 0 && all.selected < all.of;
  const reference = differ ? shown.reduce((a, b) => (isMoreSelected(b, a) ? b : a)) : null;
  const groupRates = counted.map((one, i): Seen => {
    const why = hidden[i] ?? null;
    if (why !== null) return { ...NOTHING, group: one.group, hidden: why };
    return {
      group: one.group,
      hidden: null,
      people: one.of,
      selected: one.selected,
      rate: one.selected / one.of,
      compared: reference === null || one === reference ? null : compared(one, reference, level),
      midP: reference === null ? null : impact(one, without(all, one), level).midP,
    };
  });
  const sizes = shown.map(({ of }) => of);
  const breachByChance = reference === null ? null : breachChance(sizes, all.selected / all.of);
  return { rule, title, reference: reference?.group ?? null, breachByChance, groups: groupRates };
}

/** All rates of a report with their q-values: many comparisons are made, and some are sure to stand out by chance. */
export function withQ(reports: readonly UncorrectedRates[]): Rates[] {
  const q = benjaminiHochberg(reports.flatMap(({ groups }) => groups.flatMap(({ midP }) => midP ?? [])));
  let next = 0;
  return reports.map((rates) => ({
    ...rates,
    groups: rates.groups.map(({ midP, ...group }) => ({ ...group, q: midP === null ? null : (q[next++] ?? null) })),
  }));
}

const NOTHING = { people: null, selected: null, rate: null, compared: null, midP: null };

function selectionOf(people: readonly AuditSubject[], selects: Choice['selects']): Selection & { tickets: number } {
  const counts = { selected: 0, of: 0, tickets: 0 };
  for (const person of people) {
    const selected = selects(person);
    if (selected === null) continue;
    counts.of += 1;
    counts.selected += Number(selected);
    counts.tickets += ticketsOf(person);
  }
  return counts;
}

function isMoreSelected(a: Selection, b: Selection): boolean {
  const difference = a.selected * b.of - b.selected * a.of;
  return difference > 0 || (difference === 0 && a.of > b.of);
}

function compared(group: Selection, reference: Selection, level: number): Compared {
  const { ratio, bounds, difference, p, midP } = impact(group, reference, level);
  const upper = Number.isFinite(bounds.upper) ? bounds.upper : null;
  // In whole numbers: exactly four fifths is not below them, whatever rounding makes of it.
  const belowFourFifths = 5 * group.selected * reference.of < 4 * reference.selected * group.of;
  // Null only where nobody of the reference is selected: then there is none.
  return { ratio: ratio ?? 0, lower: bounds.lower, upper, difference, p, midP, belowFourFifths };
}

const together = (all: readonly Selection[]): Selection =>
  all.reduce((sum, one) => ({ selected: sum.selected + one.selected, of: sum.of + one.of }), { selected: 0, of: 0 });

const without = (all: Selection, one: Selection): Selection => ({
  selected: all.selected - one.selected,
  of: all.of - one.of,
});
