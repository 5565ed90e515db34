import { CalendarError } from '../domain/calendar.ts';
import { askedOf } from './asked.ts';
import { CALENDAR_KINDS, type Kind } from './calendar-kinds.ts';
import { type CalendarOf, caseCalendars } from './case-calendars.ts';
import type { CaseFile, Fields } from './case-file.ts';
import { expectedOf, same, shown } from './compare.ts';
import { CannotExpress } from './fields.ts';
import { runClockCase } from './run-clock-case.ts';

export interface CaseResult {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** By the names of the case; instants as text in UTC. Empty where skipped. */
  readonly expected: Readonly<Record<string, unknown>>;
  readonly got: Readonly<Record<string, unknown>>;
  /** What could not be expressed; '' where not skipped. */
  readonly reason: string;
}

const KINDS = new Map<unknown, Kind>(Object.entries({ ...CALENDAR_KINDS, clock: runClockCase }));

/** Runs each case against the engine. What it has no way to express is skipped by name, never passed. */
export function runCases({ calendars, cases }: CaseFile): CaseResult[] {
  const calendarOf = caseCalendars(calendars);
  return cases.map((worked, i) => {
    const named = { id: String(worked['id'] ?? `case ${i + 1}`), kind: String(worked['kind']) };
    const result = { ...named, title: String(worked['title'] ?? '') };
    try {
      return { ...result, reason: '', ...judged(worked, calendarOf) };
    } catch (error) {
      // Of a CalendarError too: a search that the engine gives up has no answer to compare.
      if (!(error instanceof CannotExpress || error instanceof CalendarError)) throw error;
      return { ...result, outcome: 'skipped', expected: {}, got: {}, reason: error.message };
    }
  });
}

function judged(worked: Fields, calendarOf: CalendarOf): Pick<CaseResult, 'outcome' | 'expected' | 'got'> {
  const run = KINDS.get(worked['kind']);
  if (run === undefined) throw new CannotExpress(`kind "${worked['kind']}"`);
  const { wanted, fields } = askedOf(worked);
  const answer = run(fields, calendarOf(worked['calendar']), calendarOf);
  const expected = expectedOf(wanted, answer);
  const got = Object.fromEntries(Object.keys(expected).map((name) => [name, answer[name] ?? null]));
  const ok = Object.entries(expected).every(([name, value]) => same(name, value, got[name]));
  return { outcome: ok ? 'passed' : 'failed', expected: shown(expected), got: shown(got) };
}
