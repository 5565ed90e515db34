import type { Identities } from './agent.ts';
import { contribute } from './contribute.ts';
import type { Contribution, KnownContribution } from './contribution.ts';
import type { Instant } from './interval.ts';
import type { ServiceLevels } from './sla/policy.ts';
import type { TicketEvent } from './ticket-event.ts';
import { foldTimeline } from './timeline.ts';

/**
 * A ticket's contributions through all that was ever known of it: the ticket is folded once for each instant at which
 * something new became known, from only what was known by then, and each row keeps the spell in which it was the row
 * to read. So a figure `asOf` any instant cannot see what came later, whatever the order in which facts arrived.
 * Quadratic in one ticket's events, which are few; not in the store's. Decision 001.
 */
export function knownContributions(
  events: readonly TicketEvent[],
  who: Identities,
  levels: ServiceLevels,
): KnownContribution[] {
  const closed: KnownContribution[] = [];
  let current = new Map<string, { contribution: Contribution; text: string; knownFrom: Instant }>();
  for (const knownFrom of instantsOfKnowledge(events)) {
    const known = events.filter((event) => event.knownAt <= knownFrom);
    const next: typeof current = new Map();
    for (const contribution of contribute(foldTimeline(known, who), levels)) {
      const key = contribution.agentId ?? '';
      const text = JSON.stringify(contribution);
      const before = current.get(key);
      next.set(key, before?.text === text ? before : { contribution, text, knownFrom });
    }
    for (const [key, row] of current) {
      if (next.get(key) !== row)
        closed.push({ contribution: row.contribution, knownFrom: row.knownFrom, knownUntil: knownFrom });
    }
    current = next;
  }
  const open = [...current.values()].map((row) => ({
    contribution: row.contribution,
    knownFrom: row.knownFrom,
    knownUntil: null,
  }));
  return [...closed, ...open];
}

function instantsOfKnowledge(events: readonly TicketEvent[]): Instant[] {
  return [...new Set(events.map((event) => event.knownAt))].sort((a, b) => a - b);
}
