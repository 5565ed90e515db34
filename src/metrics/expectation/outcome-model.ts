import { type CrossedFit, CrossedLogistic } from '../../statistics/crossed-logistic.ts';
import { likeliestSpread } from '../../statistics/skill-filter.ts';
import { GRID_SIZE } from '../../statistics/skill-grid.ts';
import { ASSUMED_LUMPS, WeekLumps } from '../week-lumps.ts';
import { LikelihoodTable } from './likelihood-table.ts';
import { HAND_OVER_FACTORS, levelsOf, type MixCell, WORK_FACTORS } from './mix-cell.ts';
import type { OutcomeBook } from './outcome-book.ts';
import type { OutcomeList } from './outcome-list.ts';
import { learnPractice } from './practice.ts';
import { scattered } from './scattered.ts';
import type { Showing } from './showing.ts';
import type { Practice } from './type-filter.ts';

const WEEK_MS = 7 * 86_400_000;
/** A table learned from so many resolutions is as good as it gets; people are chosen so that no more are read. */
const ENOUGH = 200_000;
/** Fewer people say too little about how much people differ. */
const FEWEST_PEOPLE = 5;
const USUAL_SPREAD = 0.45;
const LOGIT_STEP = 0.02;

/** Kinds of work by expected logit: one pair for all that are alike within .02. */
export type WorkMix = readonly (readonly [logit: number, weight: number])[];

/**
 * What one resolution's chance to be good depends on, on this desk, whoever does it; and how much people differ.
 * Learned with the people in it, so that a strong night crew does not make nights look easy (statistics.md 2.3b, 2.4, 15).
 */
export interface OutcomeModel {
  readonly resolutions: number;
  readonly people: number;
  /** Whether hand-overs before the resolver are part of the mix. */
  readonly handOvers: boolean;
  /** Logits. */
  readonly intercept: number;
  /** Logits by `factor\nlevel`; a level not among them adds nothing. */
  readonly effects: Readonly<Record<string, number>>;
  /** The desk's mix: everybody's rate is stated under it. */
  readonly mix: WorkMix;
  readonly typeMix: Readonly<Record<string, WorkMix>>;
  readonly practice: Practice;
  readonly showing: Showing;
  /** Deviation of skill between people, logits. */
  readonly spread: number;
  /** Over-dispersion of agent-weeks: n tickets carry the information of n / phi. */
  readonly phi: number;
}

/** Null where nobody has a scored resolution. Pure; the order of the resolutions does not matter. */
export function learnOutcomeModel(book: OutcomeBook, showing: Showing, handOvers: boolean): OutcomeModel | null {
  const people = peopleToLearnFrom(book);
  if (people.length === 0) return null;
  const cells = book.cells.all;
  const table = crossedTable(people, cells, handOvers);
  const rough = table.fit();
  const phi = dispersionOf(people, cells, rough, handOvers);
  const fit = table.fit(phi, rough);
  const logits = cells.map((cell) => fit.logit(levelsOf(cell, handOvers)));
  return {
    resolutions: people.reduce((n, [, { size }]) => n + size, 0),
    people: people.length,
    handOvers,
    ...effectsOf(fit, cells, handOvers),
    ...mixesOf(book, logits),
    showing,
    practice: learnPractice(people, cells, logits, phi),
    spread: spreadOf(people, logits, phi),
    phi,
  };
}

export function expectedLogit(model: OutcomeModel, cell: MixCell): number {
  return Object.entries(levelsOf(cell, model.handOvers)).reduce(
    (sum, [factor, level]) => sum + (model.effects[`${factor}\n${level}`] ?? 0),
    model.intercept,
  );
}

type Person = readonly [id: string, list: OutcomeList];

/** Everyone; on a large desk as many as have enough between them, by a number made of their ids so that it is always the same people. */
function peopleToLearnFrom({ agents }: OutcomeBook): readonly Person[] {
  const all = [...agents].sort(([a], [b]) => scattered(a) - scattered(b) || (a < b ? -1 : 1));
  let n = 0;
  const end = all.findIndex(([, { size }]) => {
    n += size;
    return n >= ENOUGH;
  });
  return end < 0 ? all : all.slice(0, end + 1);
}

