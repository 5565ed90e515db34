import type { SubjectKind } from '../metrics/metric.ts';
import type { Calibration } from './calibration.ts';
import type { LaterQuality, LaterWork } from './later-quality.ts';
import { table } from './markdown.ts';
import type { Hazard, Promotions } from './promotions.ts';
import { RESAMPLES, type Stability } from './stability.ts';
import { count, interval, NOUNS, percent, points } from './words.ts';

interface Told {
  readonly titleOf: (id: string) => string;
  /** What has to be said before anything is read into it. */
  readonly caution: readonly string[];
}

/** Sections of the report about what came of the flags, each with its heading. */
export function qualitySection(
  found: readonly LaterQuality[] | null,
  { titleOf, chart, caution }: Told & { readonly chart: string | null },
): string {
  const head = '## How those flagged did in the 90 days after';
  if (found === null) return `${head}\n\nNothing could be learned of the desk's work yet, so nothing can be compared.`;
  const flagged = found.filter((one) => one.flagged.resolutions > 0);
  if (flagged.length === 0)
    return `${head}\n\nNo flag rose in this time whose later work could be scored, so there is nobody to compare with the rest.`;
  return [
    head,
    ...caution,
    ...(chart === null ? [] : [`![Good outcomes of the flagged against the rest](${chart})`]),
    table(
      [
        'rule',
        'flagged: good (expected of anybody on such work)',
        'the rest',
        'difference on like work, points (95 %)',
      ],
      flagged.map(({ ruleId, kind, flagged, rest, difference }) => [
        titleOf(ruleId),
        workText(flagged, kind),
        workText(rest, kind),
        difference === null ? 'too few weeks to tell' : `${points(difference.value)} (${interval(difference)})`,
      ]),
    ),
    flagged.map((one) => `- ${titleOf(one.ruleId)}: ${laterSays(one)}`).join('\n'),
    'Rules about what people are offered, their load or how work is spread are not meant to foretell quality: their row describes, and says nothing for or against the rule.',
    "Expect a smaller difference than the figures had when the flags rose: whoever is picked out for a high (or low) figure had some luck (or bad luck) in it, which the next quarter does not repeat. This is regression to the mean, not a change in the people. The intervals allow for tickets coming in lumps, a person's week at a time; of such intervals one in twenty misses by chance.",
  ].join('\n\n');
}

function workText({ subjects, resolutions, good, expected }: LaterWork, kind: SubjectKind): string {
  if (good === null || expected === null) return 'no scored resolution';
  return `${percent(good)} (${percent(expected)}), ${count(resolutions, 'resolution')} of ${count(subjects, ...NOUNS[kind])}`;
}

function laterSays({ flagged, difference }: LaterQuality): string {
  if (difference === null) return `${count(flagged.resolutions, 'resolution')} of the flagged are too few to tell.`;
  const sure = difference.lower > 0 || difference.upper < 0;
  const side = difference.value >= 0 ? 'more' : 'fewer';
  if (!sure) return 'no difference from the rest can be told from chance.';
  return `the flagged went on to have ${side} good outcomes than the rest on like work, beyond chance.`;
}

export interface ShownCalibration {
  readonly file: string;
  readonly found: Calibration;
}

export function calibrationSection(shown: readonly ShownCalibration[], { titleOf, caution }: Told): string {
  const head = '## Whether what was said came true';
  if (shown.length === 0)
    return `${head}\n\nNo rule of readiness says how sure it is of a figure, or too little of the quarter after is known to compare with.`;
  return [
    head,
    ...caution,
    'Of everybody who had the figure, flagged or not: with what probability it was said that they reach the target, and how many of them did in the quarter after, as far as their tickets of that quarter tell. Points on the line: what was said can be taken at its word. Above it: said too cautiously. Below it: said too boldly.',
    ...shown.flatMap(({ file, found }) => [
      `![${titleOf(found.metric)}: said and come true](${file})`,
      calibrationSays(found),
    ]),
  ].join('\n\n');
}

function calibrationSays({ bins }: Calibration): string {
  const off = bins.filter(({ predicted, came }) => predicted < came.lower || predicted > came.upper);
  if (off.length === 0)
    return `In none of ${count(bins.length, 'bin')} does what came lie clearly apart from what was said.`;
  const texts = off.map(({ predicted, came, people }) => {
    const where = predicted > came.upper ? 'too boldly' : 'too cautiously';
    return `${percent(predicted)} was said ${where} in ${count(people, 'case')}: it came true in ${percent(came.value)} (${interval(came, percent)})`;
  });
  const rest = bins.length - off.length;
  return `${texts.join('; ')}.${rest > 0 ? ` In the other ${count(rest, 'bin')} nothing lies clearly apart.` : ''}`;
}

export function stabilitySection(found: readonly Stability[], titleOf: (rule: string) => string): string {
  const head = '## Whether the same flags would stand on slightly different tickets';
  const up = found.filter(({ flags }) => flags > 0);
  const how = `The last evaluation was repeated ${RESAMPLES} times, each time with weeks of people drawn anew by lot (always the same lot). A flag is stable if it keeps its ground in 90 % of them.`;
  if (up.length === 0) return `${head}\n\nNo flag with its ground was up at the last evaluation.`;
  return [
    head,
    how,
    table(
      ['rule', 'flags up', 'stable', 'kept on average'],
      up.map(({ ruleId, flags, stable, kept }) => [
        titleOf(ruleId),
        String(flags),
        `${stable} (${percent(stable / flags)})`,
        kept === null ? '-' : percent(kept),
      ]),
    ),
    'Flags that fall with a few tickets are not wrong, but near their limit: look at their intervals before anything follows from them.',
  ].join('\n\n');
}

export function promotionsSection(found: Promotions | null): string {
  const head = '## Against recorded appointments';
  if (found === null)
    return `${head}\n\nThe log of decisions holds no appointment, so there is nothing to compare with. \`stepladder decide\` records them.`;
  return [
    head,
    table(
      ['', 'people', 'first risk flags', 'person-years', 'per person-year (95 %)'],
      [hazardRow('appointed', found.appointed), hazardRow('not appointed', found.others)],
    ),
    'Appointed were people whom the desk knew to be good, so the two groups differ from the start: this shows whether appointments went wrong often, not whether the rules would have chosen better.',
  ].join('\n\n');
}

function hazardRow(name: string, { people, reviews, personYears, perYear, lower, upper }: Hazard): string[] {
  const rate =
    perYear === null ? '-' : `${perYear.toFixed(2)} (${(lower ?? 0).toFixed(2)} to ${(upper ?? 0).toFixed(2)})`;
  return [name, String(people), String(reviews), personYears.toFixed(1), rate];
}
