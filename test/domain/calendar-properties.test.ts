import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type CalendarSpec, compileCalendar } from '../../src/domain/calendar.ts';
import './property-runs.ts';

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

const pad = (part: number): string => String(part).padStart(2, '0');
const clock = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;

const spellsEvery = (minutes: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: 1440 / minutes }), { maxLength: 6 }).map((parts) => {
    const sorted = parts.map((part) => part * minutes).toSorted((a, b) => a - b);
    return sorted.flatMap((end, i) => (i % 2 === 1 ? [[clock(sorted[i - 1] ?? 0), clock(end)] as const] : []));
  });

/** Whole hours: no opening or closing lies inside a gap or fold, where the wall clock alone does not decide. */
const wholeHours = spellsEvery(60);
/** Any minute, for places and days without a change of clocks near. */
const anyMinute = spellsEvery(1);
const STEADY = ['UTC', 'Asia/Kathmandu'];

const setting = fc.constantFrom(...anchors).chain(([timezone, day]) => {
  const middle = Date.parse(`${day}T00:00Z`);
  const near = fc.integer({ min: -4 * 1440, max: 4 * 1440 }).map((minutes) => middle + minutes * MINUTE);
  const date = fc.integer({ min: -3, max: 3 }).map((days) => new Date(middle + days * DAY).toISOString().slice(0, 10));
  const closure = fc.tuple(near, fc.integer({ min: 1, max: 2000 }));
  const iso = (instant: number): string => new Date(instant).toISOString();
  const spells = STEADY.includes(timezone) ? anyMinute : wholeHours;
  // An hour on Wednesday keeps every calendar open at some time.
  const weekly = fc
    .tuple(...DAYS.map(() => spells))
    .map((week) =>
      Object.fromEntries(
        DAYS.map((name, i) => [name, week[i]?.length ? week[i] : i === 2 ? [['09:00', '10:00']] : []]),
      ),
    );
  const spec: fc.Arbitrary<CalendarSpec> = fc.record({
    id: fc.constant('any'),
    timezone: fc.constant(timezone),
    weekly,
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
    versions: fc.oneof(
      fc.constant([]),
      date.chain((from) => weekly.map((week) => [{ from, weekly: week }])),
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
    const weekly = spec.versions?.findLast(({ from }) => from <= date)?.weekly ?? spec.weekly;
    const weekday = holiday ? [] : (weekly[DAYS[local.dayOfWeek - 1]!] ?? []);
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
    );
  });

  it('adds up over any split, and no part is less than nothing or more than its span', () => {
    fc.assert(
      fc.property(setting, fc.array(fc.nat({ max: 8 * DAY }), { maxLength: 10 }), ({ spec, a }, more) => {
        const cuts = [0, ...more].map((ms) => a + ms).toSorted((p, q) => p - q);
        const desk = compileCalendar(spec);
        const parts = cuts.slice(1).map((cut, i) => [cut - cuts[i]!, desk.elapsed(cuts[i]!, cut)] as const);
        expect(desk.elapsed(a, cuts.at(-1)!)).toBe(parts.reduce((sum, [, open]) => sum + open, 0));
        for (const [span, open] of parts) {
          expect(open).toBeGreaterThanOrEqual(0);
          expect(open).toBeLessThanOrEqual(span);
        }
      }),
    );
  });

  it('never has less open time to a later end, or from an earlier start', () => {
    fc.assert(
      fc.property(setting, ({ spec, a, b, c }) => {
        const [x, y, z] = [a, b, c].toSorted((p, q) => p - q) as [number, number, number];
        const desk = compileCalendar(spec);
        expect(desk.elapsed(x, z)).toBeGreaterThanOrEqual(desk.elapsed(x, y));
        expect(desk.elapsed(x, z)).toBeGreaterThanOrEqual(desk.elapsed(y, z));
        expect(desk.elapsed(z, x)).toBe(0);
      }),
    );
  });

  it('has less open time in a closure more, and as much before and after it', () => {
    fc.assert(
      fc.property(setting, fc.integer({ min: 1, max: 2 * DAY }), ({ spec, a, b }, ms) => {
        const iso = (instant: number): string => new Date(instant).toISOString();
        const fewer = compileCalendar({ ...spec, closed: [...(spec.closed ?? []), [iso(b), iso(b + ms)]] });
        const desk = compileCalendar(spec);
        expect(fewer.elapsed(b, b + ms)).toBe(0);
        expect(fewer.elapsed(a, b)).toBe(desk.elapsed(a, b));
        expect(fewer.elapsed(b + ms, b + 9 * DAY)).toBe(desk.elapsed(b + ms, b + 9 * DAY));
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

  it('goes back to the latest instant with that much open time before, earlier for more', () => {
    const duration = fc.integer({ min: 1, max: 3 * DAY });
    fc.assert(
      fc.property(setting, duration, duration, ({ spec, a }, ms, more) => {
        const desk = compileCalendar(spec);
        const from = desk.back(a, ms);
        expect(desk.elapsed(from, a)).toBe(ms);
        expect(desk.elapsed(from + 1, a)).toBe(ms - 1);
        expect(desk.back(a, ms + more)).toBeLessThan(from);
        expect(desk.back(from, more)).toBe(desk.back(a, ms + more));
      }),
    );
  });

  it('comes back from where it is due to the opening it counted from, and is due again where it came back from', () => {
    fc.assert(
      fc.property(setting, fc.integer({ min: 1, max: 3 * DAY }), ({ spec, a }, ms) => {
        const desk = compileCalendar(spec);
        expect(desk.back(desk.due(a, ms), ms)).toBe(desk.nextOpen(a));
        // The closing before a, or a itself while open: earliest with no open time until a.
        const again = desk.due(desk.back(a, ms), ms);
        expect(again).toBeLessThanOrEqual(a);
        expect(desk.elapsed(again, a)).toBe(0);
        expect(desk.elapsed(again - 1, again)).toBe(1);
      }),
    );
  });

  it('is due at the next opening only where it is due at a closing', () => {
    fc.assert(
      fc.property(setting, fc.integer({ min: 0, max: 3 * DAY }), ({ spec, a }, ms) => {
        const desk = compileCalendar(spec);
        expect(desk.due(a, ms, 'next-opening')).toBe(desk.nextOpen(desk.due(a, ms)));
        expect(desk.due(a, ms, 'closing')).toBe(desk.due(a, ms));
      }),
    );
  });

  it('adds working days one by one, each a day with open time, at the same local time', () => {
    fc.assert(
      fc.property(setting, fc.integer({ min: 1, max: 6 }), ({ spec, a }, days) => {
        const desk = compileCalendar(spec);
        const zoned = (instant: number) =>
          Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(spec.timezone);
        const openOn = (date: Temporal.PlainDate): number =>
          desk.elapsed(
            date.toZonedDateTime(spec.timezone).epochMilliseconds,
            date.add({ days: 1 }).toZonedDateTime(spec.timezone).epochMilliseconds,
          );
        const start = zoned(a);
        let date = start.toPlainDate();
        for (let left = days; left > 0; ) {
          date = date.add({ days: 1 });
          if (openOn(date) > 0) left -= 1;
        }
        const expected = date.toZonedDateTime({ timeZone: spec.timezone, plainTime: start.toPlainTime() });
        expect(desk.addWorkingDays(a, days)).toBe(expected.epochMilliseconds);
        const end = desk.addWorkingDays(a, days, { endOfDay: true });
        expect(
          zoned(end - 1)
            .toPlainDate()
            .toString(),
        ).toBe(date.toString());
        expect(desk.elapsed(end - 1, end)).toBe(1);
        expect(desk.elapsed(date.toZonedDateTime(spec.timezone).epochMilliseconds, end)).toBe(openOn(date));
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
