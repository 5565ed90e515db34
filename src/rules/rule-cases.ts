import { proportion } from '../metrics/families/proportion.ts';
import type { Measurement } from '../metrics/measure.ts';
import type { ShareTerms, Subject } from '../metrics/metric.ts';
import type { Sample } from '../metrics/sample.ts';
import { judge } from '../progression/judge.ts';
import { type Judgement, judgementKey } from '../progression/judgement.ts';
import { readinessOf } from '../progression/readiness.ts';
import type { Records } from '../progression/records.ts';
import { figuresAsked, type RoleRule } from '../progression/rule.ts';
import { readYaml } from '../settings/read-yaml.ts';
import { casesForm, type RuleCase } from './cases-file.ts';
import type { DeskRules } from './load-rules.ts';

const WEEK_MS = 7 * 86_400_000;

export interface CaseResult {
  readonly file: string;
  /** Name of the rule's file. */
  readonly rule: string;
  readonly name: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly got: string;
}

/** Puts every example of every rule to the judge itself. Pure. */
export function runCases({ rules, files }: DeskRules): CaseResult[] {
  return rules.flatMap((rule) => {
    const file = rule.file.replace(/\.yaml$/, '.cases.yaml');
    const name = rule.file.replace(/^.*\/|\.yaml$/g, '');
    const { cases } = readYaml(file, files[file] ?? '', casesForm(name, undefined)).value;
    return cases.map((one) => ({ file, rule: name, name: one.name, ...resultOf(rule, one) }));
  });
}

function resultOf(rule: RoleRule, one: RuleCase): Pick<CaseResult, 'ok' | 'expected' | 'got'> {
  const { verdict, flag, readiness } = one.expect;
  const last = judgeFor(rule, one);
  const words = (judged: string, up: string, stands: string) =>
    [judged, ...(flag === undefined ? [] : [`flag ${up}`]), ...(readiness === undefined ? [] : [stands])].join(', ');
  const expected = words(verdict, flag ?? '', readiness ?? '');
  // Nobody is judged of whom no figure exists: to a reader of the rule, that is not enough data.
  const got = words(
    last?.verdict ?? 'not-enough-data',
    (last?.raisedAt ?? null) === null ? 'none' : 'raised',
    last === undefined ? 'not-enough-data' : readinessOf(last),
  );
  return { ok: got === expected, expected, got };
}

/** The last of `weeks` evaluations in a row that all see the same figures, whenever the rule is in force. */
function judgeFor(rule: RoleRule, { given, records: counts, wants, weeks }: RuleCase): Judgement | undefined {
  const subject: Subject = { kind: rule.subject, id: 'case' };
  const always = { ...rule, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  const records: Records = {
    countOf: (_, kind) => counts[kind] ?? 0,
    wants: () => wants ?? null,
    isFrozen: () => false,
  };
  const measurements = figuresAsked(rule).flatMap(({ metric, weeks: window }): Measurement[] => {
    const sample = sampleOf(given[metric.id] ?? null);
    return sample === null ? [] : [{ metric, weeks: window, subject, sample, heldBack: null }];
  });
  let last: Judgement | undefined;
  for (let week = 1; week <= weeks; week += 1) {
    const previous = new Map(last === undefined ? [] : [[judgementKey(rule.id, subject), last]]);
    last = judge([always], measurements, { asOf: week * WEEK_MS, previous, records })[0];
  }
  return last;
}

/** Of colleagues: Jeffreys' prior. */
const NOTHING_KNOWN: ShareTerms = { phi: 1, priors: [{ a: 0.5, b: 0.5, weight: 1 }] };

/** A written interval stands at every level; null: no figure. */
function sampleOf(figure: RuleCase['given'][string]): Sample | null {
  if (figure === null || figure.of === 0) return null;
  if ('hits' in figure) return proportion(figure.hits, figure.of, NOTHING_KNOWN);
  const { of: sampleSize, ...estimate } = figure;
  return {
    sampleSize,
    estimate: (level) => ({ ...estimate, level, sampleSize, effectiveSampleSize: sampleSize }),
  };
}
