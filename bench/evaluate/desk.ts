import { join } from 'node:path';
import { CONNECTORS } from '../../connectors/index.ts';
import type { Line } from '../../src/pipeline.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';
import type { DeskPlan } from '../../src/simulator/desk-plan.ts';
import { openStore } from '../../src/store/open-store.ts';

const WEEK_MS = 7 * 86_400_000;

/** The desk whose people and tickets all others are copies of. */
export const PLAN: DeskPlan = { seed: 1, agents: 50, weeks: 53, start: Date.UTC(2025, 6, 7) };
export const SOURCE = 'desk';

/** The first evaluation of its month and of its quarter, so that all there is to learn is learned; and the next. */
export const FIRST_OF_QUARTER = PLAN.start + 52 * WEEK_MS;
export const ORDINARY = PLAN.start + 53 * WEEK_MS;

/** A line over the store in a folder, by the shipped rules. */
export async function lineOver(folder: string): Promise<Line> {
  const rules = loadRules(await readRuleFiles(join(import.meta.dirname, '../../rules')));
  return { store: await openStore(folder), connectors: CONNECTORS, rules };
}
