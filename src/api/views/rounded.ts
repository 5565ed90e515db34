/**
 * Parts in whole steps that add up to their sum in whole steps: cut off, and what is missing given to those that lost
 * most (largest remainder), so each is off by less than a step.
 */
export function rounded(parts: readonly number[], step: number): number[] {
  const exact = parts.map((part) => part / step);
  const cut = exact.map(Math.floor);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  // Dividing first may leave the sum a hair below a whole number of steps.
  const missing = Math.floor(sum(parts) / step + 1e-6) - sum(cut);
  const byLoss = exact.map((value, i) => [value - Math.floor(value), i] as const).sort(([a], [b]) => b - a);
  const raised = new Set(byLoss.slice(0, missing).map(([, i]) => i));
  return cut.map((steps, i) => (steps + (raised.has(i) ? 1 : 0)) * step);
}

/** Shares of a whole in percent to a tenth, adding up to 100; all 0 where there is nothing to share. */
export function percents(parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (whole === 0) return parts.map(() => 0);
  const tenths = rounded(
    parts.map((part) => (part / whole) * 1000),
    1,
  );
  return tenths.map((tenth) => tenth / 10);
}
