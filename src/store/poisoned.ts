import type { TicketId } from '../domain/ids.ts';
import { Unusable } from '../settings/unusable.ts';

/** A delivery whose outcome, or a ticket whose fold, cannot be kept, whatever else is: the store itself is well. */
export type Poison = { readonly delivery: number } | { readonly ticket: TicketId };

/** One thing alone made its transaction fail, and would again. */
export class Poisoned extends Error {
  override readonly name = 'Poisoned';
  readonly poison: Poison;

  constructor(poison: Poison, cause: unknown) {
    super(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause), { cause });
    this.poison = poison;
  }
}

/** Where only one thing was at work, whatever is wrong is its fault; trouble with the database is nobody's. */
export function blaming(alone: Poison | null, error: unknown): unknown {
  return alone === null || error instanceof Unusable ? error : new Poisoned(alone, error);
}
