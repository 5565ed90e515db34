import { METRICS } from '../metrics/index.ts';
import type { ExpressionRequirement } from '../progression/rule.ts';
import { readExpression } from './expression.ts';
import { isBlock, keys, text, whole } from './forms.ts';
import { type MetricWindows, MOST_WEEKS } from './metrics-file.ts';

const WEEKS = 'weeks, for its figures and records alike';

/** What the plain form does not reach: either-or of figures and records. */
export const expressionForm = keys({
  expression: text('a comparison of figures and records, such as figure["breadth"].lower >= 2').superRefine(
    (written, { addIssue }) => {
      const read = readExpression(written);
      if (typeof read === 'string') addIssue({ code: 'custom', message: read });
    },
  ),
  weeks: whole(WEEKS, 1, MOST_WEEKS).optional(),
  reason: text('why this is asked, for the person it is asked of'),
}).superRefine(
  ({ expression, weeks }, { addIssue }) => {
    if (weeks !== undefined || recordsIn(expression).length === 0) return;
    const message = `a record counts from some day on. Write a whole number of ${WEEKS}, 1 to ${MOST_WEEKS}.`;
    addIssue({ code: 'custom', path: ['weeks'], message });
  },
  { when: ({ value }) => isBlock(value) && typeof value['expression'] === 'string' },
);

export interface ExpressionSpec {
  readonly expression: string;
  readonly weeks?: number | undefined;
  readonly reason: string;
}

/** Metrics that are named; none where it cannot be read, which the form has said. */
export const metricsIn = (expression: string): readonly string[] => {
  const read = readExpression(expression);
  return typeof read === 'string' ? [] : read.metrics;
};

export const recordsIn = (expression: string): readonly string[] => {
  const read = readExpression(expression);
  return typeof read === 'string' ? [] : read.records;
};

/** Null where it cannot be read, which the form has said. */
export function expressionOf({ expression, weeks, reason }: ExpressionSpec, windows: MetricWindows) {
  const read = readExpression(expression);
  if (typeof read === 'string') return null;
  const figures = METRICS.filter(({ id }) => read.metrics.includes(id)).map((metric) => ({
    metric,
    weeks: weeks ?? windows.weeksOf(metric.id),
    minimumSample: windows.minimumSampleOf(metric.id),
  }));
  const records = read.records.map((record) => ({ record, weeks: weeks ?? MOST_WEEKS }));
  return { expression, figures, records, holds: read.holds, reason } satisfies ExpressionRequirement;
}
