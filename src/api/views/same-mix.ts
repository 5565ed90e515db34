import type { Instant } from '../../domain/interval.ts';
import type { Desk } from '../desk.ts';
import { resolvedBy } from './resolved-by.ts';

const HALF_MS = 26 * 7 * 86_400_000;
/** Fewer resolutions of known kinds in half a year say nothing of what somebody does. */
const LEAST = 20;
/** Shares of kinds of work in common; seasons alone take away a tenth or so. */
const SAME = 0.8;

/** Whether somebody does the same mix of work as half a year before; null: too little to tell. */
export async function isSameMix({ store }: Pick<Desk, 'store'>, agent: string, at: Instant): Promise<boolean | null> {
  const resolved = await resolvedBy({ store }, agent, at);
  const typesIn = (from: Instant, until: Instant) =>
    resolved.filter((one) => one.at >= from && one.at < until).map(({ workType }) => workType);
  return areSame(typesIn(at - 2 * HALF_MS, at - HALF_MS), typesIn(at - HALF_MS, at));
}

/** By the shares of the kinds of work that two halves of a year have in common. */
export function areSame(before: readonly string[], now: readonly string[]): boolean | null {
  if (before.length < LEAST || now.length < LEAST) return null;
  const share = (types: readonly string[], kind: string) => types.filter((one) => one === kind).length / types.length;
  const common = [...new Set(now)].map((kind) => Math.min(share(before, kind), share(now, kind)));
  return common.reduce((sum, one) => sum + one, 0) >= SAME;
}
