import type { Instant } from '../interval.ts';
import { isDone, type TicketStatus } from '../ticket.ts';
import { type Reply, restsSince, type TicketTimeline } from '../timeline.ts';
import type { ClockName, SlaOptions } from './policy.ts';

/** From a clock's start to its stop; stop null: it has not stopped. */
export interface Run {
  readonly start: Instant;
  readonly stop: Instant | null;
  /** How it stopped: what was asked happened, or it came to nothing. */
  readonly ended: 'fulfilled' | 'cancelled' | null;
  /** For group-ownership: the team. */
  readonly team?: string | null;
}

/** All cycles of one clock on a ticket, in order. */
export function runsOf(clock: ClockName, timeline: TicketTimeline, options: SlaOptions): Run[] {
  switch (clock) {
    case 'own':
      return [owning(timeline)];
    case 'first-response':
      return [firstResponse(timeline, options)];
    case 'next-response':
      return nextResponses(timeline, options);
    case 'update':
    case 'pausable-update':
      return updates(timeline);
    case 'resolution':
      return resolutions(timeline);
    case 'requester-wait':
    case 'agent-work':
    case 'full-resolution':
      return [throughout(timeline)];
    case 'group-ownership':
      return teamSpells(timeline);
  }
}

/** Statuses in which a clock stands, beside those in which the ticket is at rest. */
export function standsIn(clock: ClockName, pauses: readonly TicketStatus[]): readonly TicketStatus[] {
  switch (clock) {
    case 'own':
    case 'first-response':
    case 'next-response':
    case 'update':
      return [];
    case 'requester-wait':
      return ['pending'];
    case 'agent-work':
      return ['pending', 'on-hold'];
    case 'pausable-update':
    case 'resolution':
    case 'full-resolution':
    case 'group-ownership':
      return pauses;
  }
}

/** Where the ticket first came to rest at or after `from`; null: it has not. */
function restAfter(timeline: TicketTimeline, from: Instant): Instant | null {
  const rest = timeline.statuses.find(
    ({ status, start, end }) => isDone(status) && (end === null || end > from) && start >= from,
  );
  return rest?.start ?? null;
}

/** The ticket's cycles: from its opening or a reopening to where it came to rest. */
function resolutions(timeline: TicketTimeline): Run[] {
  const runs: Run[] = [];
  let start: Instant | null = timeline.openedAt;
  for (const { at, reopenedAt } of timeline.resolutions) {
    if (start === null) break;
    runs.push({ start, stop: at, ended: 'fulfilled' });
    start = reopenedAt;
  }
  if (start === null) return runs;
  const cancelledAt = restsSince(timeline.statuses);
  return [...runs, { start, stop: cancelledAt, ended: cancelledAt === null ? null : 'cancelled' }];
}

/** One cycle over all reopenings: it goes on where it stood. */
function throughout(timeline: TicketTimeline): Run {
  const stop = restsSince(timeline.statuses);
  const resolved = timeline.resolutions.at(-1);
  const ended =
    stop === null ? null : resolved !== undefined && resolved.reopenedAt === null ? 'fulfilled' : 'cancelled';
  return { start: timeline.openedAt, stop, ended };
}

function owning(timeline: TicketTimeline): Run {
  const start = timeline.openedAt;
  const taken = timeline.assignments.find(({ holder }) => holder !== null)?.start ?? null;
  return until(start, taken, restAfter(timeline, start));
}

const isAnswer = ({ from, by }: Reply) => from === 'agent' && by !== null;

/** Only a person's public reply answers; what was written at the very opening opened the ticket and answers nothing. */
function firstResponse(timeline: TicketTimeline, { solveCountsAsReply }: SlaOptions): Run {
  const start = timeline.openedAt;
  const answered = timeline.replies.find((reply) => isAnswer(reply) && reply.at > start)?.at ?? null;
  return until(start, answered, restAfter(timeline, start), solveCountsAsReply);
}

/** From the oldest customer's message that nobody has answered. Those before the first response are that clock's. */
function nextResponses(timeline: TicketTimeline, { solveCountsAsReply }: SlaOptions): Run[] {
  const runs: Run[] = [];
  let answeredOnce = false;
  let asked: Instant | null = null;
  for (const reply of timeline.replies) {
    if (isAnswer(reply)) {
      if (asked !== null) runs.push(until(asked, reply.at, restAfter(timeline, asked), solveCountsAsReply));
      asked = null;
      answeredOnce = true;
    } else if (reply.from === 'customer' && answeredOnce) {
      asked ??= reply.at;
    }
  }
  if (asked !== null) runs.push(until(asked, null, restAfter(timeline, asked), solveCountsAsReply));
  return runs;
}

/** From one public reply to the next; a ticket at rest owes no update. */
function updates(timeline: TicketTimeline): Run[] {
  const answers = timeline.replies.filter(isAnswer).map(({ at }) => at);
  return answers.map((at, i) => until(at, answers[i + 1] ?? null, restAfter(timeline, at)));
}

/** Stops at what was asked for, or where the ticket came to rest before that. */
function until(start: Instant, asked: Instant | null, rest: Instant | null, restCounts = false): Run {
  if (rest !== null && (asked === null || rest < asked)) {
    return { start, stop: rest, ended: restCounts ? 'fulfilled' : 'cancelled' };
  }
  return { start, stop: asked, ended: asked === null ? null : 'fulfilled' };
}

/** How long each team had the ticket without a break, while it was not at rest. */
function teamSpells(timeline: TicketTimeline): Run[] {
  return resolutions(timeline).flatMap((cycle) => {
    const spells: { start: Instant; stop: Instant | null; team: string }[] = [];
    for (const { start: from, end, team } of timeline.assignments) {
      const start = Math.max(from, cycle.start);
      const stop = cycle.stop === null ? end : Math.min(end ?? cycle.stop, cycle.stop);
      if (team === null || (stop !== null && stop <= start)) continue;
      const last = spells.at(-1);
      if (last?.team === team && last.stop === start) last.stop = stop;
      else spells.push({ start, stop, team });
    }
    return spells.map((spell): Run => ({ ...spell, ended: spell.stop === null ? null : 'fulfilled' }));
  });
}
