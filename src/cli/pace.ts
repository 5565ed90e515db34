/** How fast work goes, and how long it will still take, from when it began. */
export class Pace {
  readonly #startedAt = performance.now();

  /** `1,234 tickets, 85 a second, 3 min left`; total null: not known. */
  of(unit: string, done: number, total: number | null): string {
    const seconds = (performance.now() - this.#startedAt) / 1_000;
    const rate = done / seconds;
    if (seconds < 2 || rate === 0) return unit;
    const speed = `${unit}, ${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en')} a second`;
    return total === null || total <= done ? speed : `${speed}, ${lasting((total - done) / rate)} left`;
  }
}

function lasting(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
