import type { Instant } from '../domain/interval.ts';
import type { Decision } from './decision.ts';
import { type DecisionOf, isAct, linesInForce } from './decision-log.ts';
import { type CareerPath, type Gate, type StageRef, stageKey } from './path.ts';
import type { RecordKind } from './record-kinds.ts';

const WEEK_MS = 7 * 86_400_000;

export interface GateOf {
  readonly agent: string;
  readonly path: string;
  readonly gate: Gate;
  readonly dueAt: Instant;
  /** passed: all of it was there. overdue: it is due and something is missing. ahead: not due yet. */
  readonly state: 'passed' | 'overdue' | 'ahead';
  /** What is missing, as path/stage of which one is enough, or a kind of record. */
  readonly missing: readonly string[];
}

/** The dated gates of everybody on a path that has some, with what is missing of each (S004-3). */
export function gatesOf(paths: readonly CareerPath[], log: readonly Decision[], asOf: Instant): GateOf[] {
  const lines = linesInForce(log, asOf);
  const steps = lines.filter((line) => isAct(line, 'appoint', 'step-back'));
  return paths.flatMap(({ id: path, gates }) => {
    const begun = new Map<string, Instant>();
    for (const { agent, act, at } of steps)
      if (agent !== null && act.path === path && !begun.has(agent)) begun.set(agent, at);
    return [...begun].flatMap(([agent, startedAt]) =>
      gates.map((gate): GateOf => {
        const dueAt = startedAt + gate.byWeek * WEEK_MS;
        const missing = missingOf(gate, { agent, lines, startedAt, asOf });
        const state = missing.length === 0 ? 'passed' : dueAt <= asOf ? 'overdue' : 'ahead';
        return { agent, path, gate, dueAt, state, missing };
      }),
    );
  });
}

interface Person {
  readonly agent: string;
  readonly lines: readonly Decision[];
  readonly startedAt: Instant;
  readonly asOf: Instant;
}

function missingOf({ reaches, heldWeeks, records }: Gate, person: Person): string[] {
  const isReached = reaches.some((ref) => longestHeld(ref, person) >= heldWeeks * WEEK_MS);
  return [...(isReached ? [] : reaches.map(stageKey)), ...records.filter((kind) => !hasRecord(kind, person))];
}

const hasRecord = (kind: RecordKind, { agent, lines, startedAt }: Person): boolean =>
  lines.some((line) => line.agent === agent && line.at >= startedAt && isAct(line, 'record') && line.act.kind === kind);

/** Longest spell in which the stage, or a later step of its path without a step back, was held; below 0: never. */
function longestHeld({ path, stage }: StageRef, { agent, lines, asOf }: Person): number {
  const steps = lines.filter(
    (line): line is DecisionOf<'appoint' | 'step-back'> =>
      line.agent === agent && isAct(line, 'appoint', 'step-back') && line.act.path === path,
  );
  let [longest, since] = [-1, null as Instant | null];
  for (const { act, at } of steps) {
    if (act.stage === stage) since ??= at;
    // Going on does not undo what was held; stepping back does.
    else if (act.act === 'step-back' && since !== null) {
      longest = Math.max(longest, at - since);
      since = null;
    }
  }
  return since === null ? longest : Math.max(longest, asOf - since);
}
