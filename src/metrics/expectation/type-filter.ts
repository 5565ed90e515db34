import type { Instant } from '../../domain/interval.ts';
import { practiceGain } from '../../statistics/learning-filter.ts';
import { nextWeek, type SkillDynamics } from '../../statistics/skill-filter.ts';
import { GRID_SIZE } from '../../statistics/skill-grid.ts';
import type { LikelihoodTable } from './likelihood-table.ts';
import type { MixCell } from './mix-cell.ts';
import type { OutcomeList } from './outcome-list.ts';
import { logitOf, type SkillGround } from './skill-standing.ts';

/** Skill in one kind of work is followed in steps of four weeks: few have enough of it for finer ones. */
const STEP_MS = 28 * 86_400_000;

/** One person's scored resolutions of one work type, oldest first. */
export interface TypeHistory {
  readonly at: Instant[];
  /** Expected logit of each. */
  readonly logit: number[];
  readonly good: (0 | 1)[];
}

/** What practice in a work type adds: slope times how much ln(1 + resolutions before) exceeds the desk's centre; logits. */
export interface Practice {
  readonly slope: number;
  readonly centre: number;
}

export const gainAfter = (resolutions: number, { slope, centre }: Practice): number =>
  practiceGain(resolutions, slope) - slope * centre;

export function historiesByType(
  list: OutcomeList,
  cells: readonly MixCell[],
  ground: Pick<SkillGround, 'logits' | 'offsets'>,
  since = Number.NEGATIVE_INFINITY,
): Map<string, TypeHistory> {
  const inOrder: { readonly at: Instant; readonly cell: number; readonly good: 0 | 1; readonly row: number }[] = [];
  list.forEach((at, cell, good, _, row) => {
    if (at >= since) inOrder.push({ at, cell, good, row });
  });
  inOrder.sort((a, b) => a.at - b.at || a.cell - b.cell || a.good - b.good);
  const types = new Map<string, TypeHistory>();
  for (const { at, cell, good, row } of inOrder) {
    const type = cells[cell]?.workType ?? 'unknown';
    const history = types.get(type) ?? { at: [], logit: [], good: [] };
    types.set(type, history);
    history.at.push(at);
    history.logit.push(logitOf(cell, row, ground));
    history.good.push(good);
  }
  return types;
}

export interface FollowedType {
  /** Good until the next one is followed. */
  readonly posterior: Float64Array;
  /** Log probability its results were given beforehand. */
  readonly lnEvidence: number;
  /** Resolutions by age in steps of four weeks. */
  readonly steps: readonly { readonly age: number; readonly n: number }[];
}

/** Written anew in turns: a large desk takes a million steps, and a new array for each took longer than the sums. */
const EVEN = new Float64Array(GRID_SIZE);
const ODD = new Float64Array(GRID_SIZE);
const STEP = new Float64Array(GRID_SIZE);

/** The learning filter over one history (statistics.md 5.2), to `until`; steps without work only drift. */
export function followType(
  { at, logit, good }: TypeHistory,
  prior: Float64Array,
  ground: {
    readonly table: LikelihoodTable;
    readonly dynamics: SkillDynamics;
    readonly practice: Practice;
    readonly until: Instant;
  },
): FollowedType {
  const { table, dynamics, practice, until } = ground;
  const ageOf = (i: number) => Math.floor((until - (at[i] ?? until)) / STEP_MS);
  let [posterior, lnEvidence] = [prior, 0];
  const steps: { age: number; n: number }[] = [];
  for (let i = 0, age = ageOf(0); age >= 0; age--) {
    const from = i;
    let ln: Float64Array | null = null;
    for (; i < at.length && ageOf(i) >= age; i++) {
      ln ??= STEP.fill(0);
      table.add(ln, (logit[i] ?? 0) + gainAfter(i, practice), good[i] ?? 0);
    }
    const next = nextWeek(posterior, prior, ln, dynamics, age % 2 === 0 ? EVEN : ODD);
    posterior = next.posterior;
    lnEvidence += next.lnEvidence;
    if (i > from) steps.push({ age, n: i - from });
  }
  return { posterior, lnEvidence, steps };
}
