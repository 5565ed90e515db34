import type { Finding } from './signal.ts';

/** "9 times in 120 tickets, where colleagues' habits on the same work lead one to expect 3 (interval 1.4 to 5.7 times that)" */
export function againstHabits(
  { n, observed, expected, figure }: Finding,
  counted: string,
  interval = 'interval',
): string {
  const seen = observed === 1 ? 'once' : `${observed} times`;
  const limits = Number.isFinite(figure.upper)
    ? `${interval} ${short(figure.lower)} to ${short(figure.upper)} times that`
    : `at least ${short(figure.lower)} times that`;
  return `${seen} in ${n} ${counted}, where colleagues' habits on the same work lead one to expect ${short(expected)} (${limits})`;
}

/** Two significant figures, but whole numbers in full. */
export const short = (x: number): string => String(Math.abs(x) >= 10 ? Math.round(x) : Number(x.toPrecision(2)));

export const percent = (share: number): string => `${Math.round(100 * share)} %`;
