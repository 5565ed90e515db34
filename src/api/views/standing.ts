import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import type { Decision } from '../../progression/decision.ts';
import { isAct, linesInForce, writtenBy } from '../../progression/decision-log.ts';
import { nextStages } from '../../progression/path.ts';
import { RECORD_KINDS, type RecordKind } from '../../progression/record-kinds.ts';
import { recordsSo } from '../../progression/records.ts';
import { type StageHeld, stagesHeld } from '../../progression/stages.ts';
import type { AgentDecisions, PersonStanding } from '../decisions-schema.ts';
import { type Desk, peopleOf } from '../desk.ts';
import { stageTitle } from './decision-words.ts';
import { decisionViews, stageOptions } from './decisions.ts';
import { agentView } from './figures.ts';
import { iso } from './words.ts';

export async function agentDecisionsView(desk: Desk, agent: string, asOf: Instant): Promise<AgentDecisions> {
  const { id } = await agentView(desk, agent);
  return {
    ...(await standingView(desk, id, asOf)),
    stageOptions: stageOptions(desk, null).map(({ opened: _, ...option }) => option),
    recordKinds: Object.entries(RECORD_KINDS).map(([kind, title]) => ({ kind, title })),
  };
}

/** Where people have put somebody, what they said and what was put on record of them, and how it came to that. */
export async function standingView(desk: Desk, agent: string, asOf: Instant): Promise<PersonStanding> {
  const log = writtenBy(await desk.store.decisions({ agent }), asOf);
  const held = [...(stagesHeld(log, asOf).get(agent)?.values() ?? [])];
  const records = recordsSo(log, asOf);
  const asked = desk.rules.rules.filter(({ kind, subject }) => kind === 'readiness' && subject === 'agent');
  const titles = new Map(asked.map(({ id, title }) => [id, title]));
  return {
    stages: held.map((one) => stageView(desk, one)),
    next: nextOf(desk, held),
    interests: [...titles].map(([rule, title]) => ({ rule, title, wants: records.wants(agent, rule) })),
    records: recordsView(log, asOf),
    log: decisionViews(log, desk, await peopleOf(desk, agent as AgentId)),
  };
}

function stageView(
  { rules: { paths } }: Desk,
  { path, stage, since, ...rest }: StageHeld,
): PersonStanding['stages'][number] {
  const known = paths.find(({ id }) => id === path);
  const title = known?.stages.find(({ id }) => id === stage)?.title ?? stage;
  return { path, pathTitle: known?.title ?? path, stage, title, since: iso(since), ...rest };
}

/** Whoever is at a stage has been through those before it on its path. Nobody who is on no path yet is told of twenty. */
function nextOf({ rules }: Desk, held: readonly StageHeld[]): PersonStanding['next'] {
  if (held.length === 0) return [];
  const reached = new Set(
    held.flatMap(({ path, stage }) => {
      const stages = rules.paths.find(({ id }) => id === path)?.stages ?? [];
      return stages.slice(0, stages.findIndex(({ id }) => id === stage) + 1).map(({ id }) => `${path}/${id}`);
    }),
  );
  const next = new Set(nextStages(rules.paths, reached));
  return rules.paths.flatMap(({ id: path, stages }) =>
    stages
      .filter(({ id }) => next.has(`${path}/${id}`))
      .map(({ id: stage, role, why }) => ({ path, stage, title: stageTitle({ path, stage }, rules), role, why })),
  );
}

function recordsView(log: readonly Decision[], asOf: Instant): PersonStanding['records'] {
  const found = new Map<RecordKind, { count: number; lastAt: Instant }>();
  for (const line of linesInForce(log, asOf)) {
    if (!isAct(line, 'record')) continue;
    found.set(line.act.kind, { count: (found.get(line.act.kind)?.count ?? 0) + 1, lastAt: line.at });
  }
  return [...found].map(([kind, { count, lastAt }]) => ({
    kind,
    title: RECORD_KINDS[kind] ?? kind,
    count,
    lastAt: iso(lastAt),
  }));
}
