import type { Contribution } from '../../domain/contribution.ts';
import { overDispersion } from '../../statistics/dispersion.ts';
import { normalTail, zForLevel } from '../../statistics/normal.ts';
import { MixCells, mixCellOf } from '../expectation/mix-cell.ts';
import { expectedLogit, type OutcomeModel } from '../expectation/outcome-model.ts';
import { resolutionsIn } from '../observe.ts';
import type { View } from '../sample.ts';
import { ASSUMED_LUMPS } from '../week-lumps.ts';
import { type Drawn, drawnByLot, inAll } from './drawn-by-lot.ts';
import { Numbers } from './numbers.ts';
import { type Finding, NOTE_LEVEL, type Signal, type SignalCollector } from './signal.ts';
import { percent } from './words.ts';

const WEEK_MS = 7 * 86_400_000;
/** More than there are since 1970. */
const MOST_WEEKS = 10_000;
/** Weeks with fewer picks say little about lumps. */
const FEWEST_IN_WEEK = 3;
/** Work that one person does to this share is nobody's choice, and how hard it is cannot be told from how good they are. */
const ONE_PERSONS = 0.8;

export const cherryPicking: Signal = {
  id: 'cherry-picking',
  title: 'Easier tickets taken from the queue',
  mayMean:
    'Somebody who knows one kind of work well and takes it, a newcomer who was told to begin with easy work, an agreement in the team; or a choice of what looks good. Figures take the mix of work out.',
  asks: 'How does the team share out its queue, and who takes what nobody wants?',
  source:
    'statistics.md 9 (cherry picking: chosen less available expected success; picks drawn by lot within team, week, shift and channel)',
  counted: 'tickets taken from the queue and resolved without a hand-over',
  unit: 'logits',
  collect: ({ view, model }) => (model === null ? { add() {}, findings: () => [] } : new Picks(view, model)),
  sentence: ({ n, observed, expected }) =>
    `The ${n} tickets taken from the queue and resolved without a hand-over were of kinds that end well ${percent(observed)} of the time on this desk; what colleagues resolved so, of the same channel, team, week and shift, ends well ${percent(expected)} of the time.`,
};

/** Each resolution by whoever had it first; the i-th of each list belong together. */
class Picks implements SignalCollector {
  readonly #view: View;
  readonly #model: OutcomeModel;
  readonly #people = new Numbers();
  readonly #places = new Numbers();
  readonly #cells = new MixCells();
  readonly #person: number[] = [];
  readonly #week: number[] = [];
  /** What came to a team within a week by one channel in one shift. */
  readonly #queue: number[] = [];
  readonly #cell: number[] = [];
  readonly #picked: boolean[] = [];

  constructor(view: View, model: OutcomeModel) {
    this.#view = view;
    this.#model = model;
  }

  add(contribution: Contribution): void {
    const { agentId, taken } = contribution;
    const first = taken[0];
    if (agentId === null || first === undefined || first.handedOver) return;
    for (const { at, team, cell, cycle, before } of resolutionsIn(contribution, this.#view)) {
      if (cycle !== 0 || before !== 0) continue;
      const week = Math.floor(at / WEEK_MS);
      this.#person.push(this.#people.of(agentId));
      this.#week.push(week);
      this.#queue.push(this.#places.of(`${team}\n${cell.shift}\n${cell.channel}`) * MOST_WEEKS + week);
      this.#cell.push(this.#cells.numberOf(mixCellOf({ cell, before })));
      this.#picked.push(first.selfPicked);
    }
  }

  *findings(): Iterable<Finding> {
    const people = [...this.#weeksOfPeople()];
    const phi = overDispersion(
      people.flatMap(([, weeks]) => lumps(weeks)),
      ASSUMED_LUMPS,
    );
    for (const [person, weeks] of people) {
      const all = inAll(weeks);
      if (all.variance > 0) yield findingOf(this.#people.words[person] ?? '', all, phi);
    }
  }

  *#weeksOfPeople(): Iterable<readonly [person: number, weeks: readonly Drawn[]]> {
    const logits = this.#cells.all.map((cell) => expectedLogit(this.#model, cell));
    const open = this.#choices();
    const of = (picked: readonly number[]) =>
      picked.map((i) => ({ queue: this.#queue[i] ?? 0, value: logits[this.#cell[i] ?? 0] ?? 0 }));
    const lot = drawnByLot(of(open));
    const picks = grouped(
      open.filter((i) => this.#picked[i]),
      (i) => this.#person[i] ?? 0,
    );
    for (const [person, own] of picks) {
      const weeks = [...grouped(own, (i) => this.#week[i] ?? 0)].sort(([a], [b]) => a - b);
      yield [person, weeks.map(([, inWeek]) => lot(of(inWeek)))];
    }
  }

  /** Places of what somebody else could have taken as well. */
  #choices(): number[] {
    const types = this.#cells.all.map(({ workType }) => workType);
    const places = this.#cell.map((_, i) => i);
    return [...grouped(places, (i) => types[this.#cell[i] ?? 0]).values()]
      .filter((ofType) => !isOnePersons(ofType, this.#person))
      .flat();
  }
}

function isOnePersons(places: readonly number[], person: readonly number[]): boolean {
  const byPerson = [...grouped(places, (i) => person[i]).values()];
  return byPerson.some(({ length }) => length > ONE_PERSONS * places.length);
}

/** A person's weeks around that person's own habit. */
function lumps(weeks: readonly Drawn[]) {
  const { chosen, byLot, leverage } = inAll(weeks);
  const habit = leverage === 0 ? 0 : (chosen - byLot) / leverage;
  return weeks
    .filter(({ n }) => n >= FEWEST_IN_WEEK)
    .map((week) => ({
      observed: week.chosen,
      expected: week.byLot + habit * week.leverage,
      variance: week.variance,
    }));
}

function findingOf(id: string, { n, chosen, byLot, variance, leverage }: Drawn, phi: number): Finding {
  const deviation = Math.sqrt(phi * variance);
  const value = (chosen - byLot) / leverage;
  const margin = (zForLevel(NOTE_LEVEL) * deviation) / leverage;
  return {
    subject: { kind: 'agent', id },
    n,
    p: normalTail((chosen - byLot) / deviation),
    observed: expit(chosen / n),
    expected: expit(chosen / n - value),
    figure: { value, lower: value - margin, upper: value + margin },
  };
}

const expit = (logit: number): number => 1 / (1 + Math.exp(-logit));

function grouped<K>(places: readonly number[], keyOf: (place: number) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const place of places) {
    const key = keyOf(place);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [place]);
    else group.push(place);
  }
  return groups;
}
