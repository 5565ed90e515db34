import type { Subject } from '../metrics/metric.ts';
import type { Evidence } from '../progression/judgement.ts';
import type { BackTest } from './backtest.ts';
import { calibrationChart } from './calibration-chart.ts';
import { calibrationSection, promotionsSection, qualitySection, stabilitySection } from './findings.ts';
import type { RuleHistory } from './flag-history.ts';
import { flagsChart } from './flags-chart.ts';
import { laterChart } from './later-chart.ts';
import { table } from './markdown.ts';
import { count, day, listed, NOUNS, percent } from './words.ts';

/** How the report names what it is about. */
export interface ReportWords {
  readonly nameOf: (subject: Subject) => string;
  /** A figure with its interval and sample. */
  readonly figureOf: (evidence: Evidence) => string;
  readonly titleOf: (metric: string) => string;
}

/** Name of a file -> its text: report.md and the charts it shows. */
export type ReportFiles = ReadonlyMap<string, string>;

const MOST_LISTED = 200;
/** Of one subject in a year (statistics.md 10.6). */
const MOST_FLIPS = 1.2;

/** The back-test as a manager reads it. */
export function report(test: BackTest, words: ReportWords): ReportFiles {
  const ruleTitle = (id: string) => test.histories.find(({ rule }) => rule.id === id)?.rule.title ?? id;
  const calibrations = test.calibrations.flatMap((one, i) => {
    const svg = calibrationChart(one, words.titleOf(one.metric));
    return svg === null ? [] : [{ file: `calibration-${i + 1}.svg`, svg, found: one }];
  });
  const flags = flagsChart(test.histories);
  const caution = cautionOf(test);
  const later = test.later === null ? null : laterChart(test.later, ruleTitle);
  const text = [
    headSection(test),
    flagsSection(test, flags),
    qualitySection(test.later, { titleOf: ruleTitle, chart: later === null ? null : 'later-quality.svg', caution }),
    calibrationSection(calibrations, { titleOf: words.titleOf, caution }),
    stabilitySection(test.stability, ruleTitle),
    promotionsSection(test.promotions),
    listSection(test, words),
    methodSection(test),
  ];
  return new Map([
    ['report.md', `${text.join('\n\n')}\n`],
    ...(flags === null ? [] : [['flags.svg', flags] as const]),
    ...(later === null ? [] : [['later-quality.svg', later] as const]),
    ...calibrations.map(({ file, svg }) => [file, svg] as const),
  ]);
}

/** Where who did the work does not foretell its outcome, what came of people's work says little of them. */
function cautionOf({ checks }: BackTest): string[] {
  const check = checks.find(({ outcome }) => outcome === 'quality');
  return check === undefined || check.verdict === 'predicts'
    ? []
    : [
        'On this desk who did the work does not foretell whether its outcome is good (see above): take what follows as about the work, not about the people.',
      ];
}

function headSection({ from, to, weeks, histories, checks }: BackTest): string {
  const held = checks.filter(({ verdict }) => verdict !== 'predicts').map(({ sentence }) => `- ${sentence}`);
  const flagged = histories.filter(({ episodes }) => episodes.length > 0);
  return [
    `# What these rules would have done, ${day(from)} to ${day(to)}`,
    `Each of ${count(weeks, 'weekly evaluation')} was made anew from what was known at its time and no later, by ${count(histories.length, 'rule')}. Nothing of it was kept: no flag of the desk has changed. A flag asks people to look; it decides nothing.`,
    '## In short',
    [...held, ...flagged.map(inShort), ...quietSays(histories)].join('\n'),
  ].join('\n\n');
}

function inShort({ rule, raised, withdrawn, weeks }: RuleHistory): string {
  const last = weeks.at(-1);
  const judged = count(last?.judged ?? 0, ...NOUNS[rule.subject]);
  return `- **${rule.title}**: ${raised} raised and ${withdrawn} withdrawn; at the end up for ${last?.up ?? 0} of ${judged}.`;
}

