import type { Instant } from '../domain/interval.ts';

/** How long something has held, and since when it counts. Entering asks for more than staying, so that it does not flicker. */
export interface Held {
  /** Consecutive evaluations up to this one in which all was there that entering asks for. */
  readonly heldFor: number;
  /** Consecutive evaluations up to this one without ground to stay; 0 while it does not count. */
  readonly outFor: number;
  /** Null: it does not count now. */
  readonly since: Instant | null;
}

export const NEVER_HELD: Held = { heldFor: 0, outFor: 0, since: null };

interface Now {
  readonly asOf: Instant;
  readonly holds: boolean;
  /** Whether what counts has ground to go on. */
  readonly stays: boolean;
  /** Nothing that counts may end now. */
  readonly frozen: boolean;
}

/** Counts after `holdFor` evaluations in a row that hold, until `leaveAfter` in a row without ground to stay. */
export function heldAfter(
  before: Held,
  { asOf, holds, stays, frozen }: Now,
  { holdFor, leaveAfter }: { readonly holdFor: number; readonly leaveAfter: number },
): Held {
  const heldFor = holds ? before.heldFor + 1 : 0;
  if (before.since === null) return { heldFor, outFor: 0, since: heldFor >= holdFor ? asOf : null };
  if (stays) return { heldFor, outFor: 0, since: before.since };
  if (frozen) return { ...before, heldFor };
  const outFor = before.outFor + 1;
  return { heldFor, outFor, since: outFor < leaveAfter ? before.since : null };
}
