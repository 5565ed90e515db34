import type { Instant } from '../domain/interval.ts';
import type { Decision } from './decision.ts';
import { type Flag, type FlagLife, flagLife } from './flag-life.ts';

const WEEK_MS = 7 * 86_400_000;
/** A month of managers' meetings has gone by. */
const OVERLOOKED_WEEKS = 4;

export interface Standing {
  readonly flag: Flag;
  readonly life: FlagLife;
}

/** People whom the evidence calls ready, and whom nobody has looked at or named for four weeks or more (S002-1). */
export function overlooked(flags: readonly Flag[], log: readonly Decision[], asOf: Instant): Standing[] {
  return standing(flags, log, asOf).filter(
    ({ flag: { kind, subject, raisedAt }, life: { state } }) =>
      kind === 'readiness' &&
      subject.kind === 'agent' &&
      state === 'open' &&
      asOf - raisedAt >= OVERLOOKED_WEEKS * WEEK_MS,
  );
}

/** Support periods and probations that were to end by now, and that nobody has ended. */
export function promisesOverdue(flags: readonly Flag[], log: readonly Decision[], asOf: Instant): Standing[] {
  return standing(flags, log, asOf).filter(({ life: { until } }) => until !== null && until <= asOf);
}

/** Challenges that nobody has answered. */
export function challengesOpen(flags: readonly Flag[], log: readonly Decision[], asOf: Instant): Standing[] {
  return standing(flags, log, asOf).filter(({ life: { state } }) => state === 'challenged');
}

const standing = (flags: readonly Flag[], log: readonly Decision[], asOf: Instant): Standing[] =>
  flags.map((flag) => ({ flag, life: flagLife(log, flag, asOf) }));
