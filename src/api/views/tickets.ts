import type { AgentId, TicketId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { type Desk, peopleOf } from '../desk.ts';
import type { TicketView } from '../ticket-schema.ts';
import { timelineOf } from './timeline.ts';
import { iso, isoOrNull } from './words.ts';

/** A ticket's history, as known at `asOf` where that is given. */
export async function ticketView(desk: Desk, id: string, asOf?: Instant): Promise<TicketView> {
  const timeline = await timelineOf(desk, id, asOf);
  const people = await peopleOf(desk);
  const name = (agent: AgentId | null) => (agent === null ? null : people.nameOf(agent));
  const { state } = timeline;
  return {
    id,
    openedAt: iso(timeline.openedAt),
    status: state.status,
    sourceStatus: state.sourceStatus,
    kind: state.kind,
    priority: state.priority,
    workType: state.workType,
    team: state.team,
    statuses: timeline.statuses.map(({ start, end, status, sourceStatus, automatic }) => ({
      start: iso(start),
      end: isoOrNull(end),
      status,
      sourceStatus,
      automatic,
    })),
    assignments: timeline.assignments.map(({ start, end, holder, team, automatic }) => ({
      start: iso(start),
      end: isoOrNull(end),
      holder: name(holder),
      holderId: holder,
      team,
      automatic,
    })),
    resolutions: timeline.resolutions.map(({ at, resolver, reopenedAt }) => ({
      at: iso(at),
      resolver: name(resolver),
      resolverId: resolver,
      reopenedAt: isoOrNull(reopenedAt),
    })),
    sourceSla: { ...timeline.sourceSla },
  };
}

export async function ticketIdsView({ store }: Desk, after: string | null, limit: number): Promise<string[]> {
  return store.ticketIds(after as TicketId | null, limit);
}
