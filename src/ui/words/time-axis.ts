import { percentAlong } from './axis.ts';

export interface Tick {
  readonly at: number;
  /** Percent of the axis. */
  readonly left: number;
  readonly label: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 3, 4, 7, 14].map((days) => days * DAY),
];
const MONTH = 28 * DAY;
/** As many labels as fit beside each other on a phone. */
const MOST = 5;
/** No label closer to an end than this, in percent: it would be cut off. */
const MARGIN = 4;

/** Round local times of a zone along a span; days begin at its midnight, also where clocks change on the way. */
export function timeTicks(span: { readonly from: number; readonly to: number }, timeZone: string): Tick[] {
  const { from, to } = span;
  const step = STEPS.find((one) => (to - from) / one <= MOST) ?? Math.ceil((to - from) / MOST / MONTH) * MONTH;
  const label = new Intl.DateTimeFormat(
    'en-GB',
    step < DAY ? TIME(timeZone, to - from > DAY / 2) : { ...DATE, timeZone },
  );
  const ticks: Tick[] = [];
  for (let local = Math.ceil((from + offsetAt(from, timeZone)) / step) * step; ; local += step) {
    const at = instantOf(local, timeZone);
    if (at > to) return ticks.filter(({ left }) => left >= MARGIN && left <= 100 - MARGIN);
    ticks.push({ at, left: percentAlong(span, at), label: label.format(at).replace('Sept', 'Sep').replace(',', '') });
  }
}

const DATE = { day: 'numeric', month: 'short' } as const;
const TIME = (timeZone: string, severalDays: boolean): Intl.DateTimeFormatOptions => ({
  ...(severalDays && { weekday: 'short' }),
  hour: '2-digit',
  minute: '2-digit',
  timeZone,
});

/** What a local clock is ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).format(at);
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** The offset there may differ from the one found first; the second look is by the right one. */
function instantOf(local: number, timeZone: string): number {
  return local - offsetAt(local - offsetAt(local, timeZone), timeZone);
}
