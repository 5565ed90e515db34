import type { Levels } from './crossed-logistic.ts';
import { fitRidge, type SparseCounts } from './ridge-logistic.ts';

const INTERCEPT_VARIANCE = 100;

/** Tickets of one cell (and agent) in one week. */
export interface WeekCount {
  readonly levels: Levels;
  readonly good: number;
  readonly n: number;
}

/**
 * Expected success learned week by week: what was believed last week, loosened by a drift, is the prior of this week's joint fit. So it
 * follows a desk that changes, old weeks need not be kept, and a week costs its own tickets only. On the real log of section 15 it foretold
 * the next week better than any row of that table; `CrossedLogistic` fits all weeks at once, for a table that is to be frozen.
 * Source: statistics.md 2.3b and 15; West, Harrison & Migon 1985, JASA 80:73 (dynamic generalised linear models), with each effect's
 * uncertainty kept by itself: what effects know only together is forgotten, so old weeks fade a little even at drift 0.
 */
export class DriftingLogistic {
  readonly #variances: Readonly<Record<string, number>>;
  readonly #drift: number;
  readonly #phi: number;
  /** Numbers by factor, then level. */
  readonly #effects = new Map<string, Map<string, number>>();
  #means: number[] = [0];
  #precisions: number[] = [1 / INTERCEPT_VARIANCE];

  /**
   * @param variances prior variance (squared logits) of each factor's effects before any ticket, above 0
   * @param options drift: variance (squared logits) each effect gains a week, 0 or more; phi: over-dispersion, >= 1. Choose both by the
   * score of the next week's tickets on the desk's own history
   * @throws RangeError when a number makes no sense
   */
  constructor(variances: Readonly<Record<string, number>>, { drift = 0.02, phi = 1 } = {}) {
    for (const [factor, variance] of Object.entries(variances)) {
      if (!(variance > 0 && variance < Infinity)) {
        throw new RangeError(`Give factor ${factor} a finite prior variance above 0, not ${variance}.`);
      }
    }
    if (!(drift >= 0 && drift < Infinity && phi >= 1 && phi < Infinity)) {
      throw new RangeError(`Give a drift of 0 or more and a phi of 1 or more, not ${drift} and ${phi}.`);
    }
    this.#variances = variances;
    this.#drift = drift;
    this.#phi = phi;
  }

  /**
   * Learns a week; call it once a week, with nothing where there were no tickets. Their order does not matter.
   * @throws RangeError when a count makes no sense or a factor is not known
   */
  learn(week: readonly WeekCount[]): void {
    const { counts, active } = this.#packed(week);
    const prior = {
      precisions: Float64Array.from(active, (effect) => this.#precisions[effect] ?? Number.NaN),
      means: Float64Array.from(active, (effect) => this.#means[effect] ?? Number.NaN),
    };
    const fit = fitRidge(counts, prior, this.#phi);
    active.forEach((effect, i) => {
      this.#means[effect] = fit.coefficients[i] ?? Number.NaN;
      this.#precisions[effect] = fit.curvatures[i] ?? Number.NaN;
    });
    this.#precisions = this.#precisions.map((precision) => 1 / (1 / precision + this.#drift));
  }

  /** Expected logit of a good outcome next week; leave the agent out for the cell's expectation. Levels never seen count 0. */
  logit(levels: Levels): number {
    let sum = this.#means[0] ?? 0;
    for (const factor in levels) {
      const i = this.#known(factor, levels[factor] ?? '');
      if (i !== undefined) sum += this.#means[i] ?? 0;
    }
    return sum;
  }

  /** One effect in logits, drawn towards 0 as far as its tickets are few or old; its error as if all other effects were known, so a little too small. */
  effect(factor: string, level: string): { value: number; standardError: number } {
    const i = this.#known(factor, level);
    if (i === undefined) return { value: 0, standardError: Math.sqrt(this.#variances[factor] ?? 0) };
    return { value: this.#means[i] ?? 0, standardError: 1 / Math.sqrt(this.#precisions[i] ?? 1) };
  }

  /** The week's rows over the effects they have: of all others the week says nothing, so they need not be fitted. */
  #packed(week: readonly WeekCount[]): { counts: SparseCounts; active: readonly number[] } {
    const numbers = new Map([[0, 0]]);
    const rows = week.map(({ levels }) =>
      Object.entries(levels).map(([factor, level]) => {
        const effect = this.#effect(factor, level);
        const number = numbers.get(effect) ?? numbers.size;
        numbers.set(effect, number);
        return number;
      }),
    );
    const width = 1 + rows.reduce((most, row) => Math.max(most, row.length), 0);
    const effects = new Int32Array(rows.length * width).fill(-1);
    rows.forEach((row, r) => {
      effects.set([0, ...row], r * width);
    });
    const good = Float64Array.from(week, (count) => count.good);
    const n = Float64Array.from(week, (count) => count.n);
    return { counts: { effects, width, good, n }, active: [...numbers.keys()] };
  }

  #known(factor: string, level: string): number | undefined {
    return this.#effects.get(factor)?.get(level);
  }

  #effect(factor: string, level: string): number {
    const known = this.#known(factor, level);
    if (known !== undefined) return known;
    const variance = this.#variances[factor];
    if (variance === undefined) {
      throw new RangeError(
        `Name only factors it was made with (${Object.keys(this.#variances).join(', ')}), not ${factor}.`,
      );
    }
    const effect = this.#means.push(0) - 1;
    this.#precisions.push(1 / variance);
    const ofFactor = this.#effects.get(factor) ?? new Map<string, number>();
    this.#effects.set(factor, ofFactor.set(level, effect));
    return effect;
  }
}
