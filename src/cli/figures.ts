import type { EstimateView, MetricView } from '../api/schemas.ts';
import { countedText } from '../metrics/metric.ts';

/** A figure is never written without its interval and sample size. */
export function figureText(
  { value, lower, upper, sampleSize }: EstimateView,
  { unit, counted }: Pick<MetricView, 'unit' | 'counted'>,
): string {
  const from = unit in ONE && upper !== null ? plain(lower) : number(lower, unit); // a word is said once
  const interval = `${from} to ${upper === null ? 'any' : number(upper, unit)}`;
  return `${number(value, unit)} (${interval}, ${countedText(sampleSize, counted)})`;
}

const ONE = { tickets: 'ticket', people: 'person', types: 'type' } as const;

const plain = (value: number): number => Number(value.toPrecision(2));

export function number(value: number, unit: MetricView['unit']): string {
  switch (unit) {
    case 'share':
      return `${Math.round(100 * value)} %`;
    case 'hours':
      return `${plain(value)} h`;
    case 'per-week':
      return `${plain(value)}/week`;
    case 'per-100':
      return `${plain(value)} per 100`;
    case 'tickets':
    case 'people':
    case 'types':
      return `${plain(value)} ${plain(value) === 1 ? ONE[unit] : unit}`;
    case 'ratio':
      return `${plain(value)}x`;
  }
}