function crossedTable(people: readonly Person[], cells: readonly MixCell[], handOvers: boolean): CrossedLogistic {
  const table = new CrossedLogistic({ ...WORK_FACTORS, ...(handOvers && HAND_OVER_FACTORS), agent: 'learn' });
  for (const [agent, list] of people) {
    for (const [cell, { good, n }] of countsByCell(list)) {
      const mixCell = cells[cell];
      if (mixCell !== undefined) table.add({ ...levelsOf(mixCell, handOvers), agent }, good, n);
    }
  }
  return table;
}

function countsByCell(list: OutcomeList): Map<number, { good: number; n: number }> {
  const counts = new Map<number, { good: number; n: number }>();
  list.forEach((_, cell, good) => {
    const count = counts.get(cell) ?? { good: 0, n: 0 };
    counts.set(cell, count);
    count.n += 1;
    count.good += good;
  });
  return counts;
}

/** How much more a person's weeks vary around their own level than independent tickets would. */
function dispersionOf(
  people: readonly Person[],
  cells: readonly MixCell[],
  fit: CrossedFit,
  handOvers: boolean,
): number {
  const logits = cells.map((cell) => fit.logit(levelsOf(cell, handOvers)));
  const lumps = new WeekLumps();
  for (const [agent, list] of people) {
    const own = fit.effect('agent', agent).value;
    list.forEach((at, cell, good) => {
      const p = 1 / (1 + Math.exp(-(logits[cell] ?? 0) - own));
      lumps.add(`${agent} ${Math.floor(at / WEEK_MS)}`, good, p);
    });
  }
  return lumps.dispersion(ASSUMED_LUMPS);
}

function effectsOf(
  fit: CrossedFit,
  cells: readonly MixCell[],
  handOvers: boolean,
): Pick<OutcomeModel, 'intercept' | 'effects'> {
  const effects: Record<string, number> = {};
  for (const cell of cells) {
    for (const [factor, level] of Object.entries(levelsOf(cell, handOvers)))
      effects[`${factor}\n${level}`] ??= fit.effect(factor, level).value;
  }
  return { intercept: fit.logit({}), effects };
}

function mixesOf(book: OutcomeBook, logits: readonly number[]): Pick<OutcomeModel, 'mix' | 'typeMix'> {
  const weights = new Float64Array(logits.length);
  for (const list of book.agents.values()) {
    list.forEach((_, cell) => {
      weights[cell] = (weights[cell] ?? 0) + 1;
    });
  }
  const whole = new Map<number, number>();
  const types = new Map<string, Map<number, number>>();
  book.cells.all.forEach(({ workType }, number) => {
    const step = Math.round((logits[number] ?? 0) / LOGIT_STEP);
    const weight = weights[number] ?? 0;
    const ofType = types.get(workType) ?? new Map<number, number>();
    types.set(workType, ofType);
    for (const mix of [whole, ofType]) mix.set(step, (mix.get(step) ?? 0) + weight);
  });
  return {
    mix: pairs(whole),
    typeMix: Object.fromEntries(
      [...types]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([type, mix]) => [type, pairs(mix)] as const)
        .filter(([, mix]) => mix.length > 0), // what only nobody in particular resolved has no weight
    ),
  };
}

function pairs(mix: ReadonlyMap<number, number>): WorkMix {
  return [...mix]
    .filter(([, weight]) => weight > 0)
    .sort(([a], [b]) => a - b)
    .map(([step, weight]) => [step * LOGIT_STEP, weight] as const);
}

function spreadOf(people: readonly Person[], logits: readonly number[], phi: number): number {
  if (people.length < FEWEST_PEOPLE) return USUAL_SPREAD;
  const table = new LikelihoodTable();
  const likelihoods = people.map(([, list]) => {
    const ln = new Float64Array(GRID_SIZE);
    list.forEach((_, cell, good) => {
      table.add(ln, logits[cell] ?? 0, good);
    });
    return ln;
  });
  return likeliestSpread(likelihoods, phi);
}
