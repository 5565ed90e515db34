import type { Instant } from '../../src/domain/interval.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first ten characters of a ULID are the milliseconds at which it was made. Null: it is none. */
export function timeOfUlid(id: string): Instant | null {
  const digits = [...id.toUpperCase().slice(0, 10)].map((character) => CROCKFORD.indexOf(character));
  const at = digits.reduce((sum, digit) => sum * 32 + digit, 0);
  return id.length === 26 && !digits.includes(-1) && at < Date.UTC(2200, 0) ? at : null;
}
