import { labelOf } from './catalogue.ts';
import type { Column } from './columns.ts';
import { follow } from './encoded-query.ts';
import type { Instance } from './instance.ts';
import type { Row, Table } from './table.ts';

export interface Look {
  /** `sysparm_display_value`. */
  readonly display: 'false' | 'true' | 'all';
  readonly hasLinks: boolean;
  /** What links begin with. */
  readonly url: string;
  /** Null: all fields. Those that are not there, or may not be read, are left out silently. */
  readonly fields: readonly string[] | null;
}

const NO_RIGHT: Readonly<Record<string, readonly string[]>> = {
  incident: ['resolved_by', 'contact_type'],
  sys_user: ['email'],
};

export const mayReadField = ({ traps }: Instance, table: Table, field: string): boolean =>
  !(traps.fieldsWithoutRight && NO_RIGHT[table.name]?.includes(field));

export function shown(instance: Instance, table: Table, row: Row, look: Look): Record<string, unknown> {
  const names = look.fields ?? [...table.columns.keys()];
  const result: Record<string, unknown> = {};
  for (const name of names) {
    const end = follow(instance, table, row, name);
    if (end === null) {
      // An empty reference on the way has an empty value at its end.
      if (name.includes('.') && table.has(name.split('.')[0] ?? '')) result[name] = '';
      continue;
    }
    const column = end.table.columns.get(end.field);
    if (column === undefined || !mayReadField(instance, end.table, end.field)) continue;
    result[name] = cellOf(instance, end.table, column, end.row, look);
  }
  return result;
}

function cellOf(instance: Instance, table: Table, column: Column, row: Row, look: Look): unknown {
  const isSecret = table.name === 'sys_properties' && row['type'] === 'password2' && column.name === 'value';
  const value = isSecret ? '(encrypted)' : (row[column.name] ?? '');
  const isReference = column.reference !== '' && value !== '';
  const at = isReference && look.hasLinks ? { link: `${look.url}/api/now/table/${column.reference}/${value}` } : null;
  if (look.display === 'false') return at === null ? value : { ...at, value };
  const display_value = displayOf(instance, table, column, value);
  if (look.display === 'all') return { display_value, value, ...at };
  return at === null ? display_value : { display_value, ...at };
}

const NAMES = ['name', 'number', 'user_name'];

/** In the reader's language, zone and format: for people, not for programs. */
function displayOf(instance: Instance, table: Table, column: Column, value: string): string {
  if (value === '') return '';
  if (column.type === 'glide_date_time') return inReadersZone(value);
  if (column.type === 'glide_duration') return inWords(Date.parse(`${value.replace(' ', 'T')}Z`));
  if (column.type !== 'reference') return labelOf(table.name, column.name, value) ?? value;
  const row = instance.tables.get(column.reference)?.rows.get(value);
  return NAMES.map((name) => row?.[name]).find(Boolean) ?? value;
}

const READERS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Madrid',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const inReadersZone = (raw: string): string => READERS.format(Date.parse(`${raw.replace(' ', 'T')}Z`)).replace(',', '');

function inWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const parts = [[Math.floor(minutes / 1440), 'Day'] as const, [Math.floor(minutes / 60) % 24, 'Hour'] as const];
  const all = [...parts, [minutes % 60, 'Minute'] as const].filter(([n]) => n > 0);
  return all.map(([n, word]) => `${n} ${word}${n === 1 ? '' : 's'}`).join(' ') || '0 Seconds';
}
