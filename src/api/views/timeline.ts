import type { TicketId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { foldTimeline, type TicketTimeline } from '../../domain/timeline.ts';
import { type Desk, NotFound } from '../desk.ts';

/** A ticket's folded history, as known at `asOf` where that is given. Throws NotFound. */
export async function timelineOf(desk: Desk, id: string, asOf?: Instant): Promise<TicketTimeline> {
  const all = (await desk.store.eventsOf([id as TicketId])).get(id as TicketId) ?? [];
  const events = asOf === undefined ? all : all.filter((event) => event.knownAt <= asOf);
  if (events.length === 0)
    throw new NotFound(`There is no ticket ${id}. Its id begins with its source: \`stepladder tickets\` lists them.`);
  return foldTimeline(events, await desk.whoIsWho());
}
