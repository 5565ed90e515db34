import { actsOf, articlesOf, editsOf } from './acts.ts';
import type { Contribution, ScorePart, SlaSharePart, TakenPart } from './contribution.ts';
import { CreditedClocks } from './credited-clocks.ts';
import { handoffOf } from './handoff.ts';
import type { AgentId } from './ids.ts';
import type { Instant } from './interval.ts';
import { cellOf, resolutionPart } from './resolution-part.ts';
import type { SlaClock } from './sla/clock.ts';
import type { SlaPause } from './sla/pauses.ts';
import type { ServiceLevels } from './sla/policy.ts';
import { splitOf } from './sla/split.ts';
import { warningsAhead, warningsOf } from './sla/warnings.ts';
import { type Cycle, cyclesOf, type Stint } from './stints.ts';
import type { Assessment, TicketTimeline } from './timeline.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Row = Open<Contribution>;

/**
 * One additive row per (ticket, agent): what each person did on the ticket and what came of it.
 * Who is credited with what: design, "Who is credited". Pure.
 */
export function contribute(timeline: TicketTimeline, levels: ServiceLevels): Contribution[] {
  const rows = new Rows(timeline);
  const clocks = new CreditedClocks(timeline, levels);
  cyclesOf(timeline).forEach((cycle, i) => {
    addStints(rows, clocks, cycle, { first: i === 0, workType: timeline.state.workType ?? 'unknown' });
    const { resolution } = cycle;
    if (resolution === null) return;
    rows.of(resolution.resolver).resolutions.push(resolutionPart(timeline, clocks, { ...cycle, resolution }, i));
  });
  for (const clock of clocks.resolution) {
    addSlaShares(rows, timeline, clocks, clock);
    addWarnings(rows, timeline, clocks, clock);
    addPauses(rows, clocks.pausesOf(clock));
  }
  addResponses(rows, timeline, clocks);
  addExchanges(rows, timeline);
  for (const rating of timeline.ratings)
    rows.of(rating.about ?? creditForRating(timeline, rating)).ratings.push(score(rating));
  for (const review of timeline.reviews) rows.of(review.about).reviews.push(score(review));
  for (const { by, what } of articlesOf(timeline)) rows.of(by).articles.push(what);
  addActs(rows, timeline);
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

  known(agentId: AgentId): Row | undefined {
    return this.#rows.get(agentId);
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
    row.pauses,
    row.edits,
    row.ratings,
    row.reviews,
  ];
  return Math.max(row.openedAt, row.lastAt, ...parts.flat().map(({ at }) => at), ...row.acts, ...row.articles);
}

function addStints(
  rows: Rows,
  clocks: CreditedClocks,
  cycle: Cycle,
  { first, workType }: { readonly first: boolean; readonly workType: string },
): void {
  let takenBefore = false;
  cycle.stints.forEach((stint, i) => {
    const row = rows.of(stint.holder);
    if (stint.end === null) row.holdingSince = stint.start;
    else row.heldMs += clocks.runningMs(stint.start, stint.end);
    row.lastAt = Math.max(row.lastAt, stint.end ?? stint.start);
    if (stint.holder === null) return;
    row.team = stint.team;
    row.taken.push(taken(clocks, stint, takenBefore, first));
    const handoff = handoffOf(cycle, i, stint, workType);
    if (handoff !== null) row.handoffs.push(handoff);
    takenBefore = true;
  });
}

function taken(clocks: CreditedClocks, stint: Stint, takenBefore: boolean, firstCycle: boolean): TakenPart {
  const clock = firstCycle && !takenBefore ? clocks.named('own').at(-1) : undefined;
  const own = clock?.stoppedAt === stint.start ? clocks.resultOf(clock) : null;
  return { at: stint.start, team: stint.team, handedOver: takenBefore, selfPicked: stint.selfPicked, own };
}

/** Each holder's own part in a clock that stopped with a result; the queue's is nobody's. */
function addSlaShares(rows: Rows, timeline: TicketTimeline, clocks: CreditedClocks, clock: SlaClock): void {
  const result = clocks.resultOf(clock);
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

function addWarnings(rows: Rows, timeline: TicketTimeline, clocks: CreditedClocks, clock: SlaClock): void {
  const saved = clock.stoppedAt === null ? null : (clocks.resultOf(clock)?.met ?? null);
  // Those ahead count from their instant on, unless something happens before: then this row is no longer the one to read.
  for (const { percent, at, holder, team, actedAt } of [...warningsOf(clock, timeline), ...warningsAhead(clock)]) {
    if (percent < 100) rows.of(holder).warnings.push({ at, team, percent, actedAt, saved });
  }
}

function addPauses(rows: Rows, pauses: readonly SlaPause[]): void {
  for (const { start, holder, usedShare, explained, openMs } of pauses) {
    rows.of(holder).pauses.push({ at: start, usedShare, explained, openMs });
  }
}

/** Who replied, timed on their own from the later of what they answered and the ticket coming to them. */
function addResponses(rows: Rows, timeline: TicketTimeline, clocks: CreditedClocks): void {
  for (const clock of [...clocks.named('first-response'), ...clocks.named('next-response')]) {
    const result = clocks.resultOf(clock);
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

function addExchanges(rows: Rows, timeline: TicketTimeline): void {
  for (const reply of timeline.replies) {
    if (reply.from === 'customer' || reply.by === null) continue;
    const row = rows.of(reply.by);
    if (reply.from === 'agent') row.replies += 1;
    else row.notes += 1;
    row.lastAt = Math.max(row.lastAt, reply.at);
  }
}

/** Only of those who have a part in the ticket already: a requester changes statuses too, and is nobody to measure. */
function addActs(rows: Rows, timeline: TicketTimeline): void {
  for (const { by, what } of actsOf(timeline)) {
    const row = rows.known(by);
    if (row !== undefined && row.acts.at(-1) !== what) row.acts.push(what);
  }
  for (const { by, what } of editsOf(timeline)) rows.known(by)?.edits.push(what);
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
