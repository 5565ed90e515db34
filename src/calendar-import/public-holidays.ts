import type Holidays from 'date-holidays';
import { Temporal } from '../domain/temporal.ts';
import { CannotImport, type ClosedDays } from './closed-days.ts';

export interface HolidaysAsk {
  /** ISO 3166 code, such as DE. */
  readonly country: string;
  /** The part of the country, such as BY. */
  readonly state?: string | undefined;
  readonly years: readonly number[];
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The package, which a desk installs only if it wants to import holidays. Throws CannotImport when it is absent. */
export async function loadHolidays(): Promise<typeof Holidays> {
  try {
    return (await import('date-holidays')).default;
  } catch {
    const remedy = 'Run "npm install --no-save date-holidays@3.37.0" in the folder of Stepladder, then repeat this';
    throw new CannotImport(`The package date-holidays is not installed. ${remedy}.`);
  }
}

/** Public holidays as the package has them, by their local dates. Throws CannotImport for a place it does not know. */
export function publicHolidays(Source: typeof Holidays, { country, state, years }: HolidaysAsk): ClosedDays {
  checkPlace(new Source(), country, state);
  const source = state === undefined ? new Source(country) : new Source(country, state);
  const days = years.flatMap((year) => source.getHolidays(year)).filter(({ type }) => type === 'public');
  const whole = days.filter(isWholeDays);
  return {
    holidays: whole.flatMap(({ date, start, end, name }) => {
      const first = Temporal.PlainDate.from(date.slice(0, 10));
      const length = Math.round((end.getTime() - start.getTime()) / DAY_MS);
      return Array.from({ length }, (_, i) => ({ date: first.add({ days: i }).toString(), name }));
    }),
    closed: days
      .filter((day) => !isWholeDays(day))
      .map(({ start, end, name }) => ({ start: start.getTime(), end: end.getTime(), name })),
  };
}

/** A day on which clocks change has 23 or 25 hours. */
function isWholeDays({ date, start, end }: ReturnType<Holidays['getHolidays']>[number]): boolean {
  const length = end.getTime() - start.getTime();
  const offBy = Math.abs(length - Math.round(length / DAY_MS) * DAY_MS);
  return date.slice(11, 19) === '00:00:00' && length >= DAY_MS - HOUR_MS && offBy <= HOUR_MS;
}

function checkPlace(source: Holidays, country: string, state: string | undefined): void {
  const countries = source.getCountries();
  if (!Object.hasOwn(countries, country)) {
    throw new CannotImport(
      `No country "${country}" in date-holidays. Write one of ${Object.keys(countries).join(', ')}.`,
    );
  }
  const states = source.getStates(country) ?? {};
  if (state === undefined || Object.hasOwn(states, state)) return;
  const known = Object.entries(states).map(([code, name]) => `${code} (${name})`);
  const remedy = known.length === 0 ? 'Leave --state out.' : `Write one of ${known.join(', ')}.`;
  throw new CannotImport(`No state "${state}" of ${countries[country]} in date-holidays. ${remedy}`);
}
