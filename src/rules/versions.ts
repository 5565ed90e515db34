import { z } from 'zod';
import type { Instant } from '../domain/interval.ts';
import type { Placed } from '../settings/read-yaml.ts';
import { text, write } from './forms.ts';
import type { Problems } from './problems.ts';

/** The keys by which a file says from when it counts, and which other file it is a later version of. */
export const versionKeys = (what: string) => ({
  version_of: text(`the id of the ${what} this is a later version of`).optional(),
  from: z.iso.date(write('the first day it counts, such as 2026-07-01')).optional(),
});

interface Written {
  readonly id: string;
  readonly version_of?: string | undefined;
  readonly from?: string | undefined;
}

/** One file, and when it counts: from <= t < until. */
export interface Version<W extends Written> {
  readonly placed: Placed<W>;
  readonly written: W;
  /** That of the first version. */
  readonly id: string;
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Files as versions, by their first day. A later one decides nothing that an earlier one decided, so each has a first day
 * of its own. `startOf`: midnight of a day in the desk's zone.
 */
export function versionsOf<W extends Written>(
  what: string,
  files: readonly Placed<W>[],
  startOf: (date: string) => Instant,
  problems: Problems,
): Version<W>[] {
  const read = files.map((placed) => {
    const { id, version_of, from } = placed.value;
    const since = from === undefined ? Number.NEGATIVE_INFINITY : startOf(from);
    return { placed, written: placed.value, id: version_of ?? id, from: since };
  });
  read.sort((a, b) => a.from - b.from);
  const versions = read.map((one) => {
    const later = read.filter(({ id, from }) => id === one.id && from > one.from).map(({ from }) => from);
    return { ...one, until: Math.min(Number.POSITIVE_INFINITY, ...later) };
  });
  versions.forEach((one, i) => {
    checkVersion(what, one, versions, versions.slice(0, i), problems);
  });
  return versions;
}

function checkVersion<W extends Written>(
  what: string,
  { placed, written, id, from }: Version<W>,
  all: readonly Version<W>[],
  before: readonly Version<W>[],
  problems: Problems,
): void {
  const base = written.version_of;
  const isFirst = (other: Version<W>) => other.written.id === base && other.written.version_of === undefined;
  if (base !== undefined && !all.some(isFirst)) {
    problems.add(placed.problem(['version_of'], `no ${what} "${base}". Name the file of its first version.`));
  }
  if (base !== undefined && written.from === undefined) {
    problems.add(placed.problem(['version_of'], 'a later version needs its first day. Write from: YYYY-MM-DD.'));
  }
  const twin = before.find((other) => other.id === id && other.from === from);
  if (twin !== undefined && written.from !== undefined) {
    problems.add(placed.problem(['from'], `"${twin.written.id}" starts the same day. Give each version its own.`));
  }
}
