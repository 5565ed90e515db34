import type { Instant } from '../domain/interval.ts';
import { Temporal } from '../domain/temporal.ts';

/** Reads a source's written time; null where it does not fit the format. */
export type TimeReader = (text: string) => Instant | null;

const PARTS = {
  yyyy: '(?<year>\\d{4})',
  d: '(?<day>\\d{1,2})',
  m: '(?<month>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  MM: '(?<minute>\\d{2})',
  SS: '(?<second>\\d{2}(?:\\.\\d+)?)',
} as const;
const PART = /yyyy|HH|MM|SS|d|m/g;

/**
 * Formats: `iso` (ISO 8601; without an offset it is read in `zone`) or a pattern of yyyy, m, d, HH, MM, SS
 * such as `d/m/yyyy HH:MM`. `zone` is an IANA name. A local time that a clock change skips is moved forward, one that
 * happens twice is the earlier one. Throws RangeError for an unknown zone or a pattern without
 * year, month and day. Years before 1900 or after 2199 do not fit.
 */
export function timeReader(format: string, zone: string): TimeReader {
  if (!isZone(zone)) throw new RangeError(`"${zone}" is no time zone`);
  const toInstant = localToInstant(zone);
  return format === 'iso' ? isoReader(toInstant) : patternReader(format, toInstant);
}

/** Asked by trying: engines word their refusal differently. */
function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

type LocalToInstant = (
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
) => Instant | null;

function localToInstant(zone: string): LocalToInstant {
  return (year, month, day, hour, minute, second) => {
    const utc = Date.UTC(year, month - 1, day, hour, minute, 0) + Math.round(second * 1000);
    if (!isRealDate(year, month, day) || hour > 23 || minute > 59 || second >= 60) return null;
    if (zone === 'UTC') return utc;
    const local = Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO('UTC').toPlainDateTime();
    return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  };
}

/** Years beyond are slips of the pen, or stand for "never" as 9999-12-31 does; no calendar is asked about them. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

function isRealDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= FIRST_YEAR && year <= LAST_YEAR;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;

function isoReader(toInstant: LocalToInstant): TimeReader {
  const inUtc = localToInstant('UTC');
  return (text) => {
    const [, year, month, day, hour, minute, second, offset] = ISO.exec(text.trim()) ?? [];
    if (year === undefined) return null;
    const read = offset === undefined ? toInstant : inUtc;
    const at = read(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second ?? 0));
    return at === null ? null : at - offsetMs(offset);
  };
}

function offsetMs(offset: string | undefined): number {
  if (offset === undefined || offset.toUpperCase() === 'Z') return 0;
  const digits = offset.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return (digits.startsWith('-') ? -minutes : minutes) * 60_000;
}

function patternReader(format: string, toInstant: LocalToInstant): TimeReader {
  const names = Object.keys(PARTS) as (keyof typeof PARTS)[];
  const source = format
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(PART, (name) => PARTS[name as keyof typeof PARTS]);
  const used: readonly string[] = format.match(PART) ?? [];
  const twice = used.find((name, i) => used.indexOf(name) < i);
  if (twice !== undefined || ['yyyy', 'm', 'd'].some((name) => !used.includes(name))) {
    const problem = twice === undefined ? 'needs yyyy, m and d' : `has ${twice} twice`;
    throw new RangeError(`time format "${format}" ${problem}; it may use each of ${names.join(', ')} once`);
  }
  const pattern = new RegExp(`^${source}$`);
  return (text) => {
    const { year, month, day, hour, minute, second } = pattern.exec(text.trim())?.groups ?? {};
    if (year === undefined) return null;
    return toInstant(
      Number(year),
      Number(month),
      Number(day),
      Number(hour ?? 0),
      Number(minute ?? 0),
      Number(second ?? 0),
    );
  };
}
