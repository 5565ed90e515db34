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
export function settledMasteries(standings: Standings): SettledMastery[] {
  const agents = new Set([...standings.book.agents.keys(), ...standings.work.agents()]);
  return [...agents].sort().flatMap((agent) => {
    const masteries = standings.masteriesOf(agent);
    const taken = standings.work.takenBy(agent);
    return [...new Set([...masteries.keys(), ...taken.keys()])].sort().map((workType) => ({
      agent,
      workType,
      mastery: masteries.get(workType) ?? null,
      ...(taken.get(workType) ?? { taken: 0, alone: 0 }),
    }));
  });
}
