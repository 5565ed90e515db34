import type { Instant } from '../domain/interval.ts';
import type { Decision } from './decision.ts';
import { isAct, linesInForce } from './decision-log.ts';
import { type CareerPath, type StageRef, stageKey, stagesOf } from './path.ts';
import type { RecordKind } from './record-kinds.ts';
import { type StageHeld, stagesHeld } from './stages.ts';

const WEEK_MS = 7 * 86_400_000;
/** Planned time in a stage and half of it again: then a talk is overdue (roles.md, stagnation). */
const OVER_PLAN = 1.5;
/** Two monthly reports. */
const CLERICAL_WEEKS = 9;

/** What figures say of somebody who might be stuck. */
export interface WorkOf {
  /** The work of their stage is mastered: readiness for it, or for the next, is shown. */
  readonly isMastered: boolean;
  /** The kinds of work they do have hardly changed; null: nobody knows. */
  readonly isSameMix: boolean | null;
}

export interface Stagnant {
  readonly agent: string;
  readonly held: StageHeld;
  readonly plannedWeeks: number;
  /** Since their last step on any path. */
  readonly weeks: number;
}

/**
 * Stuck in a rut (S003-1): who masters the work of their stage, does the same as ever, and has made no step on any path for
 * longer than was planned, and half again. Where nobody knows the mix of work, time and mastery are enough to ask.
 */
export function stagnant(
  paths: readonly CareerPath[],
  log: readonly Decision[],
  workOf: (agent: string) => WorkOf,
  asOf: Instant,
): Stagnant[] {
  const stages = stagesOf(paths);
  return [...stagesHeld(log, asOf)].flatMap(([agent, onPaths]): Stagnant[] => {
    const [held] = [...onPaths.values()].sort((a, b) => b.since - a.since);
    const stage = held === undefined ? undefined : stages.get(stageKey(held));
    // What has left the rules has no planned time, and who has gone on is not stuck.
    if (held === undefined || stage === undefined || stage.exit !== null) return [];
    const weeks = Math.floor((asOf - held.since) / WEEK_MS);
    const { isMastered, isSameMix } = workOf(agent);
    const isStuck = weeks > OVER_PLAN * stage.plannedWeeks && isMastered && isSameMix !== false;
    return isStuck ? [{ agent, held, plannedWeeks: stage.plannedWeeks, weeks }] : [];
  });
}

/** What the holder of a role did because they were told, and what they did of their own accord. */
const CLERICAL: readonly RecordKind[] = ['level-report', 'duty-held'];
const INITIATIVE: readonly RecordKind[] = ['improvement', 'recommendation-followed', 'level-review'];

export interface ClericalOnly {
  readonly agent: string;
  readonly held: StageHeld;
  /** Records of duties in these weeks, and none of initiative. */
  readonly duties: number;
  readonly weeks: number;
}

/** Who has held one of these stages for two months with reports on record and nothing of their own accord (S003-12). */
export function clericalOnly(of: readonly StageRef[], log: readonly Decision[], asOf: Instant): ClericalOnly[] {
  const since = asOf - CLERICAL_WEEKS * WEEK_MS;
  const stages = of.map(stageKey);
  const lines = linesInForce(log, asOf).filter(({ at }) => at >= since);
  const countOf = (agent: string, kinds: readonly RecordKind[]) =>
    lines.filter((line) => line.agent === agent && isAct(line, 'record') && kinds.includes(line.act.kind)).length;
  return [...stagesHeld(log, asOf)].flatMap(([agent, onPaths]) =>
    [...onPaths.values()].flatMap((held): ClericalOnly[] => {
      if (!stages.includes(stageKey(held)) || held.since > since || countOf(agent, INITIATIVE) > 0) return [];
      const duties = countOf(agent, CLERICAL);
      return duties === 0 ? [] : [{ agent, held, duties, weeks: CLERICAL_WEEKS }];
    }),
  );
}
