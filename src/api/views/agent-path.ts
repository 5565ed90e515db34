import type { Instant } from '../../domain/interval.ts';
import type { Decision } from '../../progression/decision.ts';
import { writtenBy } from '../../progression/decision-log.ts';
import { gatesOf } from '../../progression/gates.ts';
import type { Judgement } from '../../progression/judgement.ts';
import { type CareerPath, nextStages, type Stage, stageKey } from '../../progression/path.ts';
import { readinessOf } from '../../progression/readiness.ts';
import { RECORD_KINDS } from '../../progression/record-kinds.ts';
import { type StageHeld, stagesHeld } from '../../progression/stages.ts';
import { timeToReady } from '../../progression/time-to-ready.ts';
import type { Desk } from '../desk.ts';
import type { AgentPath, NextStage, PathSteps } from '../path-schema.ts';
import { ruleTitle } from './decision-words.ts';
import { agentView } from './figures.ts';
import { agentMasteryView } from './mastery.ts';
import { missingText, reachedBy } from './paths.ts';
import { latestEvaluation, ruleAt } from './raised.ts';
import { iso, isoOrNull, metricOf } from './words.ts';

const WEEK_MS = 7 * 86_400_000;

/** Where somebody is on the desk's paths, what could come next, and what of it is still missing (S001-7). */
export async function agentPathView(
  desk: Desk,
  person: string,
  asOf: Instant | undefined,
  now: Instant,
): Promise<AgentPath> {
  const { id, name, team } = await agentView(desk, person);
  const at = asOf ?? now;
  const settled = await latestEvaluation(desk, asOf);
  const log = writtenBy(await desk.store.decisions({ agent: id }), at);
  const held = [...(stagesHeld(log, at).get(id)?.values() ?? [])];
  const judged = settled === null ? [] : await desk.store.judgements({ asOf: settled, subject: { kind: 'agent', id } });
  const figures = settled === null ? [] : await desk.store.figures(settled, 'agent', id);
  const heldBack = new Set(figures.flatMap((one) => (one.heldBack === null ? [] : [one.metric])));
  const judgements = new Map(judged.map((one) => [one.ruleId, one]));
  const next = nextFor(desk.rules.paths, held, judgements);
  const { types } = await agentMasteryView(desk, id, asOf);
  const notOffered = types.filter(({ state }) => state === 'not-offered').map(({ workType }) => workType);
  return {
    asOf: isoOrNull(settled),
    agent: { id, name, team },
    paths: held.flatMap((one) => stepsOn(desk.rules.paths, one, { next, at })),
    next: desk.rules.paths.flatMap((path) =>
      path.stages
        .filter(({ id: stage }) => next.has(stageKey({ path: path.id, stage })))
        .map((stage) => nextView(desk, path, stage, { judgements, heldBack, notOffered, settled: settled ?? at })),
    ),
    gates: gatesView(desk, log, at),
  };
}

/**
 * All that comes before is there. Who is on no path yet is told of the doors (a path from the first day, S004-1), or of the
 * furthest step of a path that a flag says they are ready for; one rule may open steps of several, and is told of once.
 */
function nextFor(
  paths: readonly CareerPath[],
  held: readonly StageHeld[],
  judgements: ReadonlyMap<string, Judgement>,
): ReadonlySet<string> {
  const open = nextStages(paths, reachedBy(paths, held));
  if (held.length > 0) return new Set(open);
  const isUp = ({ role }: Stage) => role !== null && (judgements.get(role)?.raisedAt ?? null) !== null;
  const told = new Set<string | null>();
  return new Set(
    paths.flatMap(({ id: path, stages }) => {
      const keys = new Map(stages.map((stage) => [stage, stageKey({ path, stage: stage.id })]));
      const furthest = stages.findLast((stage) => isUp(stage) && !told.has(stage.role));
      const next = furthest === undefined ? stages.filter((stage) => open.includes(keys.get(stage) ?? '')) : [furthest];
      for (const { role } of stages.filter(isUp)) told.add(role);
      return next.map((stage) => keys.get(stage) ?? '');
    }),
  );
}

