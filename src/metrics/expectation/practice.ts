import { startOfType } from '../../statistics/learning-filter.ts';
import { skillDynamics } from '../../statistics/skill-filter.ts';
import { skillPrior } from '../../statistics/skill-grid.ts';
import { LikelihoodTable } from './likelihood-table.ts';
import type { MixCell } from './mix-cell.ts';
import type { OutcomeList } from './outcome-list.ts';
import { followType, historiesByType, type Practice } from './type-filter.ts';

/** So many people tell how fast one learns here. */
const ENOUGH_PEOPLE = 40;
const SLOPES = [0, 0.05, 0.1, 0.2, 0.3];

/** Skill in one work type moves more in four weeks than skill over all work in one (statistics.md 2.4: .05 and .02 a week). */
export const typeDynamics = (phi: number) => skillDynamics({ sd: 0.1, leak: 0.08, phi });

/**
 * How much practice in a work type helps on this desk: the slope under which people's results were best foretold
 * (statistics.md 5.2), and the practice that the average resolution had behind it.
 */
export function learnPractice(
  people: readonly (readonly [id: string, list: OutcomeList])[],
  cells: readonly MixCell[],
  logits: readonly number[],
  phi: number,
): Practice {
  const histories = people
    .slice(0, ENOUGH_PEOPLE)
    .flatMap(([, list]) => [...historiesByType(list, cells, { logits }).values()]);
  const logs = histories.flatMap(({ at }) => at.map((_, before) => Math.log1p(before)));
  if (logs.length === 0) return { slope: 0, centre: 0 };
  const centre = logs.reduce((a, b) => a + b) / logs.length;
  const prior = startOfType(skillPrior(0.45)).prior;
  const until = histories.reduce((latest, { at }) => Math.max(latest, at.at(-1) ?? 0), 0);
  const ground = { table: new LikelihoodTable(), dynamics: typeDynamics(phi), until };
  const fits = SLOPES.map((slope) => ({
    slope,
    fit: histories.reduce(
      (sum, one) => sum + followType(one, prior, { ...ground, practice: { slope, centre } }).lnEvidence,
      0,
    ),
  }));
  return { slope: fits.reduce((best, next) => (next.fit > best.fit ? next : best)).slope, centre };
}
