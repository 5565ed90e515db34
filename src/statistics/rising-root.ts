/**
 * Where a rising function is 0, by Newton steps kept within a bracket: a step that leaves it is replaced by a bisection, so it
 * always ends. Deterministic. `at(s)` gives [value, slope]; slope may be 0 or not finite, then it bisects.
 * Source: Press et al. 2007, Numerical Recipes, 9.4 (rtsafe).
 * @param lower,upper ends of the bracket; the result is within it even if the root is not
 */
export function risingRoot(
  at: (s: number) => readonly [number, number],
  lower: number,
  upper: number,
  start: number,
): number {
  let [low, high] = [lower, upper];
  let s = start;
  for (let i = 0; i < 200; i++) {
    const [value, slope] = at(s);
    if (value === 0) return s;
    if (value < 0) low = s;
    else high = s;
    const newton = s - value / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - s) <= 2e-16 * Math.max(1, Math.abs(s))) return next;
    s = next;
  }
  return s;
}
