import type { Contribution } from './contribution.ts';
import type { TicketId } from './ids.ts';
import type { Instant } from './interval.ts';
import type { TicketOpening } from './opening.ts';

/** Another ticket of the same requester, or one that follows this one, as it matters to this one. */
export interface Neighbour {
  readonly ticketId: TicketId;
  readonly openedAt: Instant;
  /** Null: its requester is another, or unknown. */
  readonly workType: string | null;
  /** Since when requester and work type are known. */
  readonly knownAt: Instant | null;
  /** Since when its source is known to say that it goes on from this one; null: it does not. */
  readonly followsKnownAt: Instant | null;
}

const HOUR = 3_600_000;
/** Who comes back within this time after a resolution was not helped by it (statistics.md 9). Milliseconds. */
export const REPEAT_WITHIN = 7 * 24 * HOUR;
/** Who opens more tickets than this in that time is a machine, or asks for something that recurs. */
export const MOST_REPEATED = 20;
/** What is opened so soon after another is a part of it: one episode (statistics.md 9, "ticket splitting"). Milliseconds. */
export const EPISODE_WITHIN = HOUR;
/**
 * How many neighbours are looked at after a resolution, and in the hour before an opening: the earliest of them. It
 * bounds the work for a machine's tickets, and is more than decides anything of a person's.
 */
export const NEIGHBOURS_SEEN = 25;

/** The contribution with what other tickets, as far as they were known then, say about its resolutions. */
export function withNeighbours(
  contribution: Contribution,
  own: TicketOpening | null,
  neighbours: readonly Neighbour[],
  asOf: Instant,
): Contribution {
  if (neighbours.length === 0 || contribution.resolutions.length === 0) return contribution;
  const workType = isKnown(own?.knownAt, asOf) ? (own?.workType ?? null) : null;
  const leader = workType === null || own === null ? null : episodeOf({ ...own, workType }, neighbours, asOf);
  const resolutions = contribution.resolutions.map((part) => ({
    ...part,
    repeatedAt: repeatOf(part.at, workType, neighbours, asOf),
    episodeOf: part.episodeOf ?? leader,
  }));
  return { ...contribution, resolutions };
}

const isKnown = (at: Instant | null | undefined, asOf: Instant): boolean => at != null && at <= asOf;

/** When the first ticket was opened with which the requester came back. */
function repeatOf(
  resolvedAt: Instant,
  workType: string | null,
  neighbours: readonly Neighbour[],
  asOf: Instant,
): Instant | null {
  const after = neighbours.filter(({ openedAt }) => openedAt > resolvedAt && openedAt - resolvedAt <= REPEAT_WITHIN);
  const following = after.filter(({ followsKnownAt }) => isKnown(followsKnownAt, asOf));
  const earliest = firstSeen(after).filter(({ knownAt }) => isKnown(knownAt, asOf));
  const alike = earliest.length > MOST_REPEATED ? [] : earliest.filter((one) => one.workType === workType);
  const [first] = [...following, ...(workType === null ? [] : alike)].sort(byOpening);
  return first?.openedAt ?? null;
}

/** The first ticket of the same kind in the hour before; null: this one stands for itself. */
function episodeOf(
  own: Opened & { workType: string },
  neighbours: readonly Neighbour[],
  asOf: Instant,
): TicketId | null {
  const before = neighbours.filter((one) => byOpening(one, own) < 0 && own.openedAt - one.openedAt <= EPISODE_WITHIN);
  const first = firstSeen(before).find(({ workType, knownAt }) => workType === own.workType && isKnown(knownAt, asOf));
  return first?.ticketId ?? null;
}

type Opened = Pick<Neighbour, 'ticketId' | 'openedAt'>;

/** Of the same requester, the earliest: as many as are looked at. */
const firstSeen = (neighbours: readonly Neighbour[]): readonly Neighbour[] =>
  neighbours
    .filter(({ workType }) => workType !== null)
    .sort(byOpening)
    .slice(0, NEIGHBOURS_SEEN);

function byOpening(a: Opened, b: Opened): number {
  return a.openedAt - b.openedAt || (a.ticketId < b.ticketId ? -1 : a.ticketId > b.ticketId ? 1 : 0);
}
