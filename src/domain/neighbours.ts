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
/**
 * A requester's coming back is told of for so long after a resolution; milliseconds. Whether it is held against the
 * resolution is for who scores it to say: within 7 days (statistics.md 9). What comes in the 7 days after those shows how
 * often people come back by chance.
 */
export const REPEAT_WITHIN = 14 * 24 * HOUR;
/** Who opens more tickets than this in that time is a machine, or asks for something that recurs. */
export const MOST_REPEATED = 20;
/** What is opened so soon after another is a part of it: one episode (statistics.md 9, "ticket splitting"). Milliseconds. */
export const EPISODE_WITHIN = HOUR;
/**
 * How many neighbours are looked at after a resolution, and in the hour before an opening: the earliest of them. It
 * bounds the work for a machine's tickets, and is more than decides anything of a person's.
 */
export const NEIGHBOURS_SEEN = 25;

/** One ticket among its neighbours: what they say about its resolutions, as far as they were known at an instant. */
export class Neighbourhood {
  readonly #own: TicketOpening | null;
  /** In order of opening. */
  readonly #all: readonly Neighbour[];
  readonly #before: readonly Neighbour[];
  readonly #after = new Map<Instant, readonly Neighbour[]>();

  /** `own`: null where nothing is known of it that others could share. */
  constructor(own: TicketOpening | null, neighbours: readonly Neighbour[]) {
    this.#own = own;
    this.#all = [...neighbours].sort(byOpening);
    this.#before = own === null ? [] : firstOf(this.#all.filter((one) => isJustBefore(one, own)));
  }

  /** When the first ticket was opened with which the requester came back after a resolution; null: none is known. */
  repeatOf(resolvedAt: Instant, asOf: Instant): Instant | null {
    const after = this.#afterwards(resolvedAt);
    const following = after.find(({ followsKnownAt }) => isKnown(followsKnownAt, asOf));
    const known = firstOf(after).filter(({ knownAt }) => isKnown(knownAt, asOf));
    const workType = this.#workType(asOf);
    const alike = known.length > MOST_REPEATED ? undefined : known.find((one) => one.workType === workType);
    const repeats = [following?.openedAt ?? [], alike?.openedAt ?? []].flat();
    return repeats.length === 0 ? null : Math.min(...repeats);
  }

  /** The first ticket of the same kind in the hour before; null: this one stands for itself. */
  episodeOf(asOf: Instant): TicketId | null {
    const type = this.#workType(asOf);
    const first = this.#before.find(({ workType, knownAt }) => workType === type && isKnown(knownAt, asOf));
    return first?.ticketId ?? null;
  }

  /** The first said; undefined: it is not known, and so is like no other. */
  #workType(asOf: Instant): string | undefined {
    return isKnown(this.#own?.knownAt, asOf) ? (this.#own?.workType ?? undefined) : undefined;
  }

  #afterwards(resolvedAt: Instant): readonly Neighbour[] {
    const found =
      this.#after.get(resolvedAt) ??
      this.#all.filter(({ openedAt }) => openedAt > resolvedAt && openedAt - resolvedAt <= REPEAT_WITHIN);
    this.#after.set(resolvedAt, found);
    return found;
  }
}

/** The contribution with what its ticket's neighbours say; an episode that the source named stays. */
export function withNeighbours(contribution: Contribution, around: Neighbourhood, asOf: Instant): Contribution {
  if (contribution.resolutions.length === 0) return contribution;
  const leader = around.episodeOf(asOf);
  const resolutions = contribution.resolutions.map((part) => ({
    ...part,
    repeatedAt: around.repeatOf(part.at, asOf),
    episodeOf: part.episodeOf ?? leader,
  }));
  return { ...contribution, resolutions };
}

const isKnown = (at: Instant | null | undefined, asOf: Instant): boolean => at != null && at <= asOf;

const isJustBefore = (one: Neighbour, own: TicketOpening): boolean =>
  byOpening(one, own) < 0 && own.openedAt - one.openedAt <= EPISODE_WITHIN;

/** Of the same requester, as many as are looked at. */
const firstOf = (inOrder: readonly Neighbour[]): readonly Neighbour[] =>
  inOrder.filter(({ workType }) => workType !== null).slice(0, NEIGHBOURS_SEEN);

type Opened = Pick<Neighbour, 'ticketId' | 'openedAt'>;

function byOpening(a: Opened, b: Opened): number {
  return a.openedAt - b.openedAt || (a.ticketId < b.ticketId ? -1 : a.ticketId > b.ticketId ? 1 : 0);
}
