import type { FairnessAuditView } from '../api/audit-schema.ts';

/** One row a group and what it is selected by; empty where nothing may be shown. Shares 0 .. 1. */
export const RATE_COLUMNS = [
  'as_of',
  'by',
  'group',
  'selected_by',
  'withheld',
  'people',
  'selected',
  'rate',
  'highest_group',
  'impact_ratio',
  'ratio_lower',
  'ratio_upper',
  'difference',
  'p',
  'mid_p',
  'q',
  'below_four_fifths',
  'breach_by_chance',
] as const;

type Row = Record<(typeof RATE_COLUMNS)[number], string>;

export function auditRows({ asOf, groupings }: FairnessAuditView): Row[] {
  return groupings.flatMap(({ by, rates }) =>
    rates.flatMap(({ rule, reference, breachByChance, groups }) =>
      groups.map(({ group, hidden, people, selected, rate, compared, q }) => ({
        as_of: asOf,
        by,
        group,
        selected_by: rule ?? 'score above median',
        withheld: hidden ?? '',
        people: text(people),
        selected: text(selected),
        rate: text(rate),
        highest_group: reference ?? '',
        impact_ratio: text(compared?.ratio),
        ratio_lower: text(compared?.lower),
        ratio_upper: text(compared?.upper),
        difference: text(compared?.difference),
        p: text(compared?.p),
        mid_p: text(compared?.midP),
        q: text(q),
        below_four_fifths: compared === null ? '' : String(compared.belowFourFifths),
        breach_by_chance: text(breachByChance),
      })),
    ),
  );
}

/** Six figures are more than any of these numbers carries. */
const text = (number: number | null | undefined): string =>
  number == null ? '' : String(Number(number.toPrecision(6)));