function stepsOn(
  paths: readonly CareerPath[],
  held: StageHeld,
  { next, at }: { readonly next: ReadonlySet<string>; readonly at: Instant },
): PathSteps[] {
  const path = paths.find(({ id }) => id === held.path);
  const here = path?.stages.findIndex(({ id }) => id === held.stage) ?? -1;
  if (path === undefined || here < 0) return []; // it has left the rules; the log still tells of it
  const steps = path.stages.map(({ id: stage, title, why, plannedWeeks, exit }, i): PathSteps['steps'][number] => {
    const isNext = next.has(stageKey({ path: path.id, stage }));
    const state = i === here ? 'held' : i < here ? 'been' : isNext ? 'next' : 'later';
    const until = i === here && exit === null ? held.since + plannedWeeks * WEEK_MS : null;
    const since = i === here ? iso(held.since) : null;
    return { stage, title, why, state, since, plannedUntil: isoOrNull(until), overPlan: until !== null && until <= at };
  });
  return [{ path: path.id, title: path.title, why: path.why, steps }];
}

interface Known {
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Metrics of which the desk's self-check holds this person's figure for and against nobody. */
  readonly heldBack: ReadonlySet<string>;
  readonly notOffered: readonly string[];
  readonly settled: Instant;
}

function nextView(desk: Desk, path: CareerPath, stage: Stage, known: Known): NextStage {
  const { id, title, why, openedByPeople, plannedWeeks, role, work } = stage;
  return {
    path: path.id,
    pathTitle: path.title,
    stage: id,
    title,
    why,
    openedByPeople,
    plannedWeeks,
    role: role === null ? null : roleView(desk, role, known),
    notOffered: role === null ? [] : known.notOffered.filter((type) => work.length === 0 || work.includes(type)),
  };
}

function roleView(desk: Desk, id: string, { judgements, heldBack, settled }: Known): NextStage['role'] {
  const title = ruleTitle(id, desk.rules);
  const judgement = judgements.get(id);
  if (judgement === undefined)
    return { id, title, readiness: null, readySince: null, met: 0, asked: 0, gaps: [], timeToReady: null };
  const { evidence, records = [], raisedAt } = judgement;
  const holdFor = ruleAt(desk, id, settled)?.holdFor ?? 1;
  const gaps = gapsOf(judgement, heldBack);
  const asked = evidence.length + records.length;
  const isHeldBack = evidence.some(({ metric, verdict }) => verdict !== 'met' && heldBack.has(metric));
  const { weeks, sentence } = isHeldBack
    ? { weeks: null, sentence: DESK_CANNOT_TELL }
    : timeToReady(judgement, holdFor, (metric) => metricOf(metric).title);
  return {
    id,
    title,
    readiness: readinessOf(judgement),
    readySince: isoOrNull(raisedAt),
    met: asked - gaps.length,
    asked,
    gaps,
    timeToReady: { weeks: weeks === null ? null : { ...weeks }, sentence },
  };
}

type Gap = NonNullable<NextStage['role']>['gaps'][number];

const DESK_CANNOT_TELL =
  'It is the desk that cannot tell yet, not the person: figures of people have to show first that they say something here.';

function gapsOf({ evidence, records = [] }: Judgement, heldBack: ReadonlySet<string>): Gap[] {
  const figures = evidence.flatMap(({ metric, verdict, why, reason, nearestChange }): Gap[] =>
    verdict === 'met'
      ? []
      : [
          {
            kind: 'figure',
            title: metricOf(metric).title,
            verdict,
            why,
            reason,
            nearestChange: heldBack.has(metric) ? DESK_CANNOT_TELL : nearestChange.sentence,
          },
        ],
  );
  const missing = records.flatMap(({ record, verdict, why, reason, atLeast, count }): Gap[] =>
    verdict === 'met'
      ? []
      : [
          {
            kind: 'record',
            title: RECORD_KINDS[record] ?? record,
            verdict,
            why,
            reason,
            nearestChange: `${atLeast - count} more, put on record by people`,
          },
        ],
  );
  return [...figures, ...missing];
}

function gatesView({ rules }: Desk, log: readonly Decision[], at: Instant): AgentPath['gates'] {
  return gatesOf(rules.paths, log, at).map(({ path, gate, dueAt, state, missing }) => ({
    path,
    title: gate.title,
    why: gate.why,
    dueAt: iso(dueAt),
    state,
    missing: missing.map((one) => missingText(one, rules)),
  }));
}
