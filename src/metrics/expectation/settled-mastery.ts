import type { Mastery } from './mastery.ts';
import type { Standings } from './standings.ts';
import type { TakenOfType } from './work-book.ts';

/** Where one person stands with one kind of work. */
export interface SettledMastery extends TakenOfType {
  readonly agent: string;
  readonly workType: string;
  /** Null: no resolution of theirs can be scored by now. */
  readonly mastery: Mastery | null;
}

/** Of everybody, each kind of work that they resolved or that came to them. By agent, then type. */
export function* settledMasteries(standings: Standings): Iterable<SettledMastery> {
  const agents = new Set([...standings.book.agents.keys(), ...standings.work.agents()]);
  for (const agent of [...agents].sort()) {
    const masteries = standings.masteriesOf(agent);
    const taken = standings.work.takenBy(agent);
    for (const workType of [...new Set([...masteries.keys(), ...taken.keys()])].sort()) {
      const mastery = masteries.get(workType) ?? null;
      const ofType = taken.get(workType);
      // Field by field: spread into place, they took half as much room again.
      yield { agent, workType, mastery, taken: ofType?.taken ?? 0, alone: ofType?.alone ?? 0 };
    }
  }
}
