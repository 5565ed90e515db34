import type { Findings, GroupWork } from './findings.ts';
import { type Grouping, UNKNOWN } from './grouping.ts';
import type { GroupRate, Rates } from './rates.ts';
import { LEAST_PEOPLE, LEAST_TICKETS } from './suppress.ts';

/** Of the calls made at this q, a tenth is expected to be wrong (Benjamini & Hochberg 1995). */
const CALLED = 0.1;
/** Below this share of common work a comparison on it speaks of a small part only. */
const LITTLE_SHARED = 0.5;

/** What the numbers of one grouping show and what they do not. */
export function sentencesOf(found: Findings): string[] {
  const { by, groups, rates } = found;
  if (groups.every(({ hidden }) => hidden !== null)) return [...hiddenSays(by, groups), ...unknownSays(by, groups)];
  return [
    ...hiddenSays(by, groups),
    ...unknownSays(by, groups),
    ...crossOverSays(found),
    ...rates.flatMap(ratesSay),
    ...groups.flatMap((group) => mixSays(group, found.crossOver?.comparable !== false)),
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
  const { groups, reference } = rates;
  const highest = groups.find(({ group }) => group === reference);
  if (highest === undefined) return [`${rates.title}: ${whyNotCompared(groups)}`];
  const about = `${rates.title}, against ${reference} with ${countText(highest)}:`;
  const below = groups.filter(({ compared, q }) => compared?.belowFourFifths && !isCalled(q));
  const called = groups.filter(({ compared, q }) => compared !== null && isCalled(q));
  const lowest = Math.min(...groups.flatMap(({ compared }) => compared?.lower ?? []));
  const says = [
    ...called.map((group) => `${about} ${groupText(group)}. ${calledSays(group.q ?? 1)}`),
    ...(below.length === 0 ? [] : [`${about} ${below.map(groupText).join('; ')}. ${neitherSays(rates)}`]),
  ];
  if (says.length > 0) return says;
  return [
    `${about} no group is below four fifths of that. It does not prove fairness: a true ratio as low as ${times(lowest)} would fit these numbers.`,
  ];
}

function whyNotCompared(groups: readonly GroupRate[]): string {
  const shown = groups.filter(({ hidden }) => hidden === null);
  if (shown.length < 2) return 'too few groups have enough people of whom it says anything, so none are compared.';
  const all = shown.every(({ selected, people }) => selected === people) ? 'everybody' : 'nobody';
  return `${all} in all groups shown, so there is nothing to compare.`;
}

const calledSays = (q: number): string =>
  `Chance alone hardly explains it (q ${times(q)}): look into why. The numbers do not say why: it may be the work, what people were offered, or the rule itself.`;

const neitherSays = ({ breachByChance }: Rates): string =>
  `Neither fine nor proven: below four fifths is a reason to look, and a fair process with groups of these sizes leaves one of them there in ${percent(breachByChance ?? 0)} of cases.`;

function mixSays({ group, likeForLike }: GroupWork, isComparable: boolean): string[] {
  if (likeForLike === null) return [];
  const { raw, within, lower, upper, reversed, shared } = likeForLike;
  const onSame = `${points(within)} points on the same kinds of work (${points(lower)} to ${points(upper)})`;
  const says: string[] = [];
  if (reversed)
    says.push(
      `The raw share of good outcomes misleads for ${group}: ${points(raw)} points against the others over all work, ${onSame}. The mix of work turns the sign.`,
    );
  else if (isComparable && (lower > 0 || upper < 0))
    says.push(
      `${group} differs from the others by ${onSame}: work type and priority do not explain it. Of such limits one in twenty misses by chance.`,
    );
  if (shared < LITTLE_SHARED)
    says.push(
      `Only ${percent(shared)} of the tickets of ${group} are of kinds of work that the others do too: there is little to compare on.`,
    );
  return says;
}

/** `4 of 12, ratio 0.53 (0.23 to 1.26 at 95 %)`, by name. */
function groupText(rate: GroupRate): string {
  const { group, compared } = rate;
  if (compared === null) return group;
  const { ratio, lower, upper } = compared;
  const limits = `${times(lower)} to ${upper === null ? 'any' : times(upper)}`;
  return `${group} has ${countText(rate)}, a ratio of ${times(ratio)} (${limits} at 95 %)`;
}

const isCalled = (q: number | null): boolean => q !== null && q < CALLED;
const countText = ({ selected, people }: GroupRate): string => `${selected} of ${people}`;
const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const times = (ratio: number): string => ratio.toFixed(2);
const points = (difference: number): string => `${difference < 0 ? '-' : '+'}${Math.abs(100 * difference).toFixed(1)}`;
