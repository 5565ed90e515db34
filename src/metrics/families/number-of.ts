import { type NumberOf, numberAt } from '../../statistics/poisson-binomial.ts';
import type { Estimate, Sample } from '../sample.ts';

/**
 * A figure about how many of several things are so, each with a probability: its interval runs between the ends of that
 * number's distribution, and always holds the value. `told`: the figure that a number comes to.
 */
export function numberSample(
  value: number,
  number: NumberOf,
  sizes: Pick<Estimate, 'sampleSize' | 'effectiveSampleSize'>,
  told: (number: number) => number = (n) => n,
): Sample {
  return {
    sampleSize: sizes.sampleSize,
    estimate(level) {
      const tail = (1 - level) / 2;
      const ends = [told(numberAt(number, tail)), told(numberAt(number, 1 - tail))];
      return { value, lower: Math.min(value, ...ends), upper: Math.max(value, ...ends), level, ...sizes };
    },
  };
}
