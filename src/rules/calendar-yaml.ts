import { type CalendarSpec, type CalendarVersion, WEEKDAYS } from '../domain/calendar-spec.ts';

/** A calendar as its file in calendars/, to be read back to the same. Comment lines go on top. */
export function calendarYaml(spec: CalendarSpec, comments: readonly string[]): string {
  const versions = (spec.versions ?? []).flatMap(({ from, ...version }) => [
    `  - from: ${quoted(from)}`,
    ...fieldsOf(version).map((line) => `    ${line}`),
  ]);
  const lines = [
    ...comments.map((comment) => `# ${comment}`),
    `id: ${spec.id}`,
    ...fieldsOf(spec),
    ...(versions.length === 0 ? [] : ['versions:', ...versions]),
  ];
  return `${lines.join('\n')}\n`;
}

function fieldsOf({ timezone, weekly, holidays, exceptions, closed }: Omit<CalendarVersion, 'from'>): string[] {
  const days = WEEKDAYS.flatMap((day) => (weekly?.[day] === undefined ? [] : [`  ${day}: ${flow(weekly[day])}`]));
  const dates = Object.entries(exceptions ?? {}).map(([date, spells]) => `  ${quoted(date)}: ${flow(spells)}`);
  return [
    ...(timezone === undefined ? [] : [`timezone: ${quoted(timezone)}`]),
    ...block('weekly', weekly === undefined ? undefined : days, '{}'),
    ...block(
      'holidays',
      holidays?.map((day) => `  - ${quoted(day)}`),
      '[]',
    ),
    ...block('exceptions', exceptions === undefined ? undefined : dates, '{}'),
    ...block(
      'closed',
      closed?.map((closure) => `  - ${flow(closure.filter((part) => part !== undefined))}`),
      '[]',
    ),
  ];
}

function block(key: string, lines: readonly string[] | undefined, empty: string): string[] {
  if (lines === undefined) return [];
  return lines.length === 0 ? [`${key}: ${empty}`] : [`${key}:`, ...lines];
}

/** JSON in one line is YAML, and what is in quotes is text. */
const quoted = (text: string): string => JSON.stringify(text);

function flow(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(flow).join(', ')}]` : JSON.stringify(value);
}
