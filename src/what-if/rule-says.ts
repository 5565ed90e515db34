import type { GroupRate } from '../audit/rates.ts';
import type { RuleHistory } from '../backtest/flag-history.ts';
import { count, day, NOUNS, percent } from '../backtest/words.ts';
import type { Instant } from '../domain/interval.ts';
import type { Subject } from '../metrics/metric.ts';
import type { Evidence, Judgement } from '../progression/judgement.ts';
import type { Flip, GroupChange, RuleWhatIf } from './rule-what-if.ts';

export interface RuleWords {
  readonly nameOf: (subject: Subject) => string;
  /** A figure by its title, with its interval and sample. */
  readonly figureOf: (evidence: Evidence) => string;
}

/** Lines a manager reads. */
export function ruleSays(found: RuleWhatIf, words: RuleWords): string[] {
  const { asOf, from, to, rule, before, after, flips, groups } = found;
  const against =
    before === null ? 'beside the rules of the desk, which have none of its id' : 'in place of the rule of the desk';
  return [
    `If "${rule.title}" (${rule.id}) of the file were in force, ${against}: from ${day(from)} to ${day(to)}.`,
    '',
    `Flags that would stand otherwise at the evaluation of ${day(asOf)}:`,
    ...(flips.length === 0 ? ['  none'] : sorted(flips, words).flatMap((flip) => flipLines(flip, found, words))),
    '',
    'Over the whole time:',
    ...(before === null ? [] : [`  rule of the desk: ${historySays(before)}`]),
    `  rule of the file: ${historySays(after)}`,
    ...groups.flatMap(groupLines),
    ...(groups.length === 0
      ? []
      : [
          '  (!) a rate below four fifths of the highest: a reason to look why, never a verdict (docs/audit-fairness.md)',
        ]),
    '',
    'Nothing has changed: a flag asks people to look, and rules are changed by editing them.',
  ];
}

const sorted = (flips: readonly Flip[], { nameOf }: RuleWords): Flip[] =>
  flips.toSorted((a, b) => Number(b.up) - Number(a.up) || nameOf(a.subject).localeCompare(nameOf(b.subject)));

function flipLines(flip: Flip, found: RuleWhatIf, words: RuleWords): string[] {
  return [
    `  ${words.nameOf(flip.subject)}: would ${flip.up ? 'be up' : 'not be up'}`,
    ...flipSays(flip, found, words).map((sentence) => `    ${sentence}`),
  ];
}

/** Why the two differ, by the figures. */
export function flipSays(
  { before, after, up }: Flip,
  found: Pick<RuleWhatIf, 'before' | 'from'>,
  words: RuleWords,
): string[] {
  const file = up ? groundOf(after, found.from, words) : lackOf(after, words);
  if (found.before === null) return [`By the file: ${file}`];
  const desk =
    before === undefined ? 'says nothing of them.' : up ? lackOf(before, words) : groundOf(before, found.from, words);
  return [`By the file: ${file}`, `By the desk's rule: ${desk}`];
}

function groundOf({ evidence, raisedAt, outFor, verdict }: Judgement, from: Instant, { figureOf }: RuleWords): string {
  const since = raisedAt === null ? '' : ` since ${raisedAt < from ? 'before ' : ''}${day(Math.max(raisedAt, from))}`;
  const leaving =
    outFor > 0
      ? `, on its way down for ${count(outFor, 'evaluation')}`
      : verdict === 'met'
        ? ''
        : ', kept up though it would not rise now';
  return `up${since}${leaving}: ${evidence.map(figureOf).join('; ')}.`;
}

function lackOf(
  { evidence, records = [], expressions = [], heldFor, notRaised, verdict }: Judgement,
  { figureOf }: RuleWords,
): string {
  if (verdict === 'met')
    return notRaised ?? `all is met, but for ${count(heldFor, 'evaluation')} only: it has to hold for longer.`;
  const order = (one: { readonly verdict: string }) => Number(one.verdict !== 'not-met');
  const missing = evidence.filter((one) => one.verdict !== 'met').sort((a, b) => order(a) - order(b))[0];
  if (missing !== undefined) return `${figureOf(missing)}: ${missing.reason}; ${missing.nearestChange.sentence}.`;
  return `${[...records, ...expressions].find((one) => one.verdict !== 'met')?.reason ?? 'not all that it asks is met'}.`;
}

function historySays({ rule, raised, withdrawn, upWeeks, judgedWeeks, flipsPerYear }: RuleHistory): string {
  const noun = NOUNS[rule.subject][0];
  const share = judgedWeeks === 0 ? '' : ` (${percent(upWeeks / judgedWeeks)} of all judged)`;
  const flips = flipsPerYear === null ? '' : `, ${flipsPerYear.toFixed(2)} flips in a year of one ${noun}`;
  return `${raised} raised, ${withdrawn} withdrawn, up for ${count(upWeeks, `${noun}-week`)}${share}${flips}`;
}

function groupLines({ by, before, after }: GroupChange): string[] {
  const shown = after.filter(({ hidden }) => hidden === null);
  if (shown.length < 2) return [`  by ${by}: no two groups are large enough to compare (5 people and 20 tickets)`];
  const old = new Map(before.map((one) => [one.group, one]));
  return [
    `  by ${by}, of its people up at any time:`,
    ...shown.map((one) => {
      const was = old.get(one.group);
      return `    ${one.group}: ${was === undefined ? '' : `${rateText(was)} -> `}${rateText(one)}`;
    }),
  ];
}

function rateText({ selected, people, compared }: GroupRate): string {
  const ratio = compared?.ratio ?? null;
  const limits = compared === null ? '' : ` (${compared.lower.toFixed(2)} to ${compared.upper?.toFixed(2) ?? 'any'})`;
  const text = ratio === null ? '' : `, ${ratio.toFixed(2)} of the highest rate${limits}`;
  return `${selected ?? '-'} of ${people ?? '-'}${text}${compared?.belowFourFifths ? ' (!)' : ''}`;
}
