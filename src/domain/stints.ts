import type { AgentId } from './ids.ts';
import type { Instant } from './interval.ts';
import { type Resolution, restsSince, type TicketTimeline } from './timeline.ts';

/** A spell of holding an unresolved ticket. Holder null: the team's queue, or an automation. */
export interface Stint {
  readonly start: Instant;
  readonly end: Instant | null;
  readonly holder: AgentId | null;
  readonly team: string | null;
  /** The holder assigned it to themselves. */
  readonly selfPicked: boolean;
}

/** From opening or reopening to the resolution that ended it; resolution null: still going on. */
export interface Cycle {
  readonly start: Instant;
  readonly resolution: Resolution | null;
  readonly stints: readonly Stint[];
}

/** Splits a timeline into its cycles, each with who held the ticket meanwhile, in order. */
export function cyclesOf(timeline: TicketTimeline): Cycle[] {
  const cycles: Cycle[] = [];
  let start: Instant | null = timeline.openedAt;
  for (const resolution of timeline.resolutions) {
    if (start === null) break;
    cycles.push({ start, resolution, stints: stintsIn(timeline, start, resolution.at, resolution.holder) });
    start = resolution.reopenedAt;
  }
  if (start === null) return cycles;
  // A cancelled ticket's last cycle ends without a resolution; nobody is credited, time stops there.
  const stints = stintsIn(timeline, start, restsSince(timeline.statuses), null);
  return [...cycles, { start, resolution: null, stints }];
}

/** Who held the ticket in [start, end); `rester` is in whose hands it came to rest at the end. */
function stintsIn(timeline: TicketTimeline, start: Instant, end: Instant | null, rester: AgentId | null): Stint[] {
  const stints: Stint[] = [];
  for (const { holder, team, by, ...spell } of timeline.assignments) {
    const from = Math.max(spell.start, start);
    const to = end === null ? spell.end : Math.min(spell.end ?? end, end);
    if (to !== null && from > to) continue;
    // No time passed: it counts only for the person in whose hands the ticket came to rest.
    if (from === to && (to !== end || holder === null || holder !== rester)) continue;
    const selfPicked = holder !== null && holder === by && spell.start >= start;
    stints.push({ start: from, end: to, holder, team, selfPicked });
  }
  return rejoin(stints);
}

/** Let go and taken again by the same person, with nobody and no other team between: one stint. */
function rejoin(stints: readonly Stint[]): Stint[] {
  const joined: Stint[] = [];
  for (const stint of stints) {
    const previous = joined.at(-1);
    const before = joined.at(-2);
    if (previous?.holder === stint.holder && stint.holder !== null) {
      joined.splice(-1, 1, { ...stint, start: previous.start, selfPicked: previous.selfPicked });
    } else if (before !== undefined && isBreather(previous, before, stint)) {
      joined.splice(-2, 2, { ...stint, start: before.start, selfPicked: before.selfPicked });
    } else {
      joined.push(stint);
    }
  }
  return joined;
}

function isBreather(previous: Stint | undefined, before: Stint, stint: Stint): boolean {
  return (
    previous?.holder === null &&
    stint.holder !== null &&
    before.holder === stint.holder &&
    previous.team === before.team &&
    previous.team === stint.team
  );
}
