import { join } from 'node:path';
import { CONNECTORS } from '../../connectors/index.ts';
import { rowDelivery } from '../../src/inbox/deliver-rows.ts';
import { breadth } from '../../src/metrics/breadth.ts';
import { warningResponse } from '../../src/metrics/warning-response.ts';
import { type Line, workOff } from '../../src/pipeline.ts';
import type { Requirement, RoleRule } from '../../src/progression/rule.ts';
import { type DeskRules, loadRules } from '../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';
import { type DeskPlan, endOf } from '../../src/simulator/desk-plan.ts';
import { seededRandom } from '../../src/simulator/random.ts';
import { simulateAgents, simulateTickets } from '../../src/simulator/simulate-desk.ts';
import type { NewDelivery } from '../../src/store/delivery.ts';
import { openStore } from '../../src/store/open-store.ts';

const DAY = 86_400_000;

export const shortLogRules = async (): Promise<DeskRules> =>
  loadRules(await readRuleFiles(join(import.meta.dirname, '../../rules/three-month-log')));

/**
 * Rules so easy to meet that a few weeks of a small desk raise flags and withdraw them. Those about people rest on what
 * the self-check, which so young a desk does not pass, has no say in.
 */
export function easyRules(rules: DeskRules): DeskRules {
  const asked: Readonly<Record<string, Partial<Requirement>>> = {
    generalist: { metric: breadth, comparison: 'at-least', target: 5, weeks: 3 },
    'quality-regression': { metric: warningResponse, comparison: 'at-most', target: 0.6, weeks: 3 },
  };
  const easier = (rule: RoleRule): RoleRule => ({
    ...rule,
    holdFor: 1,
    leaveAfter: 1,
    stayConfidence: 0.5,
    requirements: rule.requirements.slice(0, rule.id in asked ? 1 : undefined).map((one) => ({
      ...one,
      confidence: 0.5,
      minimumSample: 3,
      evidenceRatio: null,
      ...asked[rule.id],
    })),
  });
  return { ...rules, rules: rules.rules.map(easier) };
}

/** The log of a simulated desk; every tenth fact becomes known up to ten days after it happened. */
export interface KnownRow {
  readonly knownAt: number;
  readonly delivery: NewDelivery;
}

export function simulatedLog(plan: DeskPlan): KnownRow[] {
  const about = { source: 'desk', origin: 'simulated', receivedAt: endOf(plan) };
  const { chance, uniform } = seededRandom(7);
  const agents = [...simulateAgents(plan)].map((row, i) => ({
    knownAt: plan.start,
    delivery: rowDelivery({ ...about, about: 'agent' }, i + 1, null, row),
  }));
  const tickets = [...simulateTickets(plan)].map((row, i) => {
    const at = Date.parse(row.at);
    const knownAt = chance(0.1) ? at + uniform() * 10 * DAY : at;
    const told = knownAt === at ? row : { ...row, known_at: new Date(knownAt).toISOString() };
    return { knownAt, delivery: rowDelivery({ ...about, about: 'ticket' }, i + 1, null, told) };
  });
  return [...agents, ...tickets];
}

export async function emptyDesk(rules: DeskRules, folder = ':memory:'): Promise<Line> {
  const store = await openStore(folder);
  await store.configureSource({ source: 'desk', connector: 'ticket-log', settings: null });
  return { store, connectors: CONNECTORS, rules };
}

export async function tell(line: Line, rows: readonly KnownRow[]): Promise<void> {
  await line.store.addDeliveries(rows.map(({ delivery }) => delivery));
  await workOff(line);
}
