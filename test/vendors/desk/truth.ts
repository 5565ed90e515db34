import type { Instant } from '../../../src/domain/interval.ts';
import type { TicketTimeline } from '../../../src/domain/timeline.ts';
import { promisesOf } from './promises.ts';
import type { Actor, Happening, TicketStory } from './story.ts';

/** What must be the same in the desk's story and in what was understood of a vendor's records. Instants as ISO 8601. */
export interface TicketTruth {
  readonly openedAt: string;
  /** `instant status`, each that differs from the one before. */
  readonly statuses: readonly string[];
  /** `instant agent`, each spell of one holder; `nobody` for a queue. */
  readonly holders: readonly string[];
  /** `instant agent|customer|note agent`. */
  readonly replies: readonly string[];
  /** 0..1, one for each rating as it stands. */
  readonly ratings: readonly number[];
  /** By target, the result of the latest run that has one. */
  readonly sla: Readonly<Record<string, boolean>>;
}

export interface TruthOptions {
  readonly asOf: Instant;
  /** 0..1, as this vendor can say it; null: it cannot, or rates nobody by it. */
  readonly scoreOf: (stars: number) => number | null;
  /** What a ticket is before anybody works on it: some workflows know no `new`. */
  readonly opensAs: 'new' | 'open';
}

const iso = (at: number): string => new Date(at).toISOString();
const nameOf = (by: Actor): string => (typeof by === 'object' ? `agent ${by.agent}` : 'nobody');
const REPLIES = { reply: 'agent', note: 'note', 'customer-reply': 'customer' } as const;

/** Of a ticket that was not deleted, by the instant. */
export function truthOf(story: TicketStory, { asOf, scoreOf, opensAs }: TruthOptions): TicketTruth {
  const told = story.happenings.filter(({ at }) => at <= asOf);
  const opened = told[0];
  if (opened === undefined) throw new RangeError(`ticket ${story.n} was not opened by ${iso(asOf)}`);
  const holders: string[] = [`${iso(opened.at)} nobody`];
  const statuses: string[] = [`${iso(opened.at)} ${opensAs}`];
  for (const happening of told) {
    if (happening.kind === 'assigned')
      holders.push(`${iso(happening.at)} ${happening.to === null ? 'nobody' : `agent ${happening.to}`}`);
    if (happening.kind === 'status') statuses.push(`${iso(happening.at)} ${happening.to}`);
  }
  const replies = told.flatMap((one) => replyOf(one));
  const stars = told.findLast((one) => one.kind === 'rated');
  const score = stars === undefined ? null : scoreOf(stars.stars);
  return {
    openedAt: iso(opened.at),
    statuses: changes(statuses),
    holders: changes(holders),
    replies,
    ratings: score === null ? [] : [score],
    sla: slaOf(story, asOf),
  };
}

function replyOf(happening: Happening): string[] {
  if (happening.kind !== 'reply' && happening.kind !== 'note' && happening.kind !== 'customer-reply') return [];
  const by = happening.kind === 'customer-reply' ? 'customer' : nameOf(happening.by);
  return [`${iso(happening.at)} ${REPLIES[happening.kind]} ${by}`];
}

function slaOf(story: TicketStory, asOf: Instant): Record<string, boolean> {
  const decided: Record<string, boolean> = {};
  for (const { target, breached, stoppedAt } of promisesOf(story, asOf)) {
    if (breached) decided[target] = false;
    else if (stoppedAt !== null) decided[target] = true;
  }
  return decided;
}

/** `instant word`, without those that say the word before again. */
const changes = (told: readonly string[]): string[] =>
  told.filter((one, i) => i === 0 || wordOf(one) !== wordOf(told[i - 1] ?? ''));
const wordOf = (told: string): string => told.slice(told.indexOf(' ') + 1);

/** The same of a folded timeline. `agentOf`: whom of the desk an agent id stands for; null: not one of its agents. */
export function seenIn(timeline: TicketTimeline, agentOf: (id: string) => number | null): TicketTruth {
  const named = (id: string | null) => {
    const agent = id === null ? null : agentOf(id);
    return agent === null ? 'nobody' : `agent ${agent}`;
  };
  const byTarget = Object.entries(timeline.sourceSla).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    openedAt: iso(timeline.openedAt),
    statuses: changes(timeline.statuses.map(({ start, status }) => `${iso(start)} ${status}`)),
    holders: changes(timeline.assignments.map(({ start, holder }) => `${iso(start)} ${named(holder)}`)),
    replies: timeline.replies.map(
      ({ at, from, by }) => `${iso(at)} ${from} ${from === 'customer' ? 'customer' : named(by)}`,
    ),
    ratings: timeline.ratings.map(({ score }) => score),
    sla: Object.fromEntries(byTarget.filter(([target]) => target === 'first-response' || target === 'resolution')),
  };
}
