import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CalendarSpec, compileCalendar } from '../../src/domain/calendar.ts';

// Worked examples of vendors and libraries, kept beside the project, not in it (reference: sla.md 12).
const folder = new URL('../../../shared/data/sla-cases/', import.meta.url);

interface Answer {
  readonly seconds?: number;
  readonly at?: string;
}

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly calendar: string;
  readonly start: string;
  readonly end: string;
  readonly at: string;
  readonly add_seconds: number;
  readonly boundary?: string;
  readonly expect: Answer;
  readonly check: { readonly agrees: boolean; readonly own: Answer };
}

interface CaseFile {
  readonly calendars: Readonly<Record<string, Partial<CalendarSpec>>>;
  readonly cases: readonly Case[];
}

function answer({ calendars }: CaseFile, worked: Case): Answer {
  const spec = calendars[worked.calendar];
  if (spec === undefined) throw new Error(`${worked.id} names the calendar ${worked.calendar}, which its file lacks`);
  const desk = compileCalendar({
    id: worked.calendar,
    timezone: 'UTC',
    weekly: {},
    holidays: [],
    exceptions: {},
    ...spec,
  });
  if (worked.kind === 'elapsed') {
    return { seconds: desk.elapsed(Date.parse(worked.start), Date.parse(worked.end)) / 1000 };
  }
  const at =
    worked.kind === 'due'
      ? desk.due(Date.parse(worked.start), worked.add_seconds * 1000)
      : desk.nextOpen(Date.parse(worked.at));
  return { at: new Date(at).toISOString() };
}

const normal = ({ seconds, at }: Answer): Answer =>
  at === undefined ? { seconds: seconds ?? Number.NaN } : { at: new Date(at).toISOString() };

const absent = !existsSync(folder);

describe.skipIf(absent)(`worked cases${absent ? ' (skipped: ../shared/data/sla-cases is not here)' : ''}`, () => {
  const names = absent ? [] : readdirSync(folder).filter((name) => name.endsWith('.json'));
  const files = names.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CaseFile);
  const cases = files.flatMap((file) => file.cases.map((worked) => ({ file, worked })));
  // Where the next opening is wanted instead of the closing is a policy's choice, made where clocks are read.
  const ours = cases.filter(
    ({ worked }) => ['elapsed', 'due', 'next_open'].includes(worked.kind) && worked.boundary !== 'next_open',
  );

  it('are there', () => {
    expect(ours.length).toBeGreaterThan(0);
  });

  it.each(ours.map((entry) => [entry.worked.id, entry.worked.title, entry] as const))('%s %s', (_, __, entry) => {
    const { check, expect: stated } = entry.worked;
    expect(answer(entry.file, entry.worked)).toEqual(normal(check.agrees ? stated : check.own));
  });
});
