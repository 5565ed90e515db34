import type { Contribution, ResolutionPart } from '../../domain/contribution.ts';
import { repeatedInTime, scoredResolutions, shownAfter, type YoungResolution, youngResolutions } from '../outcome.ts';
import type { View } from '../sample.ts';

const DAY_MS = 86_400_000;
/** The desk's own policies stand in for the source's late word where they differ on no more than this share. */
const MOST_DIFFERING = 0.02;

/** How failures come to show on a desk: what a success so far is worth. */
export interface Showing {
  /** Share of failures that have shown after so many whole days; the last, at maturity, is 1. */
  readonly shares: readonly number[];
  /** Share of good resolutions after which the requester is back within 7 days with such work by chance, 0..1. */
  readonly chanceRepeats: number;
  /** The desk's own policies say of the target what the source says in the end. */
  readonly ownTells: boolean;
}

/** What a young resolution tells of one that is scored, 0..1: a failure all, a success what failures would have shown by now. */
export const shownOf = ({ failed, days }: Pick<YoungResolution, 'failed' | 'days'>, { shares }: Showing): number =>
  failed ? 1 : (shares[days] ?? 1);

/** A resolution, and how much it tells of one that is settled, 0..1. */
interface ShownResolution {
  readonly part: ResolutionPart;
  readonly good: boolean;
  readonly shown: number;
}

/** The settled ones, and those too young to be scored for what they tell so far. */
export function shownResolutions(contribution: Contribution, view: View, showing: Showing): ShownResolution[] {
  const young = youngResolutions(contribution, view, showing.ownTells);
  return [
    ...scoredResolutions(contribution, view).map((scored) => ({ ...scored, shown: 1 })),
    ...young.map((one) => ({ part: one.part, good: !one.failed, shown: shownOf(one, showing) })),
  ];
}

/** Learns it from matured resolutions. */
export class ShowingLearner {
  readonly #view: View;
  readonly #days: number;
  /** Failures by the day they showed, if the desk's own policies may tell, and if not. */
  readonly #telling: number[];
  readonly #untold: number[];
  /** Resolutions without a repeat in the first 7 days, and those of them with one in the 7 days after. */
  #calm = 0;
  #late = 0;
  #compared = 0;
  #differing = 0;

  constructor(view: View) {
    this.#view = view;
    this.#days = Math.round(view.maturityMs / DAY_MS);
    this.#telling = Array.from({ length: this.#days + 1 }, () => 0);
    this.#untold = [...this.#telling];
  }

  add(contribution: Contribution): void {
    for (const { part, good } of scoredResolutions(contribution, this.#view)) {
      if (part.sourceSlaMet !== null && part.sla !== null) {
        this.#compared += 1;
        if (part.sourceSlaMet !== part.sla.met) this.#differing += 1;
      }
      if (!repeatedInTime(part)) this.#calm += 1;
      if (part.repeatedAt !== null && !repeatedInTime(part)) this.#late += 1;
      if (good) continue;
      this.#count(this.#telling, shownAfter(part, contribution, this.#view, true));
      this.#count(this.#untold, shownAfter(part, contribution, this.#view, false));
    }
  }

  #count(counts: number[], day: number): void {
    const bounded = Math.min(this.#days, Math.max(0, day));
    counts[bounded] = (counts[bounded] ?? 0) + 1;
  }

  showing(): Showing {
    const ownTells = this.#differing <= MOST_DIFFERING * this.#compared;
    const counts = ownTells ? this.#telling : this.#untold;
    const all = counts.reduce((sum, n) => sum + n, 0);
    let shown = 0;
    const shares = counts.map((n, day) => {
      shown += n;
      if (day === this.#days) return 1;
      return all === 0 ? 0 : shown / all;
    });
    return { shares, ownTells, chanceRepeats: this.#calm === 0 ? 0 : this.#late / this.#calm };
  }
}
