import { Temporal } from '../../../src/domain/temporal.ts';

const QUARTER = 900_000;
const offsets = new Map<string, number>();

/** Milliseconds that a zone is ahead of UTC. Zones change their offset at whole quarters of an hour. */
function offsetAt(at: number, zone: string): number {
  const name = `${zone} ${Math.floor(at / QUARTER)}`;
  const known = offsets.get(name);
  if (known !== undefined) return known;
  const offset = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  offsets.set(name, offset);
  return offset;
}

/** As fields write it: `2026-11-20T09:12:00.100+0100`. */
export function jiraTime(at: number, zone: string): string {
  const offset = offsetAt(at, zone);
  const minutes = Math.abs(offset) / 60_000;
  const two = (n: number) => String(n).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  const shift = `${sign}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
  return new Date(at + offset).toISOString().replace('Z', shift);
}

/** As Jira Service Management writes it. */
export function deskTime(at: number, zone: string) {
  const jira = jiraTime(at, zone);
  return {
    iso8601: jira.replace(/\.\d+/, ''),
    jira,
    friendly: `${jira.slice(0, 10)} ${jira.slice(11, 16)}`,
    epochMillis: at,
  };
}

/** What a clock on that zone's wall calls so; of two such instants the earlier. */
export const atWall = (wall: string, zone: string): number =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