function quietSays(histories: readonly RuleHistory[]): string[] {
  const quiet = histories.filter(({ episodes }) => episodes.length === 0).map(({ rule }) => rule.title);
  return quiet.length === 0 ? [] : [`- No flag of ${listed(quiet)} was up in this time.`];
}

function flagsSection({ histories }: BackTest, chart: string | null): string {
  const rows = histories.map(({ rule, raised, withdrawn, upWeeks, judgedWeeks, flipsPerYear, verdicts }) => [
    rule.title,
    NOUNS[rule.subject][0],
    String(raised),
    String(withdrawn),
    judgedWeeks === 0
      ? '-'
      : `${upWeeks.toLocaleString('en')} of ${judgedWeeks.toLocaleString('en')} (${percent(upWeeks / judgedWeeks)})`,
    flipsPerYear === null ? '-' : flipsPerYear.toFixed(2),
    `${verdicts.met} / ${verdicts['not-met']} / ${verdicts['not-enough-data']}`,
  ]);
  return [
    '## Flags raised and withdrawn',
    ...(chart === null ? [] : ['![Flags up at each weekly evaluation](flags.svg)']),
    table(
      [
        'rule',
        'about',
        'raised',
        'withdrawn',
        'weeks up, of all weeks judged',
        'flips a year',
        'met / not met / cannot tell at the end',
      ],
      rows,
    ),
    `A flip is a raising or a withdrawal; "a year" is a year of one person (or team, or kind of work). Flags that come and go tell people nothing: 1.2 flips a year are the most that a rule should have${often(histories)}. In less than half a year the first flags of a rule weigh heavily. "Cannot tell" is a verdict too: there are too few tickets, or on this desk they say nothing of who did them.`,
  ].join('\n\n');
}

function often(histories: readonly RuleHistory[]): string {
  const over = histories.filter(({ flipsPerYear }) => (flipsPerYear ?? 0) > MOST_FLIPS).map(({ rule }) => rule.title);
  return over.length === 0
    ? ', and none has more'
    : `, and ${listed(over.map((title) => `"${title}"`))} ${over.length === 1 ? 'has' : 'have'} more`;
}

function listSection({ histories, from }: BackTest, words: ReportWords): string {
  const all = histories
    .flatMap(({ rule, episodes }) => episodes.map((episode) => ({ rule, ...episode })))
    .sort((a, b) => a.raisedAt - b.raisedAt || compare(words.nameOf(a.subject), words.nameOf(b.subject)));
  if (all.length === 0) return '## Every flag, in order of raising\n\nNo flag was up in this time.';
  const rows = all
    .slice(0, MOST_LISTED)
    .map(({ rule, subject, raisedAt, withdrawnAt, shown }) => [
      raisedAt < from ? `before ${day(from)}` : day(raisedAt),
      rule.title,
      rule.firstSeenBy === 'agent' ? 'a person, told first' : words.nameOf(subject),
      shown.evidence.map((one) => words.figureOf(one)).join('; '),
      withdrawnAt === null ? 'up at the end' : day(withdrawnAt),
    ]);
  const more = all.length - rows.length;
  return [
    '## Every flag, in order of raising',
    'No order of merit, and no name where a rule speaks to the person first: the figures are those the flag rested on when it was first seen, with their 95 % intervals and sample sizes.',
    table(['raised', 'rule', 'about', 'figures then', 'withdrawn'], rows),
    ...(more > 0 ? [`${more} more are in the JSON (\`--json\`).`] : []),
  ].join('\n\n');
}

function methodSection({ rulesVersion, checks }: BackTest): string {
  const said = checks.map(({ outcome, verdict }) => `${outcome}: ${verdict}`).join(', ');
  return [
    '## How this was made',
    `Rules ${rulesVersion}. Self-check of the figures at the end: ${said === '' ? 'none yet' : said}. The same history and rules give the same report. docs/back-test.md tells how to read it, and what it cannot show: nobody acted on these flags, so what came after is what comes without them.`,
  ].join('\n\n');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
