import type { Contribution } from '../../domain/contribution.ts';
import { overDispersion } from '../../statistics/dispersion.ts';
import { normalTail, zForLevel } from '../../statistics/normal.ts';
import { MixCells, mixCellOf } from '../expectation/mix-cell.ts';
import { expectedLogit, type OutcomeModel } from '../expectation/outcome-model.ts';
import { Numbers } from '../numbers.ts';
import { resolutionsIn } from '../observe.ts';
import type { View } from '../sample.ts';
import { ASSUMED_LUMPS } from '../week-lumps.ts';
import { withRoom } from '../with-room.ts';
import { type Drawn, drawnByLot, type Item, inAll } from './drawn-by-lot.ts';
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

/** What is kept of a resolution. */
const PERSON = 0;
const WEEK = 1;
/** A team, one of its shifts, one channel. */
const LINE = 2;
const CELL = 3;
const PICKED = 4;
const NUMBERS = 5;

/** Each resolution by whoever had it first, packed into numbers: a large desk has a million. */
class Picks implements SignalCollector {
  readonly #view: View;
  readonly #model: OutcomeModel;
  readonly #people = new Numbers();
  readonly #lines = new Numbers();
  readonly #cells = new MixCells();
  #packed = new Int32Array(0);
  #size = 0;

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
      const start = this.#size * NUMBERS;
      this.#size += 1;
      this.#packed = withRoom(this.#packed, this.#size * NUMBERS);
      this.#packed[start + PERSON] = this.#people.of(agentId);
      this.#packed[start + WEEK] = Math.floor(at / WEEK_MS);
      this.#packed[start + LINE] = this.#lines.of(`${team}\n${cell.shift}\n${cell.channel}`);
      this.#packed[start + CELL] = this.#cells.numberOf(mixCellOf({ cell, before }));
      this.#packed[start + PICKED] = first.selfPicked ? 1 : 0;
    }
  }

  #told(place: number, what: number): number {
    return this.#packed[place * NUMBERS + what] ?? 0;
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
    const isOpen = this.#choices();
    const lot = drawnByLot(this.#items(this.#places(isOpen), logits));
    const picks = grouped(
      this.#places((i) => isOpen(i) && this.#told(i, PICKED) === 1),
      (i) => this.#told(i, PERSON),
    );
    for (const [person, own] of picks) {
      const weeks = [...grouped(own, (i) => this.#told(i, WEEK))].sort(([a], [b]) => a - b);
      yield [person, weeks.map(([, inWeek]) => lot(this.#items(inWeek, logits)))];
    }
  }

  /** A queue: what came to a line within a week. */
  *#items(places: Iterable<number>, logits: readonly number[]): Iterable<Item> {
    for (const i of places) {
      const queue = this.#told(i, LINE) * MOST_WEEKS + this.#told(i, WEEK);
      yield { queue, value: logits[this.#told(i, CELL)] ?? 0 };
    }
  }

  *#places(isWanted: (place: number) => boolean): Iterable<number> {
    for (let i = 0; i < this.#size; i++) if (isWanted(i)) yield i;
  }

  /** Whether somebody else could have taken it as well. */
  #choices(): (place: number) => boolean {
    const types = new Numbers();
    const typeOfCell = this.#cells.all.map(({ workType }) => types.of(workType));
    const typeAt = (place: number) => typeOfCell[this.#told(place, CELL)] ?? 0;
    const [people, all] = [this.#people.words.length, new Float64Array(types.words.length)];
    const ofPerson = new Float64Array(types.words.length * people);
    for (let i = 0; i < this.#size; i++) {
      const [type, own] = [typeAt(i), typeAt(i) * people + this.#told(i, PERSON)];
      all[type] = (all[type] ?? 0) + 1;
      ofPerson[own] = (ofPerson[own] ?? 0) + 1;
    }
    const isOnePersons = Array.from(all, (n, type) =>
      ofPerson.subarray(type * people, (type + 1) * people).some((own) => own > ONE_PERSONS * n),
    );
    return (place) => isOnePersons[typeAt(place)] === false;
  }
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

function grouped<K>(places: Iterable<number>, keyOf: (place: number) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const place of places) {
    const key = keyOf(place);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [place]);
    else group.push(place);
  }
  return groups;
}
