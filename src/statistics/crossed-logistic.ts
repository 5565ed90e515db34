import { fitRidge, type SparseCounts } from './ridge-logistic.ts';

/** Prior variance of the intercept: wide, yet it exists. */
const INTERCEPT_VARIANCE = 100;
const LEARNING_ROUNDS = 20;
/** A deviation of .03 logits: less is nothing. */
const SMALLEST_VARIANCE = 1e-3;
/** Where a learned variance starts from. */
const FIRST_VARIANCE = 0.1;

/**
 * Prior variance (squared logits) of the effects of each factor, or 'learn' to take it from the data (for agents: how much people differ).
 * The sheet's: 2 for main effects, .08 for interactions.
 */
export type Factors = Readonly<Record<string, number | 'learn'>>;

/** The level of each factor a ticket has; factors left out have no effect. Name interactions by a factor of their own, e.g. typePriority: 'network P1'. */
export type Levels = Readonly<Record<string, string>>;

interface Row {
  readonly effects: readonly number[];
  good: number;
  n: number;
}

/**
 * Expected success of a cell with people's effects fitted at the same time (crossed), so that a strong night crew does not make night look
 * easy. Tickets are added as counts; fit when asked. Source: statistics.md 2.3b and 15; Breslow & Clayton 1993, JASA 88:9 (penalised quasi-likelihood).
 * Put in what happened before the agent got the ticket (hand-overs, time used) too. Where nobody works across two shifts no model can tell
 * hard shifts from weak crews: see `connectivity`.
 */
export class CrossedLogistic {
  readonly #factors: Factors;
  readonly #effects = new Map<string, number>();
  /** Factor of each effect; the intercept, effect 0, has none. */
  readonly #factorOf: (string | null)[] = [null];
  readonly #rows = new Map<string, Row>();

  /** @throws RangeError when a variance is not above 0 */
  constructor(factors: Factors) {
    for (const [factor, variance] of Object.entries(factors)) {
      if (variance !== 'learn' && !(variance > 0 && variance < Infinity)) {
        throw new RangeError(`Give factor ${factor} a finite prior variance above 0, or 'learn', not ${variance}.`);
      }
    }
    this.#factors = factors;
  }

