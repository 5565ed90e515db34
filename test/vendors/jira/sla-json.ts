import { type Promised, promisesOf } from '../desk/promises.ts';
import type { TicketStory } from '../desk/story.ts';
import { deskTime } from './time.ts';

/** The SLAs of a service project, as the field and the endpoint both show them. */
export const SLAS = [
  { id: '11', name: 'Time to first response', target: 'first-response' },
  { id: '10', name: 'Time to resolution', target: 'resolution' },
] as const;
export type Sla = (typeof SLAS)[number];

interface Seen {
  readonly asOf: number;
  readonly zone: string;
  readonly base: string;
}

/** A clock that stopped is a completed cycle; one that runs or pauses is the ongoing one, and absent otherwise. */
export function slaJson(issueId: string, story: TicketStory, sla: Sla, { asOf, zone, base }: Seen) {
  const cycles = promisesOf(story, asOf).filter(({ target }) => target === sla.target);
  const ongoing = cycles.find(({ stoppedAt }) => stoppedAt === null);
  return {
    id: sla.id,
    name: sla.name,
    _links: { self: `${base}/rest/servicedeskapi/request/${issueId}/sla/${sla.id}` },
    completedCycles: cycles.filter((one) => one !== ongoing).map((one) => cycleJson(one, zone)),
    ...(ongoing && { ongoingCycle: ongoingJson(ongoing, zone) }),
    slaDisplayFormat: 'NEW_SLA_FORMAT',
  };
}

const cycleJson = (one: Promised, zone: string) => ({
  startTime: deskTime(one.startedAt, zone),
  ...(one.stoppedAt !== null && { stopTime: deskTime(one.stoppedAt, zone) }),
  ...(one.dueAt !== null && { breachTime: deskTime(one.dueAt, zone) }),
  breached: one.breached,
  goalDuration: lasting(one.targetMs),
  elapsedTime: lasting(one.elapsedMs),
  remainingTime: lasting(one.targetMs - one.elapsedMs),
});

const ongoingJson = (one: Promised, zone: string) => ({
  ...cycleJson(one, zone),
  paused: one.pauses.at(-1)?.end === null,
  withinCalendarHours: true,
});

function lasting(millis: number) {
  const minutes = Math.trunc(millis / 60_000);
  return { millis, friendly: `${Math.trunc(minutes / 60)}h ${Math.abs(minutes % 60)}m` };
}
