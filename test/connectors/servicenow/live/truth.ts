import type { TicketTimeline } from '../../../../src/domain/timeline.ts';
import { promisesOf } from '../../../vendors/desk/promises.ts';
import type { Happening, TicketStory } from '../../../vendors/desk/story.ts';
import { agentId, groupId } from '../../../vendors/servicenow/names.ts';
import { SOURCE } from './desk.ts';

const KINDS: Readonly<Record<string, string>> = {
  reply: 'agent',
  'customer-reply': 'customer',
  note: 'note',
};

const changes = <T>(spells: readonly (readonly [number, T])[]): (readonly [number, T])[] =>
  spells.filter(([, what], i) => i === 0 || JSON.stringify(spells[i - 1]?.[1]) !== JSON.stringify(what));

/** What happened to a ticket, as far as it has happened. */
export function truthOf(story: TicketStory, asOf = Number.POSITIVE_INFINITY) {
  const told = story.happenings.filter(({ at }) => at <= asOf);
  const rated = told.findLast((one) => one.kind === 'rated');
  return {
    statuses: changes(told.flatMap(statusIn)),
    holders: changes(told.flatMap(holderIn)),
    replies: told.flatMap(({ at, kind }) => (KINDS[kind] === undefined ? [] : [[at, KINDS[kind]]])),
    rating: rated?.kind === 'rated' ? (rated.stars - 1) / 4 : null,
  };
}

/** Of promises that have ended: by target, whether the last of it was kept. */
export function keptOf(story: TicketStory, asOf: number): Record<string, boolean> {
  const ended = promisesOf(story, asOf).filter(({ stoppedAt }) => stoppedAt !== null);
  return Object.fromEntries(ended.map(({ target, breached }) => [target, !breached]));
}

function statusIn(happening: Happening): [number, string][] {
  const { at, kind } = happening;
  if (kind === 'opened') return [[at, 'new']];
  if (kind === 'deleted') return [[at, 'cancelled']];
  return kind === 'status' ? [[at, happening.to]] : [];
}

function holderIn(happening: Happening): [number, readonly [string | null, string]][] {
  const { at, kind } = happening;
  if (kind === 'opened') return [[at, [null, groupId(happening.group)]]];
  if (kind !== 'assigned') return [];
  return [[at, [happening.to === null ? null : `${SOURCE}:${agentId(happening.to)}`, groupId(happening.group)]]];
}

/** The same of what was read. */
export function readOf(timeline: TicketTimeline) {
  return {
    statuses: changes(timeline.statuses.map(({ start, status }) => [start, status] as const)),
    holders: changes(timeline.assignments.map(({ start, holder, team }) => [start, [holder, team]] as const)),
    replies: timeline.replies.map(({ at, from }) => [at, from]),
    rating: timeline.ratings.at(-1)?.score ?? null,
  };
}
