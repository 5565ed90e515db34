import type { Contribution, HandoffPart } from '../../domain/contribution.ts';
import type { Instant } from '../../domain/interval.ts';
import { partsIn, resolutionsIn } from '../observe.ts';
import type { View } from '../sample.ts';

/** A ticket that one person let go. */
export interface Handover {
  readonly at: Instant;
  readonly from: string;
  /** Null: nobody has taken it since. */
  readonly to: string | null;
  readonly team: string | null;
  readonly workType: string;
  readonly outcome: HandoffPart['outcome'];
}

/** Tickets of one kind of work that came to one person. */
export interface TakenOfType {
  readonly taken: number;
  /** Of these, resolved by the person, who had never handed them on. */
  readonly alone: number;
}

/** What coverage rests on beside outcomes: who handed what to whom, what came to whom, and who works where. */
export class WorkBook {
  readonly handovers: Handover[] = [];
  readonly #view: View;
  /** One copy of each id, so that hundreds of thousands of hand-overs need not each carry six. */
  readonly #words = new Map<string, string>();
  readonly #taken = new Map<string, Map<string, { taken: number; alone: number }>>();
  readonly #teams = new Map<string, Map<string, number>>();

  constructor(view: View) {
    this.#view = view;
  }

  add(contribution: Contribution): void {
    const { agentId } = contribution;
    if (agentId === null) return;
    for (const { at, to, team, workType, outcome } of partsIn(contribution.handoffs, this.#view)) {
      this.handovers.push({
        at,
        from: this.#one(agentId),
        to: this.#one(to),
        team: this.#one(team),
        workType: this.#one(workType),
        outcome: this.#one(outcome),
      });
    }
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

  #one<W extends string | null>(word: W): W {
    if (word === null) return word;
    const known = this.#words.get(word);
    if (known !== undefined) return known as W;
    this.#words.set(word, word);
    return word;
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
