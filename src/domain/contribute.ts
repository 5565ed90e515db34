import type {
  Cell,
  Contribution,
  HandoffPart,
  ResolutionPart,
  ScorePart,
  SlaResult,
  SlaSharePart,
  TakenPart,
} from './contribution.ts';
import { type AgentId, idSpace } from './ids.ts';
import type { Instant } from './interval.ts';
import { clocksOf, type SlaClock } from './sla/clock.ts';
import type { ClockName, ServiceLevels } from './sla/policy.ts';
import { splitOf } from './sla/split.ts';
import { warningsAhead, warningsOf } from './sla/warnings.ts';
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
  const clocks = new Clocks(timeline, levels);
  cyclesOf(timeline).forEach((cycle, i) => {
    addStints(rows, clocks, cycle, i === 0);
    addResolution(rows, timeline, clocks, cycle);
  });
  for (const clock of clocks.resolution) {
    addSlaShares(rows, timeline, clock);
    addWarnings(rows, timeline, clock);
  }
  addResponses(rows, timeline, [...clocks.named('first-response'), ...clocks.named('next-response')]);
  addExchanges(rows, timeline);
  for (const rating of timeline.ratings)
    rows.of(rating.about ?? creditForRating(timeline, rating)).ratings.push(score(rating));
  for (const review of timeline.reviews) rows.of(review.about).reviews.push(score(review));
  return rows.all();
}

const CREDITED = ['own', 'first-response', 'next-response', 'resolution'] as const satisfies readonly ClockName[];

/** A ticket's clocks as of the last thing known of it: what still runs then is judged by whoever asks, as of then. */
class Clocks {
  readonly #all: readonly SlaClock[];
  readonly resolution: readonly SlaClock[];

  constructor(timeline: TicketTimeline, levels: ServiceLevels) {
    this.#all = clocksOf(timeline, levels, timeline.lastAt, CREDITED);
    this.resolution = this.named('resolution');
  }

  named(name: (typeof CREDITED)[number]): SlaClock[] {
    return this.#all.filter(({ clock }) => clock === name);
  }

  /** Open milliseconds in [start, end) in which the resolution clock ran, pauses out. */
  runningMs(start: Instant, end: Instant): number {
    let ms = 0;
    for (const { segments } of this.resolution) {
      for (const segment of segments) {
        if (segment.running && segment.start >= start && segment.end <= end) ms += segment.openMs;
      }
    }
    return ms;
  }
}

function resultOf({ state, policy, targetMs, elapsedMs }: SlaClock): SlaResult | null {
  if (policy === null || targetMs === null || (state !== 'met' && state !== 'breached')) return null;
  return { policy: policy.id, targetMs, elapsedMs, met: state === 'met', unexplainedPauseMs: 0 };
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
      slaShares: [],
      responses: [],
      warnings: [],
      handoffs: [],
      replies: 0,
      notes: 0,
      acts: [],
      edits: [],
      pauses: [],
      articles: [],
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
  const parts = [
    row.taken,
    row.resolutions,
    row.slaShares,
    row.responses,
    row.warnings,
    row.handoffs,
    row.ratings,
    row.reviews,
  ];
  return Math.max(row.openedAt, row.lastAt, ...parts.flat().map(({ at }) => at));
}

function addStints(rows: Rows, clocks: Clocks, cycle: Cycle, firstCycle: boolean): void {
  let takenBefore = false;
  cycle.stints.forEach((stint, i) => {
    const row = rows.of(stint.holder);
    if (stint.end === null) row.holdingSince = stint.start;
    else row.heldMs += clocks.runningMs(stint.start, stint.end);
    row.lastAt = Math.max(row.lastAt, stint.end ?? stint.start);
    if (stint.holder === null) return;
    row.team = stint.team;
    row.taken.push(taken(clocks, stint, takenBefore, firstCycle));
    const handoff = handoffOf(cycle, i, stint);
    if (handoff !== null) row.handoffs.push(handoff);
    takenBefore = true;
  });
}

