import { identities } from './agent.ts';
import { type TicketId, ticketId } from './ids.ts';
import type { Instant } from './interval.ts';
import { inOrder, type TicketEvent, type TicketFact } from './ticket-event.ts';
import { foldTimeline } from './timeline.ts';

/**
 * What other tickets have to know of one: by the values said first, so that no later recoding is looked ahead at, and
 * its opening as it was known then.
 */
export interface TicketOpening {
  readonly ticketId: TicketId;
  readonly openedAt: Instant;
  /** Null where the work type is not known either: without both nothing can be a repeat. */
  readonly requester: string | null;
  readonly workType: string | null;
  /** When both were first known. */
  readonly knownAt: Instant | null;
  /** The ticket that its source says it goes on from, and when that was first known. */
  readonly follows: TicketId | null;
  readonly followsKnownAt: Instant | null;
  /** Instants at which it came to rest, sorted: all that were ever known of it, and maybe some at which it rested already. */
  readonly restedAt: readonly Instant[];
}

/** One ticket's opening from its events, in any order. Null: nothing in it can matter to another ticket. */
export function openingOf(events: readonly TicketEvent[]): TicketOpening | null {
  const heard = [...events].sort((a, b) => a.knownAt - b.knownAt || inOrder(a, b));
  const requester = first(heard, ({ fact }) => (fact.type === 'changed' ? fact.set.requester : null));
  const workType = first(heard, ({ fact }) => (fact.type === 'changed' ? fact.set.workType : null));
  const follows = first(heard, followedBy);
  const knownAt = requester === null || workType === null ? null : Math.max(requester.knownAt, workType.knownAt);
  const since = Math.min(knownAt ?? Number.POSITIVE_INFINITY, follows?.knownAt ?? Number.POSITIVE_INFINITY);
  const [any] = heard;
  if (any === undefined || since === Number.POSITIVE_INFINITY) return null;
  return {
    ticketId: any.ticketId,
    openedAt: Math.min(...heard.filter((event) => event.knownAt <= since).map(earliestIn)),
    requester: knownAt === null ? null : (requester?.value ?? null),
    workType: knownAt === null ? null : (workType?.value ?? null),
    knownAt,
    follows: follows?.value ?? null,
    followsKnownAt: follows?.knownAt ?? null,
    restedAt: restsOf(heard),
  };
}

function first<T>(heard: readonly TicketEvent[], said: (event: TicketEvent) => T | null | undefined) {
  for (const event of heard) {
    const value = said(event);
    if (value != null) return { value, knownAt: event.knownAt };
  }
  return null;
}

function followedBy({ ticketId: own, fact }: TicketEvent): TicketId | null {
  if (fact.type !== 'linked' || fact.relation !== 'follow-up') return null;
  return ticketId(own.slice(0, own.indexOf(':')), fact.other);
}

const earliestIn = ({ fact, occurredAt }: TicketEvent): Instant =>
  Math.min(occurredAt, fact.type === 'changed' ? (fact.openedAt ?? occurredAt) : occurredAt);

/** Who people are makes no difference to when a ticket rests. */
const ANYBODY = identities(new Map(), new Set());

function restsOf(heard: readonly TicketEvent[]): Instant[] {
  // Known as it happened, whatever was known at any time is a beginning of the whole: so are its resolutions.
  const asItHappened = heard.every((event, i) => {
    const before = heard[i - 1];
    return !isEdition(event.fact) && (before === undefined || inOrder(before, event) <= 0);
  });
  const rests = asItHappened
    ? foldTimeline(heard, ANYBODY).resolutions.map(({ at }) => at)
    : heard.flatMap(({ fact, occurredAt }) => (saysRest(fact) ? [occurredAt] : []));
  return [...new Set(rests)].sort((a, b) => a - b);
}

const isEdition = (fact: TicketFact): boolean => 'edition' in fact && fact.edition !== undefined;

function saysRest(fact: TicketFact): boolean {
  return fact.type === 'changed' && (fact.set.status === 'resolved' || fact.set.status === 'closed');
}
