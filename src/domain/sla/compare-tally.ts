import { type OurResult, SLA_REASONS, type SlaComparison, type SlaReason } from './compare.ts';

/** How far elapsed is from our target, as shares of the target; the last has no end. */
export const OFF_BY: readonly (number | null)[] = [0.01, 0.1, 0.5, 1, null];
const MOST_EXAMPLES = 5;

interface SlaDifference {
  readonly reason: SlaReason;
  readonly tickets: number;
  /** Of those, met by the source's word. */
  readonly sourceMet: number;
  /** Tickets by how far off, in the classes of OFF_BY; those without a result of ours are in none. */
  readonly offBy: readonly number[];
  /** The first ones. */
  readonly examples: readonly SlaComparison[];
}

export interface TargetCompared {
  readonly target: string;
  readonly bothMet: number;
  readonly bothBreached: number;
  readonly differences: readonly SlaDifference[];
}

type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
interface Counts {
  bothMet: number;
  bothBreached: number;
  differences: Map<SlaReason, Open<SlaDifference>>;
}

/** Adds comparisons up. What it holds grows with the targets there are, not with the tickets. */
export class SlaTally {
  readonly #targets = new Map<string, Counts>();

  add(comparison: SlaComparison): void {
    const { target, reason, sourceMet, ours } = comparison;
    const counts = this.#targets.get(target) ?? { bothMet: 0, bothBreached: 0, differences: new Map() };
    this.#targets.set(target, counts);
    if (reason === null) {
      if (sourceMet) counts.bothMet += 1;
      else counts.bothBreached += 1;
      return;
    }
    const blank = { reason, tickets: 0, sourceMet: 0, offBy: OFF_BY.map(() => 0), examples: [] };
    const difference = counts.differences.get(reason) ?? blank;
    counts.differences.set(reason, difference);
    difference.tickets += 1;
    if (sourceMet) difference.sourceMet += 1;
    if (ours !== null) {
      const off = classOf(ours);
      difference.offBy[off] = (difference.offBy[off] ?? 0) + 1;
    }
    if (difference.examples.length < MOST_EXAMPLES) difference.examples.push(comparison);
  }

  /** By name; differences with the most tickets first. */
  targets(): TargetCompared[] {
    return [...this.#targets]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([target, { differences, ...counts }]) => ({ target, ...counts, differences: inOrder(differences) }));
  }
}

const inOrder = (differences: Counts['differences']): SlaDifference[] =>
  SLA_REASONS.flatMap((reason) => differences.get(reason) ?? []).sort((a, b) => b.tickets - a.tickets);

function classOf({ elapsedMs, targetMs }: OurResult): number {
  const share = Math.abs(elapsedMs - targetMs) / targetMs;
  return OFF_BY.findIndex((end) => end === null || share <= end);
}
