import type { TicketTimeline } from '../../../../src/domain/timeline.ts';
import { promisesOf } from '../../../vendors/desk/promises.ts';
import type { Happening, TicketStory } from '../../../vendors/desk/story.ts';

type Of<K extends Happening['kind']> = Extract<Happening, { kind: K }>;

/** What a ticket's story is, in what a timeline can say of it. */
export function truthOf(story: TicketStory, asOf: number) {
  const past = story.happenings.filter(({ at }) => at <= asOf);
  const of = <K extends Happening['kind']>(...kinds: readonly K[]) =>
    past.filter((one): one is Of<K> => kinds.some((kind) => kind === one.kind));
  const opened = of('opened');
  const rating = of('rated').at(-1);
  return {
    openedAt: opened[0]?.at,
    priority: [...opened, ...of('priority')].map((one) => (one.kind === 'opened' ? one.priority : one.to)).at(-1),
    statuses: changes([
      ...opened.map(({ at }) => [at, 'open'] as const),
      ...of('status').map(({ at, to }) => [at, to] as const),
    ]),
    holders: changes([
      ...opened.map(({ at }) => [at, null] as const),
      ...of('assigned').map(({ at, to }) => [at, to] as const),
    ]),
    replies: of('reply', 'note', 'customer-reply').map(({ at, by, kind }) => [
      at,
      kind,
      typeof by === 'object' ? by.agent : by,
    ]),
    ratings: rating === undefined ? [] : [[rating.at, rating.stars]],
    promises: promisesKept(story, asOf),
  };
}

/** Of each target the run that was decided last. */
function promisesKept(story: TicketStory, asOf: number) {
  const decided = promisesOf(story, asOf).filter(({ stoppedAt, breached }) => stoppedAt !== null || breached);
  return Object.fromEntries(decided.map(({ target, breached }) => [target, !breached]));
}

/** The same of a timeline. `agentOf`: the number of an agent by their account. */
export function toldBy(timeline: TicketTimeline, agentOf: (account: string) => number | 'requester') {
  const { openedAt, state, statuses, assignments, replies, ratings, sourceSla } = timeline;
  const kinds = { agent: 'reply', note: 'note', customer: 'customer-reply' } as const;
  return {
    openedAt,
    priority: state.priority,
    statuses: changes(statuses.map(({ start, status }) => [start, status] as const)),
    holders: changes(assignments.map(({ start, holder }) => [start, holder && agentOf(holder)] as const)),
    replies: replies.map(({ at, by, from }) => [at, kinds[from], by && agentOf(by)]),
    ratings: ratings.map(({ at, score }) => [at, 1 + score * 4]),
    promises: sourceSla,
  };
}

const changes = <T>(all: readonly (readonly [number, T])[]) =>
  all.filter(([, to], i) => i === 0 || all[i - 1]?.[1] !== to);
