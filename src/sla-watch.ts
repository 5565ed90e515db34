import type { Identities } from './domain/agent.ts';
import type { TicketId } from './domain/ids.ts';
import type { Instant } from './domain/interval.ts';
import { type Given, raise, type SlaNotice } from './domain/sla/due.ts';
import { foldTimeline, type TicketTimeline } from './domain/timeline.ts';
import { type Line, whoIsWho } from './pipeline.ts';
import type { Raise } from './store/store.ts';

const AT_ONCE = 500;

/**
 * Raises what has fallen due by `now`, each at its own instant and all in order, however long nobody looked; what was
 * raised before is not raised again. Reads the tickets that are due and no others. `onRaised` gets each batch in turn.
 */
export async function raiseDue(
  line: Line,
  now: Instant,
  onRaised: (notices: readonly SlaNotice[]) => void = () => {},
): Promise<number> {
  const { store } = line;
  const [first] = await store.slaDue(1);
  if (first === undefined || first.dueAt > now) return 0;
  const raising = raiser(line, await whoIsWho(line), now);
  for (let count = 0; ; ) {
    const { taken, raised } = await store.raiseDue(now, AT_ONCE, raising);
    if (raised.length > 0) onRaised(raised);
    count += raised.length;
    if (taken < AT_ONCE) return count;
  }
}

/** Of what falls due at one instant, by ticket: the same order whenever it is raised. */
function inOrder(a: Given, b: Given): number {
  const key = ({ ticketId, clock, cycle }: Given) => `${ticketId} ${clock} ${cycle}`;
  return a.dueAt - b.dueAt || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.percent - b.percent);
}

/** A full batch is raised up to its last instant only, as what comes after it may have to wait for the next batch. */
function raiser({ rules: { levels } }: Line, who: Identities, now: Instant): Raise {
  return (due, events) => {
    const until = due.length < AT_ONCE ? now : (due.at(-1)?.dueAt ?? now);
    const timelines = new Map<TicketId, TicketTimeline>();
    for (const [ticket, ofOne] of events) timelines.set(ticket, foldTimeline(ofOne, who));
    const raised = due.flatMap((one) => {
      const timeline = timelines.get(one.ticketId);
      return timeline === undefined ? [] : [raise(one, timeline, levels, until)];
    });
    return {
      notices: raised
        .flatMap(({ given }) => given)
        .sort(inOrder)
        .map(({ dueAt: _, ...notice }) => ({ ...notice, knownAt: now })),
      next: raised.flatMap(({ next }) => next ?? []),
    };
  };
}
