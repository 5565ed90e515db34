import type { Contribution } from '../../domain/contribution.ts';
import { partsIn, resolutionsIn } from '../observe.ts';
import type { View } from '../sample.ts';
import { Handovers } from './handovers.ts';

/** Tickets of one kind of work that came to one person. */
export interface TakenOfType {
  readonly taken: number;
  /** Of these, resolved by the person, who had never handed them on. */
  readonly alone: number;
}

/** What coverage rests on beside outcomes: who handed what to whom, what came to whom, and who works where. */
export class WorkBook {
  readonly handovers = new Handovers();
  readonly #view: View;
  readonly #taken = new Map<string, Map<string, { taken: number; alone: number }>>();
  readonly #teams = new Map<string, Map<string, number>>();

  constructor(view: View) {
    this.#view = view;
  }

  add(contribution: Contribution): void {
    const { agentId } = contribution;
    if (agentId === null) return;
    for (const { at, to, team, workType, outcome } of partsIn(contribution.handoffs, this.#view))
      this.handovers.add({ at, from: agentId, to, team, workType, outcome });
    for (const { team } of resolutionsIn(contribution, this.#view)) {
      if (team === null) continue;
      const teams = this.#teams.get(agentId) ?? new Map<string, number>();
      this.#teams.set(agentId, teams.set(team, (teams.get(team) ?? 0) + 1));
    }
    this.#addTaken(agentId, contribution);
  }

  #addTaken(agentId: string, contribution: Contribution): void {
    const workType = typeOf(contribution);
    if (workType === 'unknown' || partsIn(contribution.taken, this.#view).length === 0) return;
    const types = this.#taken.get(agentId) ?? new Map<string, { taken: number; alone: number }>();
    this.#taken.set(agentId, types);
    const count = types.get(workType) ?? { taken: 0, alone: 0 };
    types.set(workType, count);
    count.taken += 1;
    if (contribution.resolutions.length > 0 && contribution.handoffs.length === 0) count.alone += 1;
  }

  /** By work type; of tickets whose type has been told. */
  takenBy(agent: string): ReadonlyMap<string, TakenOfType> {
    return this.#taken.get(agent) ?? new Map();
  }

  /** Whose tickets have come to them. */
  agents(): Iterable<string> {
    return this.#taken.keys();
  }

  /** The team a person resolved most in; null: in none. */
  usualTeamOf(agent: string): string | null {
    const teams = [...(this.#teams.get(agent) ?? [])].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    return teams[0]?.[0] ?? null;
  }
}

/** As the end of the person's part of the ticket told it. */
function typeOf({ resolutions, slaShares, handoffs }: Contribution): string {
  return (resolutions.at(-1) ?? slaShares.at(-1))?.cell.workType ?? handoffs.at(-1)?.workType ?? 'unknown';
}
