import type { Instant } from '../interval.ts';
import { isDone, type TicketStatus } from '../ticket.ts';
import { type Reply, restsSince, type StatusSpell, type TicketTimeline } from '../timeline.ts';
import type { ClockName, SlaOptions } from './policy.ts';

/** From a clock's start to its stop; stop null: it has not stopped. */
export interface Run {
  readonly start: Instant;
  readonly stop: Instant | null;
  /** How it stopped: what was asked happened; the ticket was resolved without it; it came to nothing; another took over. */
  readonly ended: 'fulfilled' | 'solved' | 'cancelled' | 'superseded' | null;
  /** For group-ownership: the team. */
  readonly team?: string;
}

/** All cycles of one clock on a ticket, in order. */
export function runsOf(clock: ClockName, timeline: TicketTimeline): Run[] {
  switch (clock) {
    case 'own':
      return [owning(timeline)];
    case 'first-response':
      return [firstResponse(timeline)];
    case 'next-response':
      return nextResponses(timeline);
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
export function standsIn(
  clock: ClockName,
  pauses: readonly TicketStatus[],
  { responsesPause }: Pick<SlaOptions, 'responsesPause'>,
): readonly TicketStatus[] {
  switch (clock) {
    case 'own':
    case 'first-response':
    case 'next-response':
    case 'update':
      return responsesPause ? pauses : [];
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

/** The spell in which the ticket first came to rest at or after `from`. */
function restAfter(timeline: TicketTimeline, from: Instant): StatusSpell | undefined {
  return timeline.statuses.find(({ status, start }) => isDone(status) && start >= from);
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
function firstResponse(timeline: TicketTimeline): Run {
  const start = timeline.openedAt;
  const answered = timeline.replies.find((reply) => isAnswer(reply) && reply.at > start)?.at ?? null;
  return untilReply(timeline, start, answered);
}

/** From the oldest customer's message that nobody has answered. Those before the first response's stop are that clock's. */
function nextResponses(timeline: TicketTimeline): Run[] {
  const first = firstResponse(timeline);
  const solvedAt = first.ended === 'fulfilled' ? null : first.stop;
  const runs: Run[] = [];
  let answeredOnce = false;
  let asked: Instant | null = null;
  for (const reply of timeline.replies) {
    if (isAnswer(reply)) {
      if (asked !== null) runs.push(untilReply(timeline, asked, reply.at));
      asked = null;
      answeredOnce ||= reply.at > timeline.openedAt;
    } else if (reply.from === 'customer' && (answeredOnce || (solvedAt !== null && reply.at >= solvedAt))) {
      // A message that went to rest with its ticket is not answered by what answers one after that.
      const earlier: Run | null = asked === null ? null : untilReply(timeline, asked, null);
      if (earlier !== null && earlier.stop !== null && earlier.stop <= reply.at) {
        runs.push(earlier);
        asked = reply.at;
      }
      asked ??= reply.at;
    }
  }
  return asked === null ? runs : [...runs, untilReply(timeline, asked, null)];
}

/** From one public reply to the next; a ticket at rest owes no update. */
function updates(timeline: TicketTimeline): Run[] {
  const answers = timeline.replies.filter(isAnswer).map(({ at }) => at);
  return answers.map((at, i) => until(at, answers[i + 1] ?? null, restAfter(timeline, at)));
}

function untilReply(timeline: TicketTimeline, start: Instant, replied: Instant | null): Run {
  const rest = restAfter(timeline, start);
  return until(start, replied, rest, rest?.status === 'cancelled' ? 'cancelled' : 'solved');
}

/** Stops at what was asked for, or where the ticket came to rest before that. */
function until(
  start: Instant,
  asked: Instant | null,
  rest: StatusSpell | undefined,
  endedByRest: 'solved' | 'cancelled' = 'cancelled',
): Run {
  if (rest !== undefined && (asked === null || rest.start < asked)) {
    return { start, stop: rest.start, ended: endedByRest };
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
    return spells.map((spell): Run => {
      const ended = spell.stop === cycle.stop ? cycle.ended : 'fulfilled';
      return { ...spell, ended };
    });
  });
}
