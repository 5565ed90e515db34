import type { Shown, Unit } from './numbers.ts';

/** A number line that holds a figure, its interval and its target. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const LEAST_SHARE_SPAN = 0.2;
const TICKS = 4;

/** Shares are zoomed to where something lies, in steps of a round number; all else begins at 0. */
export function axisFor({ value, lower, upper }: Shown, unit: Unit, target: number | null): Axis {
  const inside = [value, lower, upper ?? lower * 1.5, ...(target === null ? [] : [target])];
  const low = Math.min(...inside);
  const high = Math.max(...inside);
  // Below an hour the ticks are told in minutes, so they are round ones.
  const parts = unit === 'hours' && high < 1 ? 60 : 1;
  if (unit !== 'share') return between(0, high === 0 ? 1 : high * 1.08, Number.POSITIVE_INFINITY, parts);
  const missing = Math.max(0, LEAST_SHARE_SPAN - (high - low)) / 2;
  return between(Math.max(0, low - missing - 0.02), Math.min(1, high + missing + 0.02), 1);
}

/** Where a value lies, 0..100; what is off the axis sits on its end. */
export function percentAlong({ from, to }: Pick<Axis, 'from' | 'to'>, value: number): number {
  const share = (value - from) / (to - from);
  return Number((Math.min(1, Math.max(0, share)) * 100).toFixed(2));
}

function between(low: number, high: number, most: number, parts = 1): Axis {
  const step = roundStep(((high - low) * parts) / TICKS) / parts;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.min(Math.ceil(high / step - 1e-9), Math.round(most / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
  return { from: first * step, to: last * step, ticks };
}

/** The least of 1, 2, 5, 10 … times a power of ten that is no smaller. */
function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return ([1, 2, 5].find((factor) => factor * power >= atLeast * (1 - 1e-9)) ?? 10) * power;
}
