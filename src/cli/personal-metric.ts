import { METRICS } from '../metrics/index.ts';
import type { Metric } from '../metrics/metric.ts';
import { didYouMean } from '../rules/nearest-word.ts';
import { WrongUse } from './failure.ts';

/** A metric with figures of people, by its id. Throws WrongUse with what to write instead. */
export function personalMetric(id: string): Metric {
  const found = METRICS.find((metric) => metric.id === id);
  if (found === undefined) {
    const near = didYouMean(
      id,
      METRICS.map((metric) => metric.id),
    );
    throw new WrongUse(`There is no metric ${id}. ${near}\`stepladder metrics\` lists them.`);
  }
  if (found.subjects.includes('agent')) return found;
  throw new WrongUse(
    `${id} has no figures of people, only of ${found.subjects.join(', ')}: \`stepladder metrics\` tells which have.`,
  );
}
