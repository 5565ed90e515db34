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

/**
 * Does the work; `alone` is told when only one thing is at work, and whatever then fails is its fault: Poisoned. Trouble
 * with the database is nobody's.
 */
export async function blamingOne<T>(work: (alone: (poison: Poison) => void) => Promise<T>): Promise<T> {
  let one: Poison | null = null;
  try {
    return await work((poison) => {
      one = poison;
    });
  } catch (error) {
    throw one === null || error instanceof Unusable ? error : new Poisoned(one, error);
  }
}