  /**
   * Counts tickets of one cell (and agent). Order and grouping do not matter.
   * @throws RangeError when a count makes no sense or a factor is not known
   */
  add(levels: Levels, good: number, n: number): void {
    if (!(good >= 0 && good <= n && n < Infinity)) {
      throw new RangeError(`Give finite counts with 0 <= good <= n, not ${good} of ${n}.`);
    }
    const effects = Object.entries(levels).map(([factor, level]) => this.#effect(factor, level));
    effects.sort((a, b) => a - b);
    const key = effects.join();
    const row = this.#rows.get(key);
    if (row === undefined) this.#rows.set(key, { effects, good, n });
    else {
      row.good += good;
      row.n += n;
    }
  }

  /** Lets all counts so far fade: .89 a week is a half-life of six. @throws RangeError unless 0 < factor <= 1 */
  fade(factor: number): void {
    if (!(factor > 0 && factor <= 1)) throw new RangeError(`Give a factor above 0 and up to 1, not ${factor}.`);
    for (const row of this.#rows.values()) {
      row.good *= factor;
      row.n *= factor;
    }
  }

  /**
   * @param phi over-dispersion of the desk, >= 1
   * @param before an earlier fit of this table to start from, which saves time
   */
  fit(phi = 1, before?: CrossedFit): CrossedFit {
    const counts = packed([...this.#rows.values()]);
    const variances = new Map<string, number>();
    for (const [factor, variance] of Object.entries(this.#factors)) {
      variances.set(factor, variance === 'learn' ? (before?.variances.get(factor) ?? FIRST_VARIANCE) : variance);
    }
    const precisionOf = (factor: string | null): number =>
      1 / (factor === null ? INTERCEPT_VARIANCE : (variances.get(factor) ?? FIRST_VARIANCE));
    const learned = Object.keys(this.#factors).filter((factor) => this.#factors[factor] === 'learn');
    let coefficients = Float64Array.from(this.#factorOf, (_, i) => before?.coefficients[i] ?? 0);
    for (let round = 0; ; round++) {
      const fit = fitRidge(counts, { precisions: Float64Array.from(this.#factorOf, precisionOf) }, phi, coefficients);
      coefficients = Float64Array.from(fit.coefficients);
      const moved = learned.map((factor) => this.#relearn(factor, variances, fit));
      if (round === LEARNING_ROUNDS || moved.every((change) => change < 0.02)) {
        return new CrossedFit(new Map(this.#effects), coefficients, fit.curvatures, variances);
      }
    }
  }

  /** One step of Schall's: squared effects over how many of them the tickets determine. Schall 1991, Biometrika 78:719. @returns relative change of the variance */
  #relearn(
    factor: string,
    variances: Map<string, number>,
    { coefficients, curvatures }: { coefficients: Float64Array; curvatures: Float64Array },
  ): number {
    const before = variances.get(factor) ?? FIRST_VARIANCE;
    let squares = 0;
    let determined = 0;
    this.#factorOf.forEach((of, i) => {
      if (of !== factor) return;
      squares += (coefficients[i] ?? 0) ** 2;
      determined += Math.max(0, 1 - 1 / ((curvatures[i] ?? 1) * before));
    });
    const after = determined > 0 ? Math.max(SMALLEST_VARIANCE, squares / determined) : before;
    variances.set(factor, after);
    return Math.abs(after / before - 1);
  }

  #effect(factor: string, level: string): number {
    if (!Object.hasOwn(this.#factors, factor)) {
      throw new RangeError(
        `Name only factors the table was made with (${Object.keys(this.#factors).join(', ')}), not ${factor}.`,
      );
    }
    const key = keyOf(factor, level);
    const known = this.#effects.get(key);
    if (known !== undefined) return known;
    const effect = this.#factorOf.push(factor) - 1;
    this.#effects.set(key, effect);
    return effect;
  }
}

/** A fitted table: logits of cells and effects of people. */
export class CrossedFit {
  readonly #effects: ReadonlyMap<string, number>;
  readonly #curvatures: Float64Array;
  readonly coefficients: Float64Array;
  /** Prior variance of each factor's effects, learned ones included. */
  readonly variances: ReadonlyMap<string, number>;

  constructor(
    effects: ReadonlyMap<string, number>,
    coefficients: Float64Array,
    curvatures: Float64Array,
    variances: ReadonlyMap<string, number>,
  ) {
    this.#effects = effects;
    this.#curvatures = curvatures;
    this.coefficients = coefficients;
    this.variances = variances;
  }

  /** Expected logit of a good outcome; leave the agent out for the cell's expectation. Levels never seen count 0, their prior mean. */
  logit(levels: Levels): number {
    let sum = this.coefficients[0] ?? 0;
    for (const factor in levels) sum += this.effect(factor, levels[factor] ?? '').value;
    return sum;
  }

  /** One effect in logits, drawn towards 0 as far as its tickets are few; its error as if all other effects were known, so a little too small. */
  effect(factor: string, level: string): { value: number; standardError: number } {
    const i = this.#effects.get(keyOf(factor, level));
    if (i === undefined) return { value: 0, standardError: Math.sqrt(this.variances.get(factor) ?? 0) };
    return { value: this.coefficients[i] ?? 0, standardError: 1 / Math.sqrt(this.#curvatures[i] ?? 1) };
  }
}

const keyOf = (factor: string, level: string): string => `${factor}\n${level}`;

function packed(rows: readonly Row[]): SparseCounts {
  const width = 1 + rows.reduce((most, { effects }) => Math.max(most, effects.length), 0);
  const effects = new Int32Array(rows.length * width).fill(-1);
  rows.forEach((row, r) => {
    effects[r * width] = 0;
    row.effects.forEach((effect, k) => {
      effects[r * width + 1 + k] = effect;
    });
  });
  return {
    effects,
    width,
    good: Float64Array.from(rows, ({ good }) => good),
    n: Float64Array.from(rows, ({ n }) => n),
  };
}
