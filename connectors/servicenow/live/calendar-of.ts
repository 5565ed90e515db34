import type { FoundCalendar } from '../../../src/connector/remote.ts';
import { type SpellSpec, WEEKDAYS } from '../../../src/domain/calendar-spec.ts';
import { isZone } from '../../../src/domain/temporal.ts';
import type { Row } from '../schema.ts';
import { cellOf } from './rows.ts';
import {
  dayAfter,
  floatingDate,
  joined,
  readSpan,
  type Span,
  type Spell,
  weekdayOf,
  without,
  written,
} from './schedule-spans.ts';

interface Around {
  readonly today: string;
  /** For which days that float are written out. */
  readonly years: readonly number[];
}

/** A schedule as a calendar, and what of it could not be said. Null: it opens nothing by the week. */
export function calendarOf(schedule: Row, rows: readonly Row[], { today, years }: Around): FoundCalendar | null {
  const read = rows.map((row) => readSpan(row, today));
  const spans = read.flatMap(({ span }) => (span === null ? [] : [span]));
  const week = weekOf(spans);
  if (week.every((day) => day.length === 0)) return null;
  const notes = read.flatMap(({ why }) => (why === null ? [] : [why]));
  const zone = zoneOf(cellOf(schedule, 'time_zone'), notes);
  const { holidays, exceptions } = daysOf(spans, week, years, notes);
  const weekly = Object.fromEntries(
    WEEKDAYS.flatMap((day, i) => (week[i]?.length ? [[day, week[i].map(written)]] : [])),
  );
  return { notes, spec: { id: slugOf(cellOf(schedule, 'name')), timezone: zone, weekly, holidays, exceptions } };
}

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'schedule';

const isWeekly = ({ repeats }: Span): boolean => !['', 'yearly', 'yearly float'].includes(repeats);

/** By weekday, from Monday on: what opens, less what is taken out each week. */
function weekOf(spans: readonly Span[]): Spell[][] {
  const on = (isOut: boolean) => {
    const days: Spell[][] = WEEKDAYS.map(() => []);
    for (const span of spans.filter((one) => isWeekly(one) && one.isOut === isOut)) {
      for (const weekday of span.weekdays) {
        for (const [i, spell] of span.spells.entries()) days[(weekday + i) % 7]?.push(spell);
      }
    }
    return days;
  };
  const out = on(true);
  return on(false).map((day, i) => (out[i] ?? []).reduce(without, joined(day)));
}

function zoneOf(zone: string, notes: string[]): string {
  if (zone !== '' && isZone(zone)) return zone;
  const why = zone === '' ? 'The schedule has no zone of its own' : `The zone ${zone} is not known here`;
  notes.push(`${why}: write yours for timezone.`);
  return 'Etc/UTC';
}

function daysOf(
  spans: readonly Span[],
  week: readonly (readonly Spell[])[],
  years: readonly number[],
  notes: string[],
) {
  const holidays = new Set<string>();
  const exceptions = new Map<string, readonly Spell[]>();
  for (const span of spans.filter((one) => !isWeekly(one))) {
    const { name, repeats, date, spells, isOut } = span;
    if (repeats === 'yearly float') {
      const [from, to] = [years[0], years.at(-1)];
      notes.push(`"${name}" is on another date each year: written out for ${from} to ${to}.`);
    }
    const dates = repeats === 'yearly float' ? years.map((year) => floatingDate(span, year)) : [date];
    for (const first of dates) {
      for (const [i, spell] of spells.entries()) {
        const day = dayAfter(first, i);
        const isWhole = spell[0] === 0 && spell[1] === 24 * 60;
        if (isOut && isWhole)
          holidays.add(`${repeats === 'yearly' ? `*-${day.slice(5)}` : day} ${oneLine(name)}`.trim());
        else if (repeats === 'yearly') notes.push(`"${name}": part of a day each year cannot be said.`);
        else exceptions.set(day, changed(exceptions.get(day) ?? week[weekdayOf(day)] ?? [], spell, isOut));
      }
    }
  }
  const inOrder = [...exceptions].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    holidays: [...holidays].sort(),
    exceptions: Object.fromEntries(inOrder.map(([day, some]): [string, SpellSpec[]] => [day, some.map(written)])),
  };
}

const changed = (spells: readonly Spell[], spell: Spell, isOut: boolean): readonly Spell[] =>
  isOut ? without(spells, spell) : joined([...spells, spell]);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
