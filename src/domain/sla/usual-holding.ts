import type { Cell, Contribution, ContributionPages } from '../contribution.ts';
import type { Interval } from '../interval.ts';

/** Below this many holdings their median says too little to lay time on anybody by. */
export const LEAST_HOLDINGS = 20;

export interface UsualHolding {
  readonly holdings: number;
  /** Milliseconds on the resolution clock, in one person's hands. Null: fewer than LEAST_HOLDINGS. */
  readonly medianMs: number | null;
}

/**
 * How long one person usually holds such work (by type and priority): the median over people's own parts in resolution
 * clocks that stopped within the window. Time in a queue is nobody's. Source: statistics.md 7 (budget excess).
 */
export async function usualHolding(
  contributions: ContributionPages,
  { workType, priority }: Pick<Cell, 'workType' | 'priority'>,
  { start, end }: Interval,
): Promise<UsualHolding> {
  const held: number[] = [];
  const add = ({ agentId, slaShares }: Contribution): void => {
    if (agentId === null) return;
    for (const { at, cell, ownMs } of slaShares) {
      const alike = cell.workType === workType && cell.priority === priority;
      if (alike && at >= start && at < end) held.push(ownMs);
    }
  };
  for await (const page of contributions) page.forEach(add);
  return { holdings: held.length, medianMs: held.length < LEAST_HOLDINGS ? null : medianOf(held) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
