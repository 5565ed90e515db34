import { proportion } from '../metrics/families/proportion.ts';
import type { Measurement } from '../metrics/measure.ts';
import type { ShareTerms, Subject } from '../metrics/metric.ts';
import type { Sample } from '../metrics/sample.ts';
import { type Judgement, judge, judgementKey } from '../progression/judge.ts';
import type { RoleRule } from '../progression/rule.ts';
import { readYaml } from '../settings/read-yaml.ts';
import { casesForm, type RuleCase } from './cases-file.ts';
import type { DeskRules } from './load-rules.ts';

const WEEK_MS = 7 * 86_400_000;

export interface CaseResult {
  readonly file: string;
  /** Id of the rule. */
  readonly rule: string;
  readonly name: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly got: string;
}

/** Puts every example of every rule to the judge itself. Pure. */
export function runCases({ rules, files }: DeskRules): CaseResult[] {
  return rules.flatMap((rule) => {
    const file = `${rule.kind === 'risk' ? 'risks' : 'roles'}/${rule.id}.cases.yaml`;
    const { cases } = readYaml(file, files[file] ?? '', casesForm(rule.id, undefined)).value;
    return cases.map((one) => ({ file, rule: rule.id, name: one.name, ...resultOf(rule, one) }));
  });
}

function resultOf(rule: RoleRule, { given, weeks, expect }: RuleCase): Pick<CaseResult, 'ok' | 'expected' | 'got'> {
  const last = judgeFor(rule, given, weeks);
  const words = (verdict: string, flag: string) => (expect.flag === undefined ? verdict : `${verdict}, flag ${flag}`);
  const expected = words(expect.verdict, expect.flag ?? '');
  // Nobody is judged of whom no figure exists: to a reader of the rule, that is not enough data.
  const got = words(last?.verdict ?? 'not-enough-data', (last?.raisedAt ?? null) === null ? 'none' : 'raised');
  return { ok: got === expected, expected, got };
}

/** The last of `weeks` evaluations in a row that all see the same figures. */
function judgeFor(rule: RoleRule, given: RuleCase['given'], weeks: number): Judgement | undefined {
  const subject: Subject = { kind: rule.subject, id: 'case' };
  const measurements = rule.requirements.flatMap(({ metric, weeks: window }): Measurement[] => {
    const sample = sampleOf(given[metric.id] ?? null);
    return sample === null ? [] : [{ metric, weeks: window, subject, sample, heldBack: null }];
  });
  let last: Judgement | undefined;
  for (let week = 1; week <= weeks; week += 1) {
    const previous = new Map(last === undefined ? [] : [[judgementKey(rule.id, subject), last]]);
    last = judge([rule], measurements, { asOf: week * WEEK_MS, previous })[0];
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
