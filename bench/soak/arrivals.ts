import { seededRandom } from '../../src/simulator/random.ts';

/** Deliveries of a large desk: so many a second over a day, quiet by night, with bursts. */
export const PER_SECOND = 50;
export const BURST = 500;
const HOUR = 3600;

/**
 * How many arrive in each second of the day from 0:00: 50 on average, by day three times as many as by night, and about
 * ten minutes apart a burst of 500 at once. The same for the same seed.
 */
export function arrivals(hours: number, seed = 1): number[] {
  const random = seededRandom(seed, 0, 0);
  const seconds = Math.round(hours * HOUR);
  const wanted = Array.from({ length: seconds }, (_, second) => {
    const hour = (second / HOUR) % 24;
    return hour >= 7 && hour < 19 ? 1.5 : 0.5;
  });
  const bursts = wanted.map(() => random.chance(1 / 600));
  const inBursts = bursts.filter(Boolean).length * BURST;
  const rest = (PER_SECOND * seconds - inBursts) / wanted.reduce((sum, one) => sum + one, 0);
  let owed = 0;
  return wanted.map((weight, second) => {
    owed += weight * rest;
    const now = Math.floor(owed);
    owed -= now;
    return now + (bursts[second] ? BURST : 0);
  });
}
