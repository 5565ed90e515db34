import type { Decision } from './decision.ts';
import { isAct, linesInForce, takenBack, writtenBy } from './decision-log.ts';

/** Why a line may not be taken back, and what to do instead; null: it may. `log`: all that was written so far. */
export function whyNotTakenBack(log: readonly Decision[], id: string): string | null {
  const line = log.find((one) => one.id === id);
  if (line === undefined) return `There is no decision ${id} about them. Their log lists those there are.`;
  const by = takenBack(writtenBy(log, Number.POSITIVE_INFINITY)).get(id);
  if (by !== undefined) return `${by.by} has taken that back already. To undo this, take back ${by.id}.`;
  if (isAct(line, 'challenge')) return 'A challenge is not taken back by others: answer it.';
  if (isAct(line, 'interest')) return 'What somebody wishes is not taken back by others: they say it anew.';
  if (line.shown === null) return null;
  const { flag } = line.shown;
  const last = linesInForce(log, Number.POSITIVE_INFINITY).findLast(({ shown }) => shown?.flag === flag);
  if (isAct(line, 'reverse') || last === undefined || last.id === id) return null;
  return `Later lines about the same flag rest on that. Take back ${last.id} (${last.act.act}, ${last.by}) first.`;
}
