import type { EstimateView, MetricView } from '../api/schemas.ts';
import { countedText } from '../metrics/metric.ts';

/** A figure is never written without its interval and sample size. */
export function figureText(
  { value, lower, upper, sampleSize }: EstimateView,
  { unit, counted }: Pick<MetricView, 'unit' | 'counted'>,
): string {
  const interval = `${number(lower, unit)} to ${upper === null ? 'any' : number(upper, unit)}`;
  return `${number(value, unit)} (${interval}, ${countedText(sampleSize, counted)})`;
}

export function number(value: number, unit: MetricView['unit']): string {
  switch (unit) {
    case 'share':
      return `${Math.round(100 * value)} %`;
    case 'hours':
      return `${Number(value.toPrecision(2))} h`;
    case 'per-week':
      return `${Number(value.toPrecision(2))}/week`;
    case 'per-100':
      return `${Number(value.toPrecision(2))} per 100`;
    case 'tickets':
      return `${Number(value.toPrecision(2))} tickets`;
    case 'people':
      return `${Number(value.toPrecision(2))} people`;
    case 'types':
      return `${Number(value.toPrecision(2))} types`;
    case 'ratio':
      return `${Number(value.toPrecision(2))}x`;
  }
}
