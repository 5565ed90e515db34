import type { Cell, ResolutionPart } from './contribution.ts';
import { type CreditedClocks, runningMs } from './credited-clocks.ts';
import { handoffOf } from './handoff.ts';
import { type AgentId, idSpace, type TicketId, ticketId } from './ids.ts';
import type { Instant } from './interval.ts';
import type { SlaClock } from './sla/clock.ts';
import type { Cycle } from './stints.ts';
import type { Resolution, TicketTimeline } from './timeline.ts';

/** What is credited to the resolver of the cycle that ended with this resolution; repeats are linked later (neighbours.ts). */
export function resolutionPart(
  timeline: TicketTimeline,
  clocks: CreditedClocks,
  cycle: Cycle & { readonly resolution: Resolution },
  nth: number,
): ResolutionPart {
  const { resolution, start, stints } = cycle;
  const clock = clocks.resolution.findLast(({ stoppedAt }) => stoppedAt === resolution.at);
  const holders = new Set(stints.flatMap(({ holder }) => holder ?? []));
  const cell = cellOf(timeline, resolution);
  const handedOver = stints.map(
    (stint, i) => stint.holder !== null && handoffOf(cycle, i, stint, cell.workType) !== null,
  );
  const handovers = handedOver.filter(Boolean).length;
  const came = cameToResolver(cycle, holders);
  return {
    at: resolution.at,
    team: resolution.state.team,
    cell,
    businessMs: clocks.runningMs(start, resolution.at),
    holders: holders.size,
    handovers,
    before: handedOver.slice(0, came).filter(Boolean).length,
    cycle: nth,
    usedBefore: clock === undefined ? null : usedBy(clock, stints[came]?.start ?? resolution.at),
    oneOwner: handovers === 0 && isOneOwner(holders, resolution.resolver),
    reopenedAt: resolution.reopenedAt,
    repeatedAt: null,
    episodeOf: madePartOf(timeline),
    sla: clock === undefined ? null : clocks.resultOf(clock),
    sourceSlaMet: timeline.sourceSla['resolution'] ?? null,
  };
}

export function cellOf(timeline: TicketTimeline, { state }: Resolution): Cell {
  return {
    workType: state.workType ?? 'unknown',
    priority: timeline.firstPriority ?? 'unknown',
    channel: state.channel ?? 'unknown',
    shift: state.shift ?? 'unknown',
  };
}

/**
 * Index of the stint with which the ticket first came to its resolver; all have passed where it never did. A resolver of
 * another id space than all holders stands for who held it at last (isOneOwner).
 */
function cameToResolver({ resolution, stints }: Cycle, holders: ReadonlySet<AgentId>): number {
  const { resolver, holder: rester } = resolution ?? { resolver: null, holder: null };
  if (resolver === null) return stints.length;
  const stranger = !holders.has(resolver) && rester !== null && idSpace(rester) !== idSpace(resolver);
  const index = stints.findIndex(({ holder }) => holder === (stranger ? rester : resolver));
  return index === -1 ? stints.length : index;
}

function usedBy(clock: SlaClock, instant: Instant): number | null {
  return clock.targetMs === null ? null : runningMs(clock, clock.startedAt, instant) / clock.targetMs;
}

/** Holder and resolver in id spaces that nobody has joined yet cannot be told apart; one of each then counts as one person. */
function isOneOwner(holders: ReadonlySet<AgentId>, resolver: AgentId | null): boolean {
  const [holder, ...others] = holders;
  if (resolver === null || others.length > 0) return false;
  return holder === undefined || holder === resolver || idSpace(holder) !== idSpace(resolver);
}

/** Relations by which a source says that a ticket is a part or a double of another. A merge does not say which way. */
const PART_OF: ReadonlySet<string> = new Set(['parent', 'child', 'child-of', 'duplicate', 'duplicates']);

function madePartOf({ ticketId: own, links }: TicketTimeline): TicketId | null {
  const link = links.find(({ relation }) => PART_OF.has(relation));
  return link === undefined ? null : ticketId(own.slice(0, own.indexOf(':')), link.other);
}
