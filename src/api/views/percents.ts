/**
 * Shares of a whole in percent to a tenth, rounded so that they add up to 100 (largest remainder: each is off by less
 * than a tenth). All 0 where there is nothing to share.
 */
export function percents(parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (whole === 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part / whole) * 1000);
  const tenths = exact.map(Math.floor);
  const missing = 1000 - tenths.reduce((sum, tenth) => sum + tenth, 0);
  const byRemainder = exact.map((value, i) => [value - Math.floor(value), i] as const).sort(([a], [b]) => b - a);
  const raised = new Set(byRemainder.slice(0, missing).map(([, i]) => i));
  return tenths.map((tenth, i) => (tenth + (raised.has(i) ? 1 : 0)) / 10);
}
