import type { Instant } from '../domain/interval.ts';
import type { Act, ActName, Decision } from './decision.ts';

type ActOf<N extends ActName> = Extract<Act, { readonly act: N }>;
/** A line with one of these acts. */
export type DecisionOf<N extends ActName> = Decision & { readonly act: ActOf<N> };

export function isAct<const N extends ActName>(line: Decision, ...names: readonly N[]): line is DecisionOf<N> {
  return (names as readonly ActName[]).includes(line.act.act);
}

/** What had been written by an instant, in order; lines of one instant stay in the order they were written. */
export function writtenBy(log: readonly Decision[], asOf: Instant): Decision[] {
  return log.filter(({ at }) => at <= asOf).sort((a, b) => a.at - b.at);
}

/** Id of each line that is taken back, with the line that does so. One that is itself taken back does nothing. */
export function takenBack(written: readonly Decision[]): ReadonlyMap<string, Decision> {
  const by = new Map<string, Decision>();
  for (const line of written.toReversed()) {
    if (isAct(line, 'reverse') && !by.has(line.id)) by.set(line.act.decision, line);
  }
  return by;
}

/** The lines that count as of an instant: without those that are taken back, and those that do so. */
export function linesInForce(log: readonly Decision[], asOf: Instant): Decision[] {
  const written = writtenBy(log, asOf);
  const gone = takenBack(written);
  return written.filter((line) => !gone.has(line.id) && !isAct(line, 'reverse'));
}
