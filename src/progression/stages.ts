import type { Instant } from '../domain/interval.ts';
import type { Decision } from './decision.ts';
import { isAct, linesInForce } from './decision-log.ts';

/** Where people have put somebody on a path. */
export interface StageHeld {
  readonly path: string;
  readonly stage: string;
  readonly since: Instant;
  readonly by: string;
  /** The line of the log that says so. */
  readonly decision: string;
}

/** By agent, then path. From what people decided and from nothing else: no figure, flag or rule moves anybody. */
export function stagesHeld(
  log: readonly Decision[],
  asOf: Instant,
): ReadonlyMap<string, ReadonlyMap<string, StageHeld>> {
  const stages = new Map<string, Map<string, StageHeld>>();
  for (const line of linesInForce(log, asOf)) {
    if (line.agent === null || !isAct(line, 'appoint', 'step-back')) continue;
    const { path, stage } = line.act;
    const paths = stages.get(line.agent) ?? new Map<string, StageHeld>();
    stages.set(line.agent, paths.set(path, { path, stage, since: line.at, by: line.by, decision: line.id }));
  }
  return stages;
}
