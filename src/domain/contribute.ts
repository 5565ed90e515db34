import type { Cell, Contribution, HandoffPart, ResolutionPart, ScorePart, TakenPart } from './contribution.ts';
import { type AgentId, idSpace } from './ids.ts';
import type { Instant } from './interval.ts';
import { clockOf, msToOwn, runningMs, type ServiceLevels, slaResult, type TicketClock } from './sla.ts';
import { type Cycle, cyclesOf, type Stint } from './stints.ts';
import type { Assessment, Resolution, TicketTimeline } from './timeline.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Row = Open<Contribution>;

/**
 * One additive row per (ticket, agent): what each person did on the ticket and what came of it.
 * Who is credited with what: design, "Who is credited". Pure.
 */
export function contribute(timeline: TicketTimeline, levels: ServiceLevels): Contribution[] {
  const rows = new Rows(timeline);
  cyclesOf(timeline).forEach((cycle, i) => {
    const clock = clockOf(timeline, levels, cycle.resolution);
    addStints(rows, timeline, clock, cycle, i === 0);
    addResolution(rows, timeline, clock, cycle);
  });
  addExchanges(rows, timeline);
  for (const rating of timeline.ratings)
    rows.of(rating.about ?? creditForRating(timeline, rating)).ratings.push(score(rating));
  for (const review of timeline.reviews) rows.of(review.about).reviews.push(score(review));
  return rows.all();
}

class Rows {
  readonly #timeline: TicketTimeline;
  readonly #rows = new Map<AgentId | null, Row>();

  constructor(timeline: TicketTimeline) {
    this.#timeline = timeline;
  }

  of(agentId: AgentId | null): Row {
    const existing = this.#rows.get(agentId);
    if (existing !== undefined) return existing;
    const { ticketId, openedAt, state } = this.#timeline;
    const row: Row = {
      ticketId,
      agentId,
      team: state.team,
      kind: state.kind,
      openedAt,
      lastAt: openedAt,
      taken: [],
      heldMs: 0,
      holdingSince: null,
      resolutions: [],
      handoffs: [],
      replies: 0,
      notes: 0,
      ratings: [],
      reviews: [],
    };
    this.#rows.set(agentId, row);
    return row;
  }

  all(): Contribution[] {
    return [...this.#rows.values()].map((row) => ({ ...row, lastAt: lastAt(row) }));
  }
}

function lastAt(row: Row): Instant {
  const instants = [...row.taken, ...row.resolutions, ...row.handoffs, ...row.ratings, ...row.reviews].map(
    (part) => part.at,
  );
  return Math.max(row.openedAt, row.lastAt, ...instants);
}

function addStints(rows: Rows, timeline: TicketTimeline, clock: TicketClock, cycle: Cycle, firstCycle: boolean): void {
  let takenBefore = false;
  cycle.stints.forEach((stint, i) => {
    const row = rows.of(stint.holder);
    if (stint.end === null) row.holdingSince = stint.start;
    else row.heldMs += runningMs(timeline, clock, { start: stint.start, end: stint.end });
    row.lastAt = Math.max(row.lastAt, stint.end ?? stint.start);
    if (stint.holder === null) return;
    row.team = stint.team;
    row.taken.push(taken(timeline, clock, stint, takenBefore, firstCycle));
    const handoff = handoffOf(cycle, i, stint);
    if (handoff !== null) row.handoffs.push(handoff);
    takenBefore = true;
  });
}

function taken(
  timeline: TicketTimeline,
  clock: TicketClock,
  stint: Stint,
  takenBefore: boolean,
  firstCycle: boolean,
): TakenPart {
  const own = firstCycle && !takenBefore ? slaResult(clock, 'own', msToOwn(timeline, clock, stint.start)) : null;
  return { at: stint.start, team: stint.team, handedOver: takenBefore, own };
}

/** Null where the stint ended by resolution, by cancelling, still goes on, or only rests in the same team's queue. */
function handoffOf(cycle: Cycle, index: number, stint: Stint): HandoffPart | null {
  if (stint.end === null) return null;
  const later = cycle.stints.slice(index + 1);
  const next = later.find((candidate) => candidate.holder !== null);
  const leftTeam = later.some((candidate) => candidate.team !== stint.team);
  if (next === undefined && !leftTeam) return null;
  const back = later.find((candidate) => candidate.holder === stint.holder);
  return {
    at: stint.end,
    team: stint.team,
    cameBackAt: back?.start ?? null,
    outcome: handoffOutcome(cycle, later, next, back !== undefined),
  };
}

function handoffOutcome(
  cycle: Cycle,
  later: readonly Stint[],
  next: Stint | undefined,
  cameBack: boolean,
): HandoffPart['outcome'] {
  if (cameBack) return 'bounce-back';
  const movedOn = later.some((stint) => stint.holder !== null && stint.holder !== next?.holder);
  if (movedOn) return 'onward';
  return cycle.resolution === null ? 'open' : 'right-first';
}

function addResolution(rows: Rows, timeline: TicketTimeline, clock: TicketClock, cycle: Cycle): void {
  const { resolution, start } = cycle;
  if (resolution === null) return;
  const businessMs = runningMs(timeline, clock, { start, end: resolution.at });
  const holders = new Set(cycle.stints.flatMap(({ holder }) => holder ?? []));
  const handovers = cycle.stints.filter((stint, i) => stint.holder !== null && handoffOf(cycle, i, stint) !== null);
  const part: ResolutionPart = {
    at: resolution.at,
    team: resolution.state.team,
    cell: cellOf(timeline, resolution),
    businessMs,
    holders: holders.size,
    handovers: handovers.length,
    oneOwner: handovers.length === 0 && isOneOwner(holders, resolution.resolver),
    reopenedAt: resolution.reopenedAt,
    sla: slaResult(clock, 'resolution', businessMs),
    sourceSlaMet: timeline.sourceSla['resolution'] ?? null,
  };
  rows.of(resolution.resolver).resolutions.push(part);
}

/** Holder and resolver in id spaces that nobody has joined yet cannot be told apart; one of each then counts as one person. */
function isOneOwner(holders: ReadonlySet<AgentId>, resolver: AgentId | null): boolean {
  const [holder, ...others] = holders;
  if (resolver === null || others.length > 0) return false;
  return holder === undefined || holder === resolver || idSpace(holder) !== idSpace(resolver);
}

function cellOf(timeline: TicketTimeline, { state }: Resolution): Cell {
  return {
    workType: state.workType ?? 'unknown',
    priority: timeline.firstPriority ?? 'unknown',
    channel: state.channel ?? 'unknown',
    shift: state.shift ?? 'unknown',
  };
}

function addExchanges(rows: Rows, timeline: TicketTimeline): void {
  for (const reply of timeline.replies) {
    if (reply.from === 'customer' || reply.by === null) continue;
    const row = rows.of(reply.by);
    if (reply.from === 'agent') row.replies += 1;
    else row.notes += 1;
    row.lastAt = Math.max(row.lastAt, reply.at);
  }
}

/** The resolver, if they replied in public at least once; else the team. */
function creditForRating(timeline: TicketTimeline, rating: Assessment): AgentId | null {
  const resolver = timeline.resolutions.findLast(({ at }) => at <= rating.at)?.resolver ?? null;
  const replied = timeline.replies.some(({ by, from }) => from === 'agent' && by === resolver);
  return replied ? resolver : null;
}

function score({ at, score: value, critical }: Assessment): ScorePart {
  return { at, score: value, critical };
}
