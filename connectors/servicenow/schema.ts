import { z } from 'zod';
import { Rejected } from '../../src/connector/rejected.ts';
import { timeReader } from '../../src/connector/source-time.ts';
import type { Instant } from '../../src/domain/interval.ts';

/** An object as the API returns it, its keys as they came: read through the functions below only. */
export type Row = Readonly<Record<string, unknown>>;

const row = z.custom<Row>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** What was read through REST. Beside `data` stands what the API tells elsewhere and `data` cannot be understood without. */
const envelope = z.object({
  resource: z.string(),
  data: row,
  /** incident: every sys_audit row of the record. */
  audits: z.array(row).nullish(),
  /** By login: `{ sys_id, agent }` of who wrote. */
  authors: row.nullish(),
  /** journal: the ticket's own row. */
  record: row.nullish(),
  /** survey: its asmt_metric_result rows. */
  results: z.array(row).nullish(),
  /** sys-user: their sys_user_grmember rows. */
  memberships: z.array(row).nullish(),
});
export type Envelope = z.output<typeof envelope>;

export function readEnvelope(fields: Row): Envelope {
  const result = envelope.safeParse(fields);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.join('.') ?? 'resource';
  throw new Rejected('not an envelope', `${path} is not as it should be`, 'Send {"resource": NAME, "data": ROW}.');
}

const plain = z
  .union([z.string(), z.number(), z.boolean()])
  .nullable()
  .transform((value) => String(value ?? '').trim());
/** Plain, with `display_value` or with `link`: the three ways in which the Table API writes a field. */
const cell = z.union([plain, z.object({ value: plain }).transform(({ value }) => value)]);

/** A field's raw value; `''`: empty; undefined: the row does not have it, which is how a missing right looks. */
export function textOf(data: Row, name: string): string | undefined {
  if (!Object.hasOwn(data, name) || data[name] === undefined) return undefined;
  const result = cell.safeParse(data[name]);
  if (result.success) return result.data;
  throw new Rejected('no raw value', `${name} has none`, 'Read with sysparm_display_value=false or all.');
}

export function neededOf(data: Row, name: string): string {
  const text = textOf(data, name) ?? '';
  if (text === '') throw new Rejected('missing value', `${name} is empty`, 'Let the reading account see this field.');
  return text;
}

const SYS_ID = /^[\w-]{1,64}$/;

export function sysIdOf(data: Row, name: string): string {
  const text = neededOf(data, name);
  if (SYS_ID.test(text)) return text;
  throw new Rejected('unreadable sys_id', `${name} is ${quoted(text)}`, 'Send the value of the field, not its label.');
}

const readTime = timeReader('iso', 'UTC');

/** Raw times are UTC. Null: empty, or not there. */
export function instantOf(data: Row, name: string): Instant | null {
  const text = textOf(data, name) ?? '';
  const at = text === '' ? null : readTime(text);
  if (at !== null || text === '') return at;
  throw new Rejected(
    'unreadable time',
    `${name} is ${quoted(text)}`,
    'It has to be YYYY-MM-DD HH:MM:SS in UTC: read with sysparm_display_value=false or all.',
  );
}

export function neededInstantOf(data: Row, name: string): Instant {
  const at = instantOf(data, name);
  if (at === null) throw new Rejected('missing value', `${name} is empty`, 'Let the reading account see this field.');
  return at;
}

/** Updates are counted from 0; a record does not see so many. */
const MOST_UPDATES = 100_000_000;

/** Null: empty, or not there. */
export function countOf(data: Row, name: string): number | null {
  const text = textOf(data, name) ?? '';
  if (text === '') return null;
  const count = /^\d+$/.test(text) ? Number(text) : MOST_UPDATES;
  if (count < MOST_UPDATES) return count;
  throw new Rejected('unreadable number', `${name} is ${quoted(text)}`, 'It has to be a whole number.');
}

/** Null: empty, or not there. */
export function numberOf(data: Row, name: string): number | null {
  const text = textOf(data, name) ?? '';
  if (text === '') return null;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new Rejected('unreadable number', `${name} is ${quoted(text)}`, 'It has to be a number.');
}

export const isTrue = (data: Row, name: string): boolean => /^(true|1)$/i.test(textOf(data, name) ?? '');

export const quoted = (text: string): string => `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`;