function taken(clocks: Clocks, stint: Stint, takenBefore: boolean, firstCycle: boolean): TakenPart {
  const clock = firstCycle && !takenBefore ? clocks.named('own').at(-1) : undefined;
  const own = clock?.stoppedAt === stint.start ? resultOf(clock) : null;
  return { at: stint.start, team: stint.team, handedOver: takenBefore, selfPicked: false, own };
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

function addResolution(rows: Rows, timeline: TicketTimeline, clocks: Clocks, cycle: Cycle): void {
  const { resolution, start } = cycle;
  if (resolution === null) return;
  const clock = clocks.resolution.findLast(({ stoppedAt }) => stoppedAt === resolution.at);
  const holders = new Set(cycle.stints.flatMap(({ holder }) => holder ?? []));
  const handovers = cycle.stints.filter((stint, i) => stint.holder !== null && handoffOf(cycle, i, stint) !== null);
  const part: ResolutionPart = {
    at: resolution.at,
    team: resolution.state.team,
    cell: cellOf(timeline, resolution),
    businessMs: clocks.runningMs(start, resolution.at),
    holders: holders.size,
    handovers: handovers.length,
    before: 0,
    cycle: 0,
    usedBefore: null,
    oneOwner: handovers.length === 0 && isOneOwner(holders, resolution.resolver),
    reopenedAt: resolution.reopenedAt,
    repeatedAt: null,
    episodeOf: null,
    sla: clock === undefined ? null : resultOf(clock),
    sourceSlaMet: timeline.sourceSla['resolution'] ?? null,
  };
  rows.of(resolution.resolver).resolutions.push(part);
}

/** Each holder's own part in a clock that stopped with a result; the queue's is nobody's. */
function addSlaShares(rows: Rows, timeline: TicketTimeline, clock: SlaClock): void {
  const result = resultOf(clock);
  const resolution = timeline.resolutions.find(({ at }) => at === clock.stoppedAt);
  if (result === null || resolution === undefined) return;
  const breachHolder = clock.segments.findLast(({ start }) => clock.breachedAt !== null && start <= clock.breachedAt);
  const shares = new Map<AgentId | null, SlaSharePart>();
  for (const { holder, team, elapsedMs } of splitOf(clock)) {
    const ownMs = (shares.get(holder)?.ownMs ?? 0) + elapsedMs;
    const atBreach = breachHolder !== undefined && breachHolder.holder === holder;
    shares.set(holder, { at: resolution.at, team, cell: cellOf(timeline, resolution), result, ownMs, atBreach });
  }
  for (const [holder, share] of shares) rows.of(holder).slaShares.push(share);
}

function addWarnings(rows: Rows, timeline: TicketTimeline, clock: SlaClock): void {
  const saved = clock.stoppedAt === null ? null : (resultOf(clock)?.met ?? null);
  // Those ahead count from their instant on, unless something happens before: then this row is no longer the one to read.
  for (const { percent, at, holder, team, actedAt } of [...warningsOf(clock, timeline), ...warningsAhead(clock)]) {
    if (percent < 100) rows.of(holder).warnings.push({ at, team, percent, actedAt, saved });
  }
}

/** Who replied, timed on their own from the later of what they answered and the ticket coming to them. */
function addResponses(rows: Rows, timeline: TicketTimeline, clocks: readonly SlaClock[]): void {
  for (const clock of clocks) {
    const result = resultOf(clock);
    const last = clock.segments.at(-1);
    const reply = timeline.replies.find(
      ({ at, from, by }) => from === 'agent' && by !== null && at === clock.stoppedAt,
    );
    if (result === null || reply?.by == null || last === undefined) continue;
    const since = Math.max(clock.startedAt, cameTo(timeline, reply.by, reply.at) ?? clock.startedAt);
    const ownMs = last.calendar.elapsed(since, reply.at);
    const name = clock.clock === 'first-response' ? 'first-response' : 'next-response';
    rows.of(reply.by).responses.push({ at: reply.at, team: last.team, clock: name, result, ownMs });
  }
}

/** Since when the person held it at or last before an instant, in whichever teams; null: never. */
function cameTo({ assignments }: TicketTimeline, person: AgentId, at: Instant): Instant | null {
  let i = assignments.findLastIndex(({ holder, start }) => holder === person && start <= at);
  while (assignments[i - 1]?.holder === person) i -= 1;
  return assignments[i]?.start ?? null;
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
