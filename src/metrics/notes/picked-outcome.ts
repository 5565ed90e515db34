import type { Contribution } from '../../domain/contribution.ts';
import { normalTail, zForLevel } from '../../statistics/normal.ts';
import { MixCells, mixCellOf } from '../expectation/mix-cell.ts';
import { expectedLogit, type OutcomeModel } from '../expectation/outcome-model.ts';
import { type ScoredResolution, scoredResolutions } from '../outcome.ts';
import type { View } from '../sample.ts';
import { type Finding, NOTE_LEVEL, type Signal, type SignalCollector } from './signal.ts';
import { percent } from './words.ts';

/** Kinds of work whose expected logits lie this near each other are taken as alike. */
const LOGIT_STEP = 0.2;

export const pickedOutcome: Signal = {
  id: 'picked-outcome',
  title: 'Own picks end better than the same kind of work given out',
  mayMean:
    'A free choice of the right moment, tickets that were given out because they had become difficult, work one knows well; or an eye for tickets that are easier than their kind, which no figure can take out.',
  asks: 'What makes one take a ticket, and which are left to be given out? A tenth given out by lot would tell.',
  source:
    'statistics.md 9 (residual cherry picking: picked against assigned inside a cell); Peto, one-step odds ratio: Yusuf et al. 1985, Prog. Cardiovasc. Dis. 27:335',
  counted: 'tickets taken from the queue, or given out where those are fewer',
  unit: 'logits',
  collect: ({ view, model }) => (model === null ? { add() {}, findings: () => [] } : new PickedOutcomes(view, model)),
  sentence: ({ observed, expected }) =>
    `Of the tickets taken from the queue ${percent(observed)} ended well, where ${percent(expected)} would be usual for the same kinds of work, by how the same person's assigned tickets ended and how far the two lie apart for colleagues.`,
};

/** One person's resolutions of alike work. */
interface Counts {
  n: number;
  good: number;
  picked: number;
  pickedGood: number;
}

class PickedOutcomes implements SignalCollector {
  readonly #view: View;
  readonly #model: OutcomeModel;
  readonly #cells = new MixCells();
  readonly #kinds: string[] = [];
  readonly #people = new Map<string, Map<string, Counts>>();

  constructor(view: View, model: OutcomeModel) {
    this.#view = view;
    this.#model = model;
  }

  add(contribution: Contribution): void {
    const { agentId, taken } = contribution;
    if (agentId === null) return;
    for (const scored of scoredResolutions(contribution, this.#view)) {
      const came = taken.findLast(({ at }) => at <= scored.part.at);
      if (came !== undefined) this.#count(agentId, scored, came.selfPicked);
    }
  }

  #count(agent: string, { part, good }: ScoredResolution, picked: boolean): void {
    const kinds = this.#people.get(agent) ?? new Map<string, Counts>();
    this.#people.set(agent, kinds);
    const kind = this.#kindOf(part);
    const counts = kinds.get(kind) ?? { n: 0, good: 0, picked: 0, pickedGood: 0 };
    kinds.set(kind, counts);
    counts.n += 1;
    if (good) counts.good += 1;
    if (picked) counts.picked += 1;
    if (picked && good) counts.pickedGood += 1;
  }

  /** Nobody chooses who rings: a channel by which all is picked has nothing to set it against, so channels stay apart. */
  #kindOf(part: ScoredResolution['part']): string {
    const cell = mixCellOf(part);
    const number = this.#cells.numberOf(cell);
    this.#kinds[number] ??= `${cell.channel} ${Math.round(expectedLogit(this.#model, cell) / LOGIT_STEP)}`;
    return this.#kinds[number];
  }

  *findings(): Iterable<Finding> {
    const people = [...this.#people]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, kinds]) => ({ id, own: gainOf(kinds) }));
    const all = people.reduce((sum, { own }) => plus(sum, own), NO_GAIN);
    for (const { id, own } of people) {
      const others = { gain: all.gain - own.gain, variance: all.variance - own.variance };
      if (own.variance > 0 && others.variance > 0) yield findingOf(id, own, others, this.#model.phi);
    }
  }
}

/** Good picks beyond those expected were picking to make no difference, over the kinds of work with both. */
interface Gain {
  readonly picked: number;
  readonly pickedGood: number;
  readonly given: number;
  readonly gain: number;
  /** Hypergeometric. */
  readonly variance: number;
}

const NO_GAIN: Gain = { picked: 0, pickedGood: 0, given: 0, gain: 0, variance: 0 };

const plus = (a: Gain, b: Gain): Gain => ({
  picked: a.picked + b.picked,
  pickedGood: a.pickedGood + b.pickedGood,
  given: a.given + b.given,
  gain: a.gain + b.gain,
  variance: a.variance + b.variance,
});

function gainOf(kinds: ReadonlyMap<string, Counts>): Gain {
  let sum = NO_GAIN;
  for (const { n, good, picked, pickedGood } of kinds.values()) {
    const given = n - picked;
    if (picked === 0 || given === 0) continue;
    const variance = (picked * given * good * (n - good)) / (n * n * (n - 1));
    sum = plus(sum, { picked, pickedGood, given, gain: pickedGood - (picked * good) / n, variance });
  }
  return sum;
}

/** The person's log odds ratio less everybody else's. */
function findingOf(id: string, own: Gain, others: Pick<Gain, 'gain' | 'variance'>, phi: number): Finding {
  const usual = others.gain / others.variance;
  const value = own.gain / own.variance - usual;
  const deviation = Math.sqrt(phi * (1 / own.variance + 1 / others.variance));
  const margin = zForLevel(NOTE_LEVEL) * deviation;
  const expected = (own.pickedGood - own.gain + usual * own.variance) / own.picked;
  return {
    subject: { kind: 'agent', id },
    n: Math.min(own.picked, own.given),
    p: normalTail(value / deviation),
    observed: own.pickedGood / own.picked,
    expected: Math.min(1, Math.max(0, expected)),
    figure: { value, lower: value - margin, upper: value + margin },
  };
}
