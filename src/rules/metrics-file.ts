import { z } from 'zod';
import { METRICS } from '../metrics/index.ts';
import { keys, oneOf, whole, write } from './forms.ts';
import type { Problems } from './problems.ts';

/** The period each figure covers, and how many observations it needs before it is judged. */
export interface MetricWindows {
  /** Days a resolution needs before its outcome is scored. */
  readonly maturityDays: number;
  /** Success rate over all work, 0..1, by which mastery of one kind of work is measured too. */
  readonly masteryTarget: number;
  weeksOf(metricId: string): number;
  minimumSampleOf(metricId: string): number;
  /** Null: the desk aims at nothing in particular. */
  targetOf(metricId: string): number | null;
}

const METRIC_IDS: readonly string[] = METRICS.map(({ id }) => id);
export const MOST_WEEKS = 260;
export const metricId = (): z.ZodString => oneOf('metric', METRIC_IDS);

const MASTERY_BY = 'standardised-quality';
const usualTarget = new Map(METRICS.map(({ id, target }) => [id, target]));
const ownMinimum = new Map(METRICS.map(({ id, minimumSample }) => [id, minimumSample]));

const perMetric = z
  .record(
    z.string(),
    keys({
      weeks: whole('weeks', 1, MOST_WEEKS).optional(),
      minimum_sample: whole('observations', 1, 100_000).optional(),
      target: z.number(write('a number in the unit of the metric')).optional(),
    }),
    write('metric ids, each with weeks, minimum_sample or target'),
  )
  .default({})
  .superRefine((metrics, { addIssue }) => {
    for (const [id, { minimum_sample: asked }] of Object.entries(metrics)) {
      const own = ownMinimum.get(id);
      for (const { message } of metricId().safeParse(id).error?.issues ?? []) {
        addIssue({ code: 'custom', path: [id], message });
      }
      if (own !== undefined && asked !== undefined && asked < own) {
        const message = `below ${own} the figure says too little. Write ${own} or more, or leave the key out.`;
        addIssue({ code: 'custom', path: [id, 'minimum_sample'], message });
      }
    }
  });

const form = keys({
  maturity_days: whole('days', 0, 365),
  weeks: whole('weeks', 1, MOST_WEEKS),
  metrics: perMetric,
});

export function readWindows(text: string, problems: Problems): MetricWindows | null {
  const read = problems.read('metrics.yaml', text, form);
  return read === null ? null : windowsOf(read.value);
}

/** To check the other files by while metrics.yaml itself has problems. */
export const ANY_WINDOWS: MetricWindows = windowsOf({ maturity_days: 14, weeks: 13, metrics: {} });

function windowsOf({ maturity_days: maturityDays, weeks, metrics }: z.output<typeof form>): MetricWindows {
  const own = new Map(Object.entries(metrics));
  return {
    maturityDays,
    masteryTarget: own.get(MASTERY_BY)?.target ?? usualTarget.get(MASTERY_BY) ?? 1,
    weeksOf: (id) => own.get(id)?.weeks ?? weeks,
    targetOf: (id) => own.get(id)?.target ?? usualTarget.get(id) ?? null,
    minimumSampleOf: (id) => Math.max(ownMinimum.get(id) ?? 0, own.get(id)?.minimum_sample ?? 0),
  };
}
