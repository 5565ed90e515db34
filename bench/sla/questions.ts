import { type CalendarSpec, WEEKDAYS } from '../../src/domain/calendar-spec.ts';
import { type Random, seededRandom } from '../../src/simulator/random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const YEAR = Date.UTC(2026);

/** What every library here can express: UTC, one spell a day, holidays by date, whole minutes. */
export interface Week {
  /** Monday first; null is closed. Local 'HH:MM'. */
  readonly days: readonly (readonly [from: string, to: string] | null)[];
  /** YYYY-MM-DD */
  readonly holidays: readonly string[];
}

export interface Questions {
  readonly week: Week;
  /** elapsed(start, end) */
  readonly intervals: readonly (readonly [start: number, end: number])[];
  /** due(start, ms) */
  readonly targets: readonly (readonly [start: number, ms: number])[];
}

/** Intervals as tickets have them: half are shorter than two days, one in twenty is longer than a month. Same for the same seed. */
export function randomQuestions(seed: number, count: number): Questions {
  const random = seededRandom(seed);
  const week = randomWeek(random);
  const each = <T>(make: () => T): T[] => Array.from({ length: count }, make);
  return {
    week,
    intervals: each(() => {
      const start = randomMinute(random);
      return [start, start + wholeMinutes(random.logNormal(2 * DAY_MS, 1.6))] as const;
    }),
    // Four open hours in the middle, as targets are.
    targets: each(() => [randomMinute(random), wholeMinutes(random.logNormal(DAY_MS / 6, 1.2))] as const),
  };
}

/** Five days are open, two perhaps. */
function randomWeek(random: Random): Week {
  const days = WEEKDAYS.map((_, i) => (i < 5 || random.chance(0.2) ? randomSpell(random) : null));
  const holidays = Array.from({ length: 10 }, () =>
    new Date(YEAR + random.between(0, 365) * DAY_MS).toISOString().slice(0, 10),
  );
  return { days, holidays: [...new Set(holidays)] };
}

function randomSpell(random: Random): readonly [string, string] {
  return [quarterHour(random.between(6, 11)), quarterHour(random.between(15, 22))];
}

function quarterHour(hours: number): string {
  const minutes = Math.floor(hours * 4) * 15;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const randomMinute = (random: Random): number => YEAR + wholeMinutes(random.between(0, 300 * DAY_MS));

const wholeMinutes = (ms: number): number => Math.max(1, Math.round(ms / MINUTE_MS)) * MINUTE_MS;

/** The same week as a calendar of ours. */
export function specOf({ days, holidays }: Week): CalendarSpec {
  const weekly = Object.fromEntries(WEEKDAYS.map((name, i) => [name, days[i] ? [days[i]] : []]));
  return { id: 'bench', timezone: 'UTC', weekly, holidays, exceptions: {} };
}
