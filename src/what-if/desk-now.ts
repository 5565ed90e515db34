import type { DeskRead } from '../backtest/weeks-of.ts';
import type { Contribution } from '../domain/contribution.ts';
import type { Directory } from '../domain/directory.ts';
import type { AgentId, TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import { expectationAt } from '../freeze.ts';
import type { Mastery } from '../metrics/expectation/mastery.ts';
import { measure, type Onlooker } from '../metrics/measure.ts';
import { nobodyPresent } from '../metrics/nobody-present.ts';

const WEEK_MS = 7 * 86_400_000;

/** One person's part in one kind of work, over the window. */
export interface OwnWork {
  /** Tickets resolved. */
  readonly resolved: number;
  /** Null: none of them can be scored by now. */
  readonly mastery: Mastery | null;
}

export interface Person {
  readonly id: AgentId;
  readonly name: string;
  readonly team: string | null;
  readonly region: string | null;
  readonly shift: string | null;
  /** By work type; work nobody has sorted is none. */
  readonly work: ReadonlyMap<string, OwnWork>;
  /** Tickets in their hands. */
  readonly open: readonly TicketId[];
}

/** Who can do what, as known at an instant. */
export interface DeskNow {
  readonly asOf: Instant;
  /** Of the window that work is counted over. */
  readonly weeks: number;
  /** Those who are still there, in order of name. */
  readonly people: readonly Person[];
  /** Why mastery says nothing of anybody here; null: it does. */
  readonly heldBack: string | null;
}

/** Null: nothing is known yet. */
export async function deskNow(line: DeskRead, asOf: Instant, directory: Directory): Promise<DeskNow | null> {
  const { store, rules } = line;
  const expectation = (await expectationAt(line, asOf))?.expectation ?? null;
  if (expectation === null) return null;
  const weeks = rules.windows.weeksOf(nobodyPresent.id);
  const start = asOf - weeks * WEEK_MS;
  const people = new Map((await store.agents()).map((agent) => [agent.id as string, agent]));
  const { maturityDays, masteryTarget: target } = rules.windows;
  const seen = new SeenWork(start);
  const options = { asOf, maturityDays, expectation, people, target };
  const { masteries } = await measure([{ metric: nobodyPresent, weeks }], store.contributions(asOf, start), options, [
    seen,
  ]);
  const check = expectation.checks.find(({ outcome }) => outcome === 'quality');
  const mastered = Map.groupBy(masteries, ({ agent }) => agent);
  const ids = new Set<string>([...seen.agents(), ...mastered.keys(), ...people.keys()]);
  const found = [...ids].flatMap((id): Person[] => {
    const agent = people.get(id);
    const hasEnded = (agent?.endedAt ?? null) !== null && (agent?.endedAt ?? 0) <= asOf;
    if (agent?.bot || hasEnded) return [];
    const own = new Map((mastered.get(id) ?? []).map(({ workType, mastery }) => [workType, mastery]));
    const types = new Set([...seen.typesOf(id).keys(), ...own.keys()]);
    const work = [...types].map((type): [string, OwnWork] => [
      type,
      { resolved: seen.typesOf(id).get(type) ?? 0, mastery: own.get(type) ?? null },
    ]);
    return [
      {
        id: id as AgentId,
        name: directory.nameOf(id as AgentId),
        team: directory.teamOf(id as AgentId),
        region: agent?.region ?? null,
        shift: agent?.shift ?? null,
        work: new Map(work),
        open: seen.openOf(id),
      },
    ];
  });
  return {
    asOf,
    weeks,
    people: found.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
    heldBack: check === undefined || check.verdict === 'predicts' ? null : check.sentence,
  };
}

/** What everybody resolved of each kind of work, and holds. */
class SeenWork implements Onlooker {
  readonly #start: Instant;
  readonly #types = new Map<string, Map<string, number>>();
  readonly #open = new Map<string, TicketId[]>();

  constructor(start: Instant) {
    this.#start = start;
  }

  add({ agentId, ticketId, resolutions, holdingSince }: Contribution): void {
    if (agentId === null) return;
    if (holdingSince !== null) this.#open.set(agentId, [...(this.#open.get(agentId) ?? []), ticketId]);
    for (const { at, cell } of resolutions) {
      if (at < this.#start || cell.workType === 'unknown') continue;
      const types = this.#types.get(agentId) ?? new Map<string, number>();
      this.#types.set(agentId, types.set(cell.workType, (types.get(cell.workType) ?? 0) + 1));
    }
  }

  agents(): Iterable<string> {
    return [...this.#types.keys(), ...this.#open.keys()];
  }

  typesOf(agent: string): ReadonlyMap<string, number> {
    return this.#types.get(agent) ?? new Map();
  }

  openOf(agent: string): readonly TicketId[] {
    return (this.#open.get(agent) ?? []).sort();
  }
}
