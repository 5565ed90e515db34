import type { Identities } from './agent.ts';
import { contribute } from './contribute.ts';
import type { Contribution, KnownContribution } from './contribution.ts';
import type { Instant } from './interval.ts';
import { type Neighbour, Neighbourhood, withNeighbours } from './neighbours.ts';
import { openingOf } from './opening.ts';
import type { ServiceLevels } from './sla/policy.ts';
import type { TicketEvent } from './ticket-event.ts';
import { foldTimeline } from './timeline.ts';

/**
 * A ticket's contributions through all that was ever known of it: the ticket is folded once for each instant at which
 * something new became known, from only what was known by then, and each row keeps the spell in which it was the row
 * to read. So a figure `asOf` any instant cannot see what came later, whatever the order in which facts arrived.
 * Quadratic in one ticket's events, which are few; not in the store's. Decision 001. What becomes known of its
 * neighbours makes a new spell too, without folding again. Decision 010.
 */
export function knownContributions(
  events: readonly TicketEvent[],
  who: Identities,
  levels: ServiceLevels,
  neighbours: readonly Neighbour[] = [],
): KnownContribution[] {
  const around = new Neighbourhood(neighbours.length === 0 ? null : openingOf(events), neighbours);
  const closed: KnownContribution[] = [];
  let [alone, said]: [Contribution[], string] = [[], ''];
  let current = new Map<string, { contribution: Contribution; text: string; knownFrom: Instant }>();
  for (const { at: knownFrom, ofItself } of instantsOfKnowledge(events, neighbours)) {
    if (ofItself) {
      const known = events.filter((event) => event.knownAt <= knownFrom);
      alone = contribute(foldTimeline(known, who), levels);
    }
    const saying = whatNeighboursSay(alone, around, knownFrom);
    if (!ofItself && saying === said) continue;
    said = saying;
    const next: typeof current = new Map();
    for (const one of alone) {
      const contribution = withNeighbours(one, around, knownFrom);
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

/** In few words: most of what is heard of neighbours changes nothing. */
function whatNeighboursSay(alone: readonly Contribution[], around: Neighbourhood, asOf: Instant): string {
  const repeats = alone.flatMap(({ resolutions }) => resolutions.map(({ at }) => around.repeatOf(at, asOf)));
  return JSON.stringify([around.episodeOf(asOf), repeats]);
}

/** In order; `ofItself`: something became known of the ticket and not only of its neighbours. */
function instantsOfKnowledge(
  events: readonly TicketEvent[],
  neighbours: readonly Neighbour[],
): { readonly at: Instant; readonly ofItself: boolean }[] {
  const heard = new Set(events.map((event) => event.knownAt));
  const told = neighbours.flatMap(({ knownAt, followsKnownAt }) => [knownAt ?? [], followsKnownAt ?? []].flat());
  return [...new Set([...heard, ...told])].sort((a, b) => a - b).map((at) => ({ at, ofItself: heard.has(at) }));
}
