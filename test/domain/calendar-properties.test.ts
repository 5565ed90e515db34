import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type CalendarSpec, compileCalendar } from '../../src/domain/calendar.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

// Places and days where the clocks change, and a few where they do not.
const anchors = [
  ['UTC', '2026-06-15'],
  ['Asia/Kathmandu', '2025-12-31'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['Asia/Tehran', '2018-03-22'],
  ['Asia/Tehran', '2018-09-22'],
  ['America/Havana', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Apia', '2011-12-30'],
  ['Europe/London', '2026-12-31'],
] as const;

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Whole hours: no opening or closing lies inside a gap or fold, where the wall clock alone does not decide. */
const spells = fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { maxLength: 6 }).map((hours) => {
  const sorted = hours.toSorted((a, b) => a - b);
  return sorted.flatMap((hour, i) => (i % 2 === 1 ? [[clock(sorted[i - 1] ?? 0), clock(hour)] as const] : []));
});

const setting = fc.constantFrom(...anchors).chain(([timezone, day]) => {
  const middle = Date.parse(`${day}T00:00Z`);
  const near = fc.integer({ min: -4 * 1440, max: 4 * 1440 }).map((minutes) => middle + minutes * MINUTE);
  const date = fc.integer({ min: -3, max: 3 }).map((days) => new Date(middle + days * DAY).toISOString().slice(0, 10));
  const closure = fc.tuple(near, fc.integer({ min: 1, max: 2000 }));
  const iso = (instant: number): string => new Date(instant).toISOString();
  const spec: fc.Arbitrary<CalendarSpec> = fc.record({
    id: fc.constant('any'),
    timezone: fc.constant(timezone),
    // An hour on Wednesday keeps every calendar open at some time.
    weekly: fc
      .tuple(...DAYS.map(() => spells))
      .map((week) =>
        Object.fromEntries(
          DAYS.map((name, i) => [name, week[i]?.length ? week[i] : i === 2 ? [['09:00', '10:00']] : []]),
        ),
      ),
    holidays: fc.array(
      fc.oneof(
        date,
        date.map((text) => `*${text.slice(4)}`),
      ),
      { maxLength: 2 },
    ),
    exceptions: fc.dictionary(date, spells, { maxKeys: 2 }),
    closed: fc.array(
      closure.map(([from, minutes]) => [iso(from), iso(from + minutes * MINUTE)] as const),
      { maxLength: 2 },
    ),
  });
  return fc.record({ spec, a: near, b: near, c: near });
});

/** Looks at the wall clock in every single minute. */
function slowElapsed(spec: CalendarSpec, from: number, to: number): number {
  const closed = (spec.closed ?? []).map(([start, end]) => [Date.parse(start), Date.parse(end)] as const);
  let open = 0;
  for (let minute = from; minute < to; minute += MINUTE) {
    const local = Temporal.Instant.fromEpochMilliseconds(minute).toZonedDateTimeISO(spec.timezone);
    const date = local.toPlainDate().toString();
    const holiday = spec.holidays.includes(date) || spec.holidays.includes(`*${date.slice(4)}`);
    const weekday = holiday ? [] : (spec.weekly[DAYS[local.dayOfWeek - 1]!] ?? []);
    const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
    const planned = (spec.exceptions[date] ?? weekday).some(([start, end]) => start <= time && time < end);
    if (planned && !closed.some(([start, end]) => start <= minute && minute < end)) open += MINUTE;
  }
  return open;
}

describe('a compiled calendar', () => {
  it('agrees with a look at the clock in every minute', () => {
    fc.assert(
      fc.property(setting, ({ spec, a, b }) => {
        expect(compileCalendar(spec).elapsed(a, b)).toBe(slowElapsed(spec, a, b));
      }),
      { numRuns: 100 },
    );
  });

  it('adds up: a to c is a to b and b to c, and never less', () => {
    fc.assert(
      fc.property(setting, ({ spec, a, b, c }) => {
        const [x, y, z] = [a, b, c].toSorted((p, q) => p - q) as [number, number, number];
        const desk = compileCalendar(spec);
        expect(desk.elapsed(x, z)).toBe(desk.elapsed(x, y) + desk.elapsed(y, z));
        expect(desk.elapsed(x, y)).toBeGreaterThanOrEqual(0);
        expect(desk.elapsed(x, y)).toBeLessThanOrEqual(y - x);
      }),
    );
  });

  it('is due at the earliest instant with that much open time behind it, later for more', () => {
    const duration = fc.integer({ min: 1, max: 3 * DAY });
    fc.assert(
      fc.property(setting, duration, duration, ({ spec, a }, ms, more) => {
        const desk = compileCalendar(spec);
        const due = desk.due(a, ms);
        expect(desk.elapsed(a, due)).toBe(ms);
        expect(desk.elapsed(a, due - 1)).toBe(ms - 1);
        expect(desk.due(a, ms + more)).toBeGreaterThan(due);
        expect(desk.due(due, more)).toBe(desk.due(a, ms + more));
      }),
    );
  });

  it('opens next where nothing was open before and something is after', () => {
    fc.assert(
      fc.property(setting, ({ spec, a }) => {
        const desk = compileCalendar(spec);
        const opening = desk.nextOpen(a);
        expect(opening).toBeGreaterThanOrEqual(a);
        expect(desk.elapsed(a, opening)).toBe(0);
        expect(desk.elapsed(opening, opening + 1)).toBe(1);
      }),
    );
  });

  it('does not depend on what was asked before', () => {
    fc.assert(
      fc.property(setting, fc.integer({ min: -3, max: 3 }), ({ spec, a, b }, years) => {
        const asked = compileCalendar(spec);
        asked.nextOpen(a + years * 366 * DAY);
        const fresh = compileCalendar(spec);
        expect(asked.elapsed(a, b)).toBe(fresh.elapsed(a, b));
        expect(asked.due(a, DAY)).toBe(fresh.due(a, DAY));
      }),
    );
  });
});
