import type { Instant } from '../domain/interval.ts';
import { figureKey } from '../metrics/measure.ts';
import { subjectKey } from '../metrics/metric.ts';
import type { Requirement, RoleRule } from '../progression/rule.ts';
import { type Hint, type NoisyShare, noisyShare } from './noisy-share.ts';
import { type DeskRead, measurementsAt, type Week } from './weeks-of.ts';

const WEEK_MS = 7 * 86_400_000;
/** Weeks after a prediction whose tickets tell whether it came true: a quarter, so that quarters do not share tickets. */
const QUARTER = 13;
/** Less than this has to have been seen of the quarter; and before the first prediction, which else would rest on next to nothing. */
const LEAST_WEEKS = 4;
const LEAST_BEFORE_MS = 8 * WEEK_MS;
const BINS = 5;

/** People of whom it was said with about the same probability that they reach the target. */
interface CalibrationBin {
  /** Limits of the probability, and its mean. */
  readonly from: number;
  readonly to: number;
  readonly predicted: number;
  /** How many did, as far as the next quarter's tickets tell. */
  readonly came: NoisyShare;
  readonly people: number;
}

/** One figure with its target, predicted for everybody who had it, flagged or not. */
export interface Calibration {
  readonly metric: string;
  readonly weeks: number;
  readonly target: number;
  /** When predictions were made. */
  readonly at: readonly Instant[];
  readonly bins: readonly CalibrationBin[];
}

type Target = Pick<Requirement, 'metric' | 'weeks' | 'target'>;
interface Found {
  readonly target: Target;
  readonly pairs: { readonly predicted: number; readonly later: Hint }[];
}

/** Compares what was said of people with what their next quarter showed; told of each evaluation in order. */
export class CalibrationCheck {
  readonly #line: DeskRead;
  readonly #known: { readonly first: Instant; readonly last: Instant };
  readonly #found: readonly Found[];
  readonly #at: Instant[] = [];

  constructor(line: DeskRead, rules: readonly RoleRule[], known: { readonly first: Instant; readonly last: Instant }) {
    this.#line = line;
    this.#known = known;
    this.#found = targetsOf(rules).map((target) => ({ target, pairs: [] }));
  }

  async add({ asOf, measurements, expectation }: Week): Promise<void> {
    const until = Math.min(asOf + QUARTER * WEEK_MS, this.#known.last);
    const weeks = Math.floor((until - asOf) / WEEK_MS);
    if (this.#found.length === 0 || asOf < this.#next() || weeks < LEAST_WEEKS) return;
    this.#at.push(asOf);
    const end = asOf + weeks * WEEK_MS;
    const uses = this.#found.map(({ target: { metric } }) => ({ metric, weeks }));
    const later = await measurementsAt(this.#line, end, uses, expectation);
    for (const { target, pairs } of this.#found) {
      const laterOf = hintsOf(later, { ...target, weeks });
      for (const [key, { probability }] of hintsOf(measurements, target)) {
        const hint = laterOf.get(key);
        if (hint !== undefined) pairs.push({ predicted: probability, later: hint });
      }
    }
  }

  #next(): Instant {
    const before = this.#at.at(-1);
    return before === undefined ? this.#known.first + LEAST_BEFORE_MS : before + QUARTER * WEEK_MS;
  }

  done(): Calibration[] {
    return this.#found.map(({ target: { metric, weeks, target }, pairs }) => ({
      metric: metric.id,
      weeks,
      target,
      at: this.#at,
      bins: Array.from({ length: BINS }, (_, i) => i).flatMap((i) => {
        const inBin = pairs.filter(({ predicted }) => Math.min(BINS - 1, Math.floor(predicted * BINS)) === i);
        const came = noisyShare(inBin.map(({ later }) => later));
        if (came === null) return [];
        const predicted = inBin.reduce((sum, one) => sum + one.predicted, 0) / inBin.length;
        return [{ from: i / BINS, to: (i + 1) / BINS, predicted, came, people: inBin.length }];
      }),
    }));
  }
}

/** Figures of people that a readiness rule has to see shown. */
function targetsOf(rules: readonly RoleRule[]): Target[] {
  const all = rules
    .filter(({ kind, subject }) => kind === 'readiness' && subject === 'agent')
    .flatMap(({ requirements }) => requirements)
    .filter(({ weight, comparison }) => weight === 'required' && comparison === 'at-least');
  return [...new Map(all.map((one) => [`${figureKey(one.metric.id, one.weeks)} ${one.target}`, one])).values()];
}

function hintsOf(measurements: Week['measurements'], { metric, weeks, target }: Target): Map<string, Hint> {
  const found = new Map<string, Hint>();
  for (const one of measurements) {
    if (one.metric.id !== metric.id || one.weeks !== weeks || one.subject.kind !== 'agent') continue;
    const at = one.sample.atTarget?.(target);
    if (at !== undefined) found.set(subjectKey(one.subject), { probability: at.probability, prior: at.prior });
  }
  return found;
}
