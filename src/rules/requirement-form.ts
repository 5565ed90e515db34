import { z } from 'zod';
import { METRICS } from '../metrics/index.ts';
import type { Metric, SubjectKind } from '../metrics/metric.ts';
import type { Requirement } from '../progression/rule.ts';
import { isBlock, keys, text, whole, write } from './forms.ts';
import { type MetricWindows, MOST_WEEKS, metricId } from './metrics-file.ts';

/** Where a target can lie at all. */
const UNIT_LIMITS: Readonly<
  Record<Metric['unit'], { readonly least: number; readonly most: number; readonly words: string }>
> = {
  share: { least: 0, most: 1, words: 'a share from 0 to 1, such as 0.9 for 90 %' },
  hours: { least: 0, most: 100_000, words: 'hours, 0 or more' },
  'per-week': { least: 0, most: 100_000, words: 'a number per week, 0 or more' },
  'per-100': { least: 0, most: 100_000, words: 'a number per 100, 0 or more' },
  types: { least: 1, most: 1_000, words: 'a number of work types, 1 or more' },
  people: { least: 0, most: 100_000, words: 'a number of people, 0 or more' },
  tickets: { least: 0, most: 100_000, words: 'a number of tickets, 0 or more' },
  ratio: { least: 0, most: 100, words: 'a ratio, 0 to 100, where 1 is as before' },
};

const TARGETS = ['at_least', 'at_most', 'stay_at_least', 'stay_at_most'] as const;
const target = z.number(write('a number in the unit of the metric')).optional();
const ratio = write('how many times own tickets must have raised the odds, 1 to 1000, such as 3');
const confidence = write('a confidence from 0.5 to 0.999');

export const requirementForm = keys({
  metric: metricId(),
  at_least: target,
  at_most: target,
  stay_at_least: target,
  stay_at_most: target,
  confidence: z.number(confidence).min(0.5, confidence).max(0.999, confidence),
  weeks: whole('weeks', 1, MOST_WEEKS).optional(),
  minimum_sample: whole('observations', 1, 100_000).optional(),
  evidence_ratio: z.number(ratio).min(1, ratio).max(1_000, ratio).optional(),
  weight: z.enum(['required', 'not-clearly-below'], write('required or not-clearly-below')).default('required'),
  reason: text('why this is asked, for the person it is asked of'),
}).superRefine(checkComparison, {
  when: ({ value }) =>
    isBlock(value) && TARGETS.map((key) => value[key]).every((one) => one === undefined || Number.isFinite(one)),
});

interface Targets {
  readonly metric: string;
  readonly at_least?: number | undefined;
  readonly at_most?: number | undefined;
  readonly stay_at_least?: number | undefined;
  readonly stay_at_most?: number | undefined;
}

function checkComparison(spec: Targets, context: z.core.$RefinementCtx): void {
  const { addIssue } = context;
  const [given, ...more] = (['at_least', 'at_most'] as const).filter((key) => spec[key] !== undefined);
  if (given === undefined) addIssue({ code: 'custom', message: 'no comparison. Write either at_least or at_most.' });
  for (const key of more)
    addIssue({ code: 'custom', path: [key], message: `beside ${given}. Write one of the two only.` });
  const metric = metricOf(spec.metric);
  const asked = given === undefined ? undefined : spec[given];
  if (given === undefined || asked === undefined) return;
  checkStaying(spec, given, asked, context);
  if (metric === undefined) return;
  const { least, most, words } = UNIT_LIMITS[metric.unit];
  for (const key of TARGETS) {
    const limit = spec[key];
    // Short of one work type may be too little to raise a flag by, and still keep it up.
    const lowest = key.startsWith('stay') ? 0 : least;
    if (limit === undefined || (limit >= lowest && limit <= most)) continue;
    addIssue({ code: 'custom', path: [key], message: `${metric.id} can never be ${limit}. Write ${words}.` });
  }
}

/** A raised flag has to be easier to keep up than to raise. */
function checkStaying(
  spec: Targets,
  given: 'at_least' | 'at_most',
  asked: number,
  { addIssue }: z.core.$RefinementCtx,
): void {
  const add = (path: string, message: string) => addIssue({ code: 'custom', path: [path], message });
  const [key, other, side] =
    given === 'at_least'
      ? (['stay_at_least', 'stay_at_most', 'less'] as const)
      : (['stay_at_most', 'stay_at_least', 'more'] as const);
  if (spec[other] !== undefined) add(other, `beside ${given}. Write ${key}, ${side} than ${asked}.`);
  const stay = spec[key];
  if (stay === undefined || (given === 'at_least' ? stay < asked : stay > asked)) return;
  add(
    key,
    `a raised flag would be no easier to keep up than to raise. Write ${side} than ${asked}, or leave the key out.`,
  );
}

export type RequirementSpec = z.output<typeof requirementForm>;

function metricOf(id: string): Metric | undefined {
  return METRICS.find((metric) => metric.id === id);
}

/** Why the figure cannot be asked of this kind of subject; null: it can. */
export function unfitFor(subject: SubjectKind, id: string): string | null {
  const metric = metricOf(id);
  if (metric === undefined) return null;
  const fit = METRICS.filter((one) => one.subjects.includes(subject) && (subject !== 'agent' || one.personalGate));
  const instead = `For ${subject} write one of ${fit.map((one) => one.id).join(', ')}`;
  if (!metric.subjects.includes(subject)) {
    return `${id} has no figures for ${subject}, only for ${metric.subjects.join(', ')}. ${instead}.`;
  }
  if (subject !== 'agent' || metric.personalGate) return null;
  const why =
    'first-contact figures and their kin are no goals for one person (HDI), and speed and volume never gate a person';
  return `${id} is shown, but no rule may ask it of a person: ${why}. ${instead}, or set subject: team.`;
}

/** Null where the metric is not known, which the form has said. */
export function requirementOf(spec: RequirementSpec, windows: MetricWindows): Requirement | null {
  const metric = metricOf(spec.metric);
  if (metric === undefined) return null;
  return {
    metric,
    weeks: spec.weeks ?? windows.weeksOf(metric.id),
    comparison: spec.at_least === undefined ? 'at-most' : 'at-least',
    target: spec.at_least ?? spec.at_most ?? Number.NaN,
    stayTarget: spec.stay_at_least ?? spec.stay_at_most ?? null,
    confidence: spec.confidence,
    minimumSample: spec.minimum_sample ?? windows.minimumSampleOf(metric.id),
    evidenceRatio: spec.evidence_ratio ?? null,
    weight: spec.weight,
    reason: spec.reason,
  };
}
