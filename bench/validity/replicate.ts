import { join } from 'node:path';
import { CONNECTORS } from '../../connectors/index.ts';
import { deliverRows } from '../../src/inbox/deliver-rows.ts';
import { type Line, workOff } from '../../src/pipeline.ts';
import { readinessOf } from '../../src/progression/readiness.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { type RuleFiles, readRuleFiles } from '../../src/rules/rule-files.ts';
import { settleDue } from '../../src/settle.ts';
import { type DeskPlan, endOf } from '../../src/simulator/desk-plan.ts';
import { peopleOf } from '../../src/simulator/people.ts';
import { simulateAgents, simulateTickets } from '../../src/simulator/simulate-desk.ts';
import { truthOf } from '../../src/simulator/truth.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { StoredFigure, StoredJudgement } from '../../src/store/store.ts';
import { type AgentWeek, type AgentYear, type Said, TARGET, WEEK } from './agent-year.ts';
import { dashboard, type Resolution, resolutionsByAgent } from './dashboards.ts';

const SOURCE = 'simulated-desk';
/** The shipped rules that the sheet has figures for, by what it calls their states (statistics.md 0). */
const STATES: Readonly<Record<string, string>> = {
  analyst: 'nominate',
  'quality-notice': 'notice',
  'quality-regression': 'review',
  'step-back': 'step-back',
};
const WARM_UP_WEEKS = 20;

/** One desk's whole story through the line, then what was said of everybody beside what was true. `seconds` by step. */
export interface Replicate {
  readonly years: readonly AgentYear[];
  readonly seconds: Readonly<Record<'delivering' | 'working off' | 'settling' | 'scoring', number>>;
}

export async function liveReplicate(plan: DeskPlan, onWeek: (done: number) => void): Promise<Replicate> {
  const rules = loadRules(ofStates(await readRuleFiles(join(import.meta.dirname, '../../rules'))));
  const line: Line = { store: await openStore(':memory:'), connectors: CONNECTORS, rules };
  try {
    const marks = [performance.now()];
    await deliver(line, plan);
    marks.push(performance.now());
    await workOff(line);
    marks.push(performance.now());
    await settleDue(line, endOf(plan), (stage, done) => stage === 'evaluating' && onWeek(done));
    marks.push(performance.now());
    const years = await observed(line, plan);
    marks.push(performance.now());
    const took = (step: number) => ((marks[step + 1] ?? 0) - (marks[step] ?? 0)) / 1000;
    return {
      years,
      seconds: { delivering: took(0), 'working off': took(1), settling: took(2), scoring: took(3) },
    };
  } finally {
    await line.store.close();
  }
}

/** Without the roles, risks and paths that nothing here asks about. */
function ofStates(files: RuleFiles): RuleFiles {
  const isAsked = (path: string) => {
    const [folder, name = ''] = path.split('/');
    if (folder !== 'roles' && folder !== 'risks') return folder !== 'paths';
    return Object.keys(STATES).some((id) => name === `${id}.yaml` || name === `${id}.cases.yaml`);
  };
  return Object.fromEntries(Object.entries(files).filter(([path]) => isAsked(path)));
}

async function deliver({ store }: Line, plan: DeskPlan): Promise<void> {
  await store.configureSource({ source: SOURCE, connector: 'ticket-log', settings: null });
  const from = { source: SOURCE, origin: `simulated desk, seed ${plan.seed}`, receivedAt: endOf(plan) };
  await deliverRows(store, { ...from, about: 'agent' }, simulateAgents(plan));
  await deliverRows(store, { ...from, about: 'ticket' }, simulateTickets(plan));
}

/** Everything before this point is the product at work; only here the truth is asked. */
async function observed({ store }: Line, plan: DeskPlan): Promise<AgentYear[]> {
  const truth = truthOf(plan);
  const raw = await resolutionsByAgent(store.contributions(endOf(plan), plan.start));
  const evaluations = (await store.evaluations()).filter(({ asOf }) => asOf > plan.start + WARM_UP_WEEKS * WEEK);
  const settled = await Promise.all(evaluations.map(({ asOf }) => settledAt(store, asOf)));
  return peopleOf(plan).map((person) => {
    const id = `${SOURCE}:${person.account}`;
    const { rateAt, changesFrom, class: personClass } = truth.of(person.account);
    const weeks = settled.filter(({ asOf }) => asOf > person.startedAt);
    return {
      agent: id,
      shift: person.shift,
      class: personClass,
      changesAt: changesFrom ?? null,
      weeks: weeks.map((one) => agentWeek(id, one, rateAt(one.asOf), raw.get(id) ?? [])),
    };
  });
}

interface Settled {
  readonly asOf: number;
  readonly figures: ReadonlyMap<string, Said>;
  readonly flags: ReadonlyMap<string, readonly string[]>;
}

async function settledAt(store: Line['store'], asOf: number): Promise<Settled> {
  const figures = (await store.figures(asOf, 'agent')).filter(({ metric }) => metric === 'standardised-quality');
  const up = (await store.judgements({ asOf, flag: 'up' })).filter(({ subject }) => subject.kind === 'agent');
  const byAgent = Map.groupBy(up, ({ subject }) => subject.id);
  return {
    asOf,
    figures: new Map(figures.map((figure) => [figure.subject.id, saidBy(figure)])),
    flags: new Map([...byAgent].map(([id, some]) => [id, some.flatMap(statesOf)])),
  };
}

function statesOf(judgement: StoredJudgement): string[] {
  const state = STATES[judgement.ruleId] ?? judgement.ruleId;
  return state === 'nominate' && readinessOf(judgement) === 'strong' ? [state, 'strong'] : [state];
}

function saidBy({ estimate, atTarget, heldBack }: StoredFigure): Said {
  if (atTarget !== null && atTarget.target !== TARGET) {
    throw new Error(
      `The figure was judged against ${atTarget.target}: set its target to ${TARGET} in rules/metrics.yaml.`,
    );
  }
  return { value: estimate.value, probability: atTarget?.probability ?? null, heldBack: heldBack !== null };
}

function agentWeek(id: string, settled: Settled, truth: number, raw: readonly Resolution[]): AgentWeek {
  const { asOf } = settled;
  const naive = dashboard(raw, asOf);
  const ours = settled.figures.get(id);
  const flags = new Set([...naive.flags, ...(settled.flags.get(id) ?? [])]);
  return { asOf, truth, said: { ...naive.said, ...(ours && { ours }) }, flags };
}
