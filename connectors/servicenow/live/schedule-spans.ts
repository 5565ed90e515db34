import { type SpellSpec, WEEKDAYS } from '../../../src/domain/calendar-spec.ts';
import type { Row } from '../schema.ts';
import { cellOf } from './rows.ts';

/** Minutes of a day, half-open. */
export type Spell = readonly [from: number, to: number];

/** One row of cmn_schedule_span, its times as the clock on the wall shows them. */
export interface Span {
  readonly name: string;
  readonly isOut: boolean;
  readonly date: string;
  readonly days: number;
  readonly spells: readonly Spell[];
  readonly repeats: string;
  /** 0 is Monday; of spans that repeat by the week. */
  readonly weekdays: readonly number[];
  readonly month: number;
  /** Of a year's day that floats: 1 to 4, or 5 for the last; and its weekday, 0 is Monday. */
  readonly floatWeek: number;
  readonly floatDay: number;
}

const DAY_MIN = 24 * 60;
const DAY_MS = 86_400_000;
const TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/;

/** Null: it cannot be said in a calendar; `why` tells. */
export function readSpan(row: Row, today: string): { readonly span: Span | null; readonly why: string | null } {
  const start = TIME.exec(cellOf(row, 'start_date_time'));
  const end = TIME.exec(cellOf(row, 'end_date_time'));
  const name = cellOf(row, 'name') || 'unnamed';
  const not = (why: string) => ({ span: null, why: `"${name}": ${why}` });
  if (start === null || end === null) return not('its times cannot be read.');
  const type = cellOf(row, 'type');
  if (type !== '' && type !== 'exclude') return not(`spans of type ${type} are no opening hours.`);
  const repeats = yearly(row) ?? cellOf(row, 'repeat_type');
  if (Number(cellOf(row, 'repeat_count') || '1') > 1) return not('it does not repeat each time.');
  if (!KNOWN.has(repeats)) return not(`it repeats as "${repeats}", which a calendar cannot say.`);
  const until = cellOf(row, 'repeat_until');
  if (repeats !== '' && /^\d{8}/.test(until) && until.slice(0, 8) < today.replaceAll('-', '')) {
    return { span: null, why: null };
  }
  const days = cellOf(row, 'days_of_week') || String(weekdayOf(`${start[1]}-${start[2]}-${start[3]}`) + 1);
  const weekdays = weekdaysOf(repeats, days);
  const float = { floatWeek: Number(cellOf(row, 'float_week')), floatDay: (Number(cellOf(row, 'float_day')) + 5) % 7 };
  const month = Number(cellOf(row, 'month') || start[2]);
  const span = { name, isOut: type === 'exclude', repeats, weekdays, month, ...float, ...extent(row, start, end) };
  return { span, why: null };
}

const BY_WEEK: Readonly<Record<string, string>> = {
  daily: '1234567',
  weekdays: '12345',
  weekends: '67',
  weekMWF: '135',
  weekTT: '24',
};
const KNOWN = new Set(['', 'weekly', 'specific', 'yearly', 'yearly float', ...Object.keys(BY_WEEK)]);

const yearly = (row: Row): string | null =>
  cellOf(row, 'repeat_type') === 'yearly' && cellOf(row, 'yearly_type') === 'float' ? 'yearly float' : null;

/** `days_of_week` counts from Monday, 1. */
const weekdaysOf = (repeats: string, days: string): number[] =>
  [...(BY_WEEK[repeats] ?? days)].map((day) => Number(day) - 1).filter((day) => day >= 0 && day < WEEKDAYS.length);

function extent(row: Row, start: RegExpExecArray, end: RegExpExecArray) {
  const date = `${start[1]}-${start[2]}-${start[3]}`;
  const isAllDay = cellOf(row, 'all_day') === 'true';
  const from = isAllDay ? 0 : Number(start[4]) * 60 + Number(start[5]);
  const ends = Date.UTC(Number(end[1]), Number(end[2]) - 1, Number(end[3]), Number(end[4]), Number(end[5]));
  // A day's end is written as its last second.
  const isLast = end[5] === '59' && end[6] === '59';
  const till = ends + (isLast ? 60_000 : 0);
  const begins = Date.parse(`${date}T00:00:00Z`);
  const days = Math.max(1, Math.ceil((till - begins) / DAY_MS));
  const to = isAllDay ? days * DAY_MIN : Math.round((till - begins) / 60_000);
  return { date, days, spells: overDays(from, Math.max(from, to)) };
}

/** One spell a day, as the calendar writes them. */
function overDays(from: number, to: number): Spell[] {
  const days = Math.max(1, Math.ceil(to / DAY_MIN));
  return Array.from({ length: days }, (_, day): Spell => {
    return [Math.max(0, from - day * DAY_MIN), Math.min(DAY_MIN, to - day * DAY_MIN)];
  });
}

export function without(spells: readonly Spell[], out: Spell): Spell[] {
  return spells
    .flatMap(([from, to]): Spell[] => [
      [from, Math.min(to, out[0])],
      [Math.max(from, out[1]), to],
    ])
    .filter(([from, to]) => from < to);
}

/** Those that touch become one. */
export function joined(spells: readonly Spell[]): Spell[] {
  const all: Spell[] = [];
  for (const [from, to] of [...spells].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], to)];
    else if (from < to) all.push([from, to]);
  }
  return all;
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
export const written = ([from, to]: Spell): SpellSpec => [clock(from), clock(to)];

export const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The date of a floating day in a year. */
export function floatingDate({ month, floatWeek, floatDay }: Span, year: number): string {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const offset = (floatDay - weekdayOf(first) + 7) % 7;
  const nth = dayAfter(first, offset + 7 * (Math.max(1, floatWeek) - 1));
  return nth.slice(0, 7) === first.slice(0, 7) ? nth : dayAfter(nth, -7);
}
