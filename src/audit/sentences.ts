import type { Findings, GroupWork } from './findings.ts';
import { type Grouping, UNKNOWN } from './grouping.ts';
import type { GroupRate, Rates } from './rates.ts';
import { LEAST_PEOPLE, LEAST_TICKETS } from './suppress.ts';

/** Of the calls made at this q, a tenth is expected to be wrong (Benjamini & Hochberg 1995). */
const CALLED = 0.1;

/** What the numbers of one grouping show and what they do not. */
export function sentencesOf(found: Findings): string[] {
  const { by, groups, rates } = found;
  if (groups.every(({ hidden }) => hidden !== null)) return [...hiddenSays(by, groups), ...unknownSays(by, groups)];
  return [
    ...hiddenSays(by, groups),
    ...unknownSays(by, groups),
    ...crossOverSays(found),
    ...rates.flatMap(ratesSay),
    ...groups.flatMap((group) => mixSays(group)),
  ];
}

function hiddenSays(by: Grouping, groups: readonly GroupWork[]): string[] {
  const hidden = groups.filter((group) => group.hidden !== null);
  if (hidden.length === 0) return [];
  const least = `fewer than ${LEAST_PEOPLE} people or ${LEAST_TICKETS} tickets`;
  if (hidden.length === groups.length)
    return [
      `By ${by} nothing can be shown: each group has ${least}, or would give such a group away. That is no finding that all is fair: so few people cannot be compared as groups. Look at each decision and its reasons instead.`,
    ];
  const beside = hidden.filter((group) => group.hidden === 'beside-small').length;
  const also = beside === 0 ? '' : `, ${beside} of them because a smaller group could be worked out from it`;
  return [
    `${count(hidden.length, 'group')} by ${by} ${hidden.length === 1 ? 'is' : 'are'} withheld (${least})${also}.`,
  ];
}

function unknownSays(by: Grouping, groups: readonly GroupWork[]): string[] {
  const unknown = groups.find(({ group }) => group === UNKNOWN);
  if (unknown === undefined) return [];
  return [
    `Of ${count(unknown.people, 'person', 'people')} the ${by} is not recorded: they are counted as a group of their own. Complete the list of agents to have them counted where they belong.`,
  ];
}

function crossOverSays({ by, crossOver }: Findings): string[] {
  if (by !== 'shift' && by !== 'team') return [];
  if (crossOver === null)
    return [`Tickets do not say to which ${by}s they belonged, so hard work and weak people cannot be told apart.`];
  const outside = `${percent(crossOver.crossOver)} of the tickets were worked outside the person's own main ${by}`;
  if (crossOver.comparable) return [`${outside}: enough to compare ${by}s.`];
  const why = crossOver.parts > 1 ? `, and ${crossOver.parts} sets of ${by}s have nobody in common` : '';
  return [
    `Not comparable across ${by}s: ${outside}${why}. No statistic can tell hard work from weak people here; people who work in both would.`,
  ];
}

function ratesSay(rates: Rates): string[] {
  const shown = rates.groups.filter(({ hidden }) => hidden === null);
  const about = `${rates.title}:`;
  if (rates.reference === null) return [`${about} it says something of too few people to compare groups.`];
  if (shown.every(({ selected }) => selected === 0))
    return [`${about} nobody in any group, so there is nothing to compare.`];
  const striking = shown.filter(({ compared, q }) => compared?.belowFourFifths || (compared !== null && isCalled(q)));
  if (striking.length > 0) return striking.map((group) => `${about} ${strikingSays(group, rates)}`);
  const lowest = Math.min(...shown.flatMap(({ compared }) => compared?.lower ?? []));
  return [
    `${about} no group is below four fifths of the most selected one. That is no proof of fairness: with so few people a true ratio of ${times(lowest)} would still fit.`,
  ];
}

function strikingSays(group: GroupRate, { reference, groups, breachByChance }: Rates): string {
  const highest = groups.find((one) => one.group === reference);
  const { compared, q } = group;
  const ratio = `${group.group} ${shareText(group)} against ${reference} ${highest === undefined ? '' : shareText(highest)}, a ratio of ${times(compared?.ratio ?? 0)} (${times(compared?.lower ?? 0)} to ${compared?.upper == null ? 'any' : times(compared.upper)} at 95 %)`;
  if (isCalled(q))
    return `${ratio}. Chance alone hardly explains it (q ${times(q ?? 1)}): look into why. It does not say why: the work, what people were offered, or the rule itself.`;
  return `${ratio}. Neither fine nor proven: below four fifths is a reason to look, and a fair process with groups of these sizes has a group there in ${percent(breachByChance ?? 0)} of cases.`;
}

function mixSays({ group, likeForLike }: GroupWork): string[] {
  if (likeForLike === null) return [];
  const { raw, within, lower, upper, reversed, shared } = likeForLike;
  const says: string[] = [];
  const limits = `(${points(lower)} to ${points(upper)})`;
  if (reversed) {
    says.push(
      `The raw share of good outcomes misleads for ${group}: ${points(raw)} against the others over all work, ${points(within)} ${limits} on the same kinds of work. The mix of work turns the sign.`,
    );
  } else if (lower > 0 || upper < 0) {
    says.push(
      `On the same kinds of work ${group} differs from the others by ${points(within)} ${limits}: the mix of work does not explain it.`,
    );
  }
  if (shared < 0.5)
    says.push(
      `Only ${percent(shared)} of the tickets of ${group} are of kinds of work that the others do too: there is little to compare on.`,
    );
  return says;
}

const isCalled = (q: number | null): boolean => q !== null && q < CALLED;
const shareText = ({ selected, people }: GroupRate): string => `${selected} of ${people}`;
const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const times = (ratio: number): string => ratio.toFixed(2);
const points = (difference: number): string =>
  `${difference < 0 ? '-' : '+'}${Math.abs(100 * difference).toFixed(1)} points`;
