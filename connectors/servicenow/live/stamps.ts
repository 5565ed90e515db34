import type { Instant } from '../../../src/domain/interval.ts';

/** Times as the Table API writes and takes them: UTC, whole seconds. So written they sort as they follow each other. */
export const stampOf = (at: Instant): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** Null: it is no such time. */
export function instantAt(stamp: string): Instant | null {
  const at = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(stamp) ? Date.parse(`${stamp.replace(' ', 'T')}Z`) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** Before all rows there are. */
export const EARLIEST = '1970-01-01 00:00:00';
