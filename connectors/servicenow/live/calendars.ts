import type { Lane } from '../../../src/connector/lane.ts';
import type { FoundCalendar } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import type { Row } from '../schema.ts';
import { calendarOf } from './calendar-of.ts';
import { byCell, cellOf } from './rows.ts';
import type { Tables } from './tables.ts';

const LANE: Lane = 'live';
const anything = () => true;

const SPAN_FIELDS = [
  ...['schedule', 'name', 'type', 'show_as', 'start_date_time', 'end_date_time', 'all_day', 'repeat_type'],
  ...['days_of_week', 'repeat_count', 'repeat_until', 'yearly_type', 'month', 'float_week', 'float_day'],
];

/** Schedules that open something; those that only take days out of others are part of them. */
export async function readCalendars(tables: Tables, now: Instant): Promise<readonly FoundCalendar[]> {
  const [schedules, spans, children] = await Promise.all([
    readAll(tables, 'cmn_schedule', ['name', 'time_zone', 'type']),
    readAll(tables, 'cmn_schedule_span', SPAN_FIELDS),
    readAll(tables, 'cmn_other_schedule', ['schedule', 'child_schedule', 'type']),
  ]);
  const spansBy = byCell(spans, 'schedule');
  const childrenBy = byCell(children, 'schedule');
  const areOut = new Set(
    children.filter((row) => cellOf(row, 'type') === 'exclude').map((row) => cellOf(row, 'child_schedule')),
  );
  const year = new Date(now).getUTCFullYear();
  const found = schedules.flatMap((schedule) => {
    const id = cellOf(schedule, 'sys_id');
    const isHours = ['', 'blank'].includes(cellOf(schedule, 'type')) && !areOut.has(id);
    if (!isHours) return [];
    const own = spansBy.get(id) ?? [];
    const others = (childrenBy.get(id) ?? []).flatMap((row) => childSpans(row, spansBy));
    const today = new Date(now).toISOString().slice(0, 10);
    const calendar = calendarOf(schedule, [...own, ...others], { today, years: [year - 1, year, year + 1, year + 2] });
    return calendar === null ? [] : [calendar];
  });
  return withOwnIds(found);
}

async function readAll(tables: Tables, table: string, fields: readonly string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of tables.pages({ table, filter: '', isAskedFor: anything, fields, lane: LANE })) {
    rows.push(...page);
  }
  return rows;
}

/** What a child opens is taken out, where it is excluded. */
function childSpans(row: Row, spansBy: ReadonlyMap<string, readonly Row[]>): readonly Row[] {
  const spans = spansBy.get(cellOf(row, 'child_schedule')) ?? [];
  if (cellOf(row, 'type') !== 'exclude') return spans;
  return spans.filter((span) => cellOf(span, 'type') !== 'exclude').map((span) => ({ ...span, type: 'exclude' }));
}

function withOwnIds(found: readonly FoundCalendar[]): readonly FoundCalendar[] {
  const used = new Set<string>();
  return found.map(({ spec, notes }) => {
    let id = spec.id;
    for (let n = 2; used.has(id); n++) id = `${spec.id}-${n}`;
    used.add(id);
    return { spec: { ...spec, id }, notes };
  });
}
