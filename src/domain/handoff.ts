import type { HandoffPart } from './contribution.ts';
import type { Cycle, Stint } from './stints.ts';

/** How a stint of a ticket of this work type ended; null: by resolution, by cancelling, not yet, or it only rests in the same team's queue. */
export function handoffOf(cycle: Cycle, index: number, stint: Stint, workType: string): HandoffPart | null {
  if (stint.end === null) return null;
  const later = cycle.stints.slice(index + 1);
  const next = later.find((candidate) => candidate.holder !== null);
  const leftTeam = later.some((candidate) => candidate.team !== stint.team);
  if (next === undefined && !leftTeam) return null;
  const back = later.find((candidate) => candidate.holder === stint.holder);
  return {
    at: stint.end,
    team: stint.team,
    workType,
    to: next?.holder ?? null,
    cameBackAt: back?.start ?? null,
    outcome: outcomeOf(cycle, later, next, back !== undefined),
  };
}

function outcomeOf(
  cycle: Cycle,
  later: readonly Stint[],
  next: Stint | undefined,
  cameBack: boolean,
): HandoffPart['outcome'] {
  if (cameBack) return 'bounce-back';
  const movedOn = later.some((stint) => stint.holder !== null && stint.holder !== next?.holder);
  if (movedOn) return 'onward';
  return cycle.resolution === null ? 'open' : 'right-first';
}
