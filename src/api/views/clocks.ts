import type { Instant, Interval } from '../../domain/interval.ts';
import { clocksOf, type SlaClock } from '../../domain/sla/clock.ts';
import { openIntervals } from '../../domain/sla/open-hours.ts';
import type { Segment } from '../../domain/sla/segments.ts';
import { splitOf } from '../../domain/sla/split.ts';
import { nextWarning, warningsOf } from '../../domain/sla/warnings.ts';
import type { TicketTimeline } from '../../domain/timeline.ts';
import { type Desk, peopleOf } from '../desk.ts';
import type { ClockView, TicketClocks } from '../ticket-clocks-schema.ts';
import { type Budget, budgetOf, overrunView } from './budget.ts';
import { optionsInWords, stoppedBy, titleOf } from './clock-words.ts';
import { type Named, naming } from './held-by.ts';
import { percents } from './rounded.ts';
import { timelineOf } from './timeline.ts';
import { iso, isoOrNull } from './words.ts';

/** More spells of opening hours than this are not drawn by anybody. */
const MOST_OPEN = 400;

/**
 * A ticket's clocks as of an instant, and as known then. Without `all`: those with a target, and the resolution, whose
 * time is wanted in any case.
 */
export async function clocksView(desk: Desk, id: string, asOf: Instant, all: boolean): Promise<TicketClocks> {
  const timeline = await timelineOf(desk, id, asOf);
  const named = naming(await peopleOf(desk));
  const known = clocksOf(timeline, desk.rules.levels, asOf);
  const shown = known.filter(({ clock, targetMs }) => all || targetMs !== null || clock === 'resolution');
  const breached = shown.some(({ clock, breachedAt }) => clock === 'resolution' && breachedAt !== null);
  const budget = breached ? await budgetOf(desk, timeline, asOf) : null;
  return {
    id,
    asOf: iso(asOf),
    timezone: desk.rules.desk.timezone,
    clocks: shown.map((clock) => clockView(clock, timeline, named, budget)),
    leftOut: known.length - shown.length,
  };
}

function clockView(clock: SlaClock, timeline: TicketTimeline, named: Named, budget: Budget | null): ClockView {
  const { policy, segments } = clock;
  const attribution = overrunView(clock, named, budget);
  return {
    clock: clock.clock,
    title: titleOf(clock),
    cycle: clock.cycle,
    policy: policy && {
      id: policy.id,
      kind: policy.kind,
      title: policy.title,
      options: optionsInWords(clock.clock, policy),
    },
    priority: clock.priority,
    calendar: segments.at(-1)?.calendar.id ?? '',
    state: clock.state,
    startedAt: iso(clock.startedAt),
    stoppedAt: isoOrNull(clock.stoppedAt),
    stoppedBy: stoppedBy(clock, timeline),
    targetMs: clock.targetMs,
    elapsedMs: clock.elapsedMs,
    pausedMs: clock.pausedMs,
    dueAt: isoOrNull(clock.dueAt),
    breachedAt: isoOrNull(clock.breachedAt),
    bornBreached: clock.bornBreached,
    spells: spellsOf(segments, timeline, named),
    openHours: openHoursOf(clock)?.map(({ start, end }) => ({ start: iso(start), end: iso(end) })) ?? null,
    split: splitView(clock, named, attribution),
    attribution,
    warnings: warningsOf(clock, timeline).map(({ percent, at, actedAt, ...held }) => ({
      ...named(held),
      percent,
      at: iso(at),
      actedAt: isoOrNull(actedAt),
    })),
    nextWarning: nextWarningView(clock),
  };
}

function nextWarningView(clock: SlaClock): ClockView['nextWarning'] {
  const next = nextWarning(clock);
  return next && { percent: next.percent, at: iso(next.at) };
}

/** One row for everyone who used time or is laid any on: what is nobody's excess is the team's, which may have used none. */
function splitView(clock: SlaClock, named: Named, attribution: ClockView['attribution']): ClockView['split'] {
  const shares = splitOf(clock);
  const percent = percents(shares.map(({ elapsedMs }) => elapsedMs));
  const used = shares.map(({ elapsedMs, pausedMs, ...held }, i) => ({
    ...named(held),
    elapsedMs,
    pausedMs,
    percent: percent[i] ?? 0,
  }));
  const others = (attribution?.byBudgetExcess ?? []).filter(
    (laid) => !used.some((share) => share.holderId === laid.holderId && share.team === laid.team),
  );
  return [
    ...used,
    ...others.map(({ holder, holderId, team }) => ({ holder, holderId, team, elapsedMs: 0, pausedMs: 0, percent: 0 })),
  ];
}

/** Segments as a reader tells them apart: neighbours that differ in nothing shown are one. */
function spellsOf(segments: readonly Segment[], timeline: TicketTimeline, named: Named): ClockView['spells'] {
  const spells: (ClockView['spells'][number] & { same: string })[] = [];
  for (const { start, end, status, holder, team, running, calendar, openMs } of segments) {
    const sourceStatus = timeline.statuses.findLast((spell) => spell.start <= start)?.sourceStatus ?? null;
    const same = JSON.stringify([status, sourceStatus, holder, team, running, calendar.id]);
    const last = spells.at(-1);
    if (last?.same === same) {
      last.end = iso(end);
      last.openMs += openMs;
      continue;
    }
    const words = { status, sourceStatus, running, calendar: calendar.id, openMs };
    spells.push({ start: iso(start), end: iso(end), ...named({ holder, team }), ...words, same });
  }
  return spells.map(({ same: _, ...spell }) => spell);
}

/** Each calendar's hours while it was the clock's; the last one's on to the due time. Null: too many. */
function openHoursOf({ segments, dueAt }: SlaClock): Interval[] | null {
  const last = segments.at(-1);
  const end = Math.max(last?.end ?? 0, dueAt ?? 0);
  const hours: { start: Instant; end: Instant }[] = [];
  for (const segment of segments) {
    const until = segment === last ? end : segment.end;
    const open = openIntervals(segment.calendar, segment.start, until, MOST_OPEN + 1 - hours.length);
    if (open === null) return null;
    for (const interval of open) {
      const before = hours.at(-1);
      if (before?.end === interval.start) before.end = interval.end;
      else hours.push({ ...interval });
    }
    if (hours.length > MOST_OPEN) return null;
  }
  return hours;
}
