import type { Instant, Interval } from '../domain/interval.ts';
import { type Subject, subjectKey } from '../metrics/metric.ts';
import type { Decision } from './decision.ts';
import { isAct, linesInForce } from './decision-log.ts';
import type { RecordKind } from './record-kinds.ts';

/** What people have put on record by an instant, as rules ask for it. */
export interface Records {
  /** How many records of a kind somebody has from `since` on. */
  countOf(agent: string, kind: RecordKind, since: Instant): number;
  /** What they said last of their interest in what a rule is about; null: nothing. */
  wants(agent: string, ruleId: string): boolean | null;
  /** A challenge of the flag that is up waits for its answer. */
  isFrozen(ruleId: string, subject: Subject): boolean;
}

export const NO_RECORDS: Records = { countOf: () => 0, wants: () => null, isFrozen: () => false };

/** What the log says, with nothing in it that was written after `asOf`. */
export function recordsSo(log: readonly Decision[], asOf: Instant): Records {
  const kept = new Map<string, Instant[]>();
  const wishes = new Map<string, boolean>();
  const frozen = new Set<string>();
  for (const line of linesInForce(log, asOf)) {
    if (isAct(line, 'record'))
      kept.set(`${line.act.kind} ${line.agent}`, [...(kept.get(`${line.act.kind} ${line.agent}`) ?? []), line.at]);
    if (isAct(line, 'interest')) wishes.set(`${line.act.rule} ${line.agent}`, line.act.wants);
    if (line.shown === null) continue;
    const flag = `${line.shown.ruleId} ${subjectKey(line.shown.subject)}`;
    if (isAct(line, 'challenge')) frozen.add(flag);
    if (isAct(line, 'answer')) frozen.delete(flag);
  }
  return {
    countOf: (agent, kind, since) => (kept.get(`${kind} ${agent}`) ?? []).filter((at) => at >= since).length,
    wants: (agent, ruleId) => wishes.get(`${ruleId} ${agent}`) ?? null,
    isFrozen: (ruleId, subject) => frozen.has(`${ruleId} ${subjectKey(subject)}`),
  };
}

/** By person: when they were on leave, or settling in, as people have put it down by an instant. In order of their start. */
export function awayOf(log: readonly Decision[], asOf: Instant): ReadonlyMap<string, readonly Interval[]> {
  const away = new Map<string, Interval[]>();
  for (const line of linesInForce(log, asOf)) {
    if (line.agent === null || !isAct(line, 'leave', 'onboarding')) continue;
    const spells = [...(away.get(line.agent) ?? []), { start: line.act.from, end: line.act.until }];
    away.set(
      line.agent,
      spells.sort((a, b) => a.start - b.start || a.end - b.end),
    );
  }
  return away;
}
