import type { Contribution } from '../../domain/contribution.ts';
import type { AgentId } from '../../domain/ids.ts';
import type { Collector } from '../metric.ts';
import type { Observation, Sample, View } from '../sample.ts';
import { justShown, proportion } from './proportion.ts';

/** What a person did on a ticket in the window, act by act. `amount` only tells one ticket from another. */
export function actsIn({ agentId, ticketId, team, acts }: Contribution, { window }: View): readonly Observation[] {
  if (agentId === null || acts.length === 0) return [];
  const { start, end } = window;
  const amount = ticketNumber(ticketId);
  return acts.filter((at) => at >= start && at < end).map((at) => ({ at, team, cell: null, hit: true, amount }));
}

const NUMBERS = 2 ** 25;

/** FNV-1a, cut to 25 bits: two tickets that one person works on within an hour practically never share a number. */
function ticketNumber(ticketId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < ticketId.length; i += 1) hash = Math.imul(hash ^ ticketId.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 7)) >>> 0) % NUMBERS;
}

/** Shares of a subject's acts that `hits` counts in all that one person did; a team's are its people's, added up. */
export function actShares<T>(kept: KeptActs<T>): (view: View) => Collector {
  return (view) => {
    const subjects = new Map<string, Map<AgentId, T>>();
    return {
      add(subject, { at, amount }, agentId) {
        if (agentId === null) return;
        const people = subjects.get(subject) ?? new Map<AgentId, T>();
        subjects.set(subject, people);
        const acts = people.get(agentId) ?? kept.none();
        people.set(agentId, acts);
        kept.add(acts, at, amount, view);
      },
      *samples() {
        for (const [subject, people] of subjects) yield [subject, total([...people.values()].map(kept.hits))];
      },
    };
  };
}

/** What is remembered of one person's acts, as few numbers as will do. */
interface KeptActs<T> {
  none(): T;
  add(acts: T, at: number, ticket: number, view: View): void;
  hits(acts: T): { readonly hits: number; readonly n: number };
}

function total(people: readonly { readonly hits: number; readonly n: number }[]): Sample {
  const hits = people.reduce((sum, one) => sum + one.hits, 0);
  const n = people.reduce((sum, one) => sum + one.n, 0);
  return justShown(proportion(hits, n));
}

const SECOND_MS = 1_000;
const HOUR_S = 3_600;

/** An act as one number, so that it takes 8 bytes: seconds into the window times 2^25 plus the ticket's; exact for eight years. */
export const packedAct = (at: number, ticket: number, { window }: View): number =>
  Math.floor((at - window.start) / SECOND_MS) * NUMBERS + ticket;

/** Milliseconds into the window. */
export const timeOfAct = (act: number): number => Math.floor(act / NUMBERS) * SECOND_MS;

/** Of these acts, sorted, those that followed within the hour on one on another ticket. */
export function interruptionsAmong(sorted: Float64Array): readonly number[] {
  const hits: number[] = [];
  for (let i = 1; i < sorted.length; i += 1) {
    const [before = 0, now = 0] = [sorted[i - 1], sorted[i]];
    const seconds = Math.floor(now / NUMBERS) - Math.floor(before / NUMBERS);
    if (seconds <= HOUR_S && now % NUMBERS !== before % NUMBERS) hits.push(now);
  }
  return hits;
}

/** Acts that followed, within the hour, one on another ticket. */
export const interruptions = actShares<number[]>({
  none: () => [],
  add: (acts, at, ticket, view) => acts.push(packedAct(at, ticket, view)),
  hits: (acts) => ({ hits: interruptionsAmong(Float64Array.from(acts).sort()).length, n: acts.length }),
});
