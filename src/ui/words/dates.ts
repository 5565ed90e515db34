const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** "16 Nov 2026", in the reader's zone unless one is given. */
export function dateText(instant: string | number, timeZone?: string): string {
  return format(instant, { day: 'numeric', month: 'short', year: 'numeric' }, timeZone);
}

/** "16 Nov 2026, 14:05" */
export function timeText(instant: string | number, timeZone?: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return format(instant, options, timeZone);
}

function format(instant: string | number, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
  const zoned = timeZone === undefined ? options : { ...options, timeZone };
  // Some ICU versions write "Sept"; a table column wants three letters.
  return new Intl.DateTimeFormat('en-GB', zoned).format(new Date(instant)).replace('Sept', 'Sep');
}

/** Whole weeks from one instant to another: "5 weeks"; flags change at weekly evaluations only. */
export function weeksText(from: string, to: string): string {
  const weeks = Math.floor((Date.parse(to) - Date.parse(from) + DAY_MS / 12) / WEEK_MS);
  if (weeks < 1) return 'less than a week';
  return weeks === 1 ? '1 week' : `${weeks} weeks`;
}

/** The two largest parts: "3 d 4 h", "2 h 5 min", "45 s". */
export function lastedText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  const parts: readonly [number, string][] = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n}\u00a0${unit}`)
    .join(' ');
}
