import type { DeskPriority, DeskStatus, TicketStory } from './story.ts';

const HOUR = 3_600_000;

/** What the desk promises, in milliseconds, round the clock. */
export const TARGETS: Readonly<
  Record<DeskPriority, { readonly 'first-response': number; readonly resolution: number }>
> = {
  P1: { 'first-response': HOUR / 4, resolution: 4 * HOUR },
  P2: { 'first-response': HOUR, resolution: 8 * HOUR },
  P3: { 'first-response': 4 * HOUR, resolution: 24 * HOUR },
  P4: { 'first-response': 8 * HOUR, resolution: 72 * HOUR },
};

/** One run of one promise: a ticket that is reopened gets a new one of its resolution. Times are UTC milliseconds. */
export interface Promised {
  readonly target: 'first-response' | 'resolution';
  /** 1 for the first of its target. */
  readonly cycle: number;
  readonly targetMs: number;
  readonly startedAt: number;
  /** Spells in which the clock stood, half-open; the last one's end is null while it lasts. */
  readonly pauses: readonly { readonly start: number; readonly end: number | null }[];
  /** Null: it runs or pauses. */
  readonly stoppedAt: number | null;
  /** When it is, or was, to be kept, pauses so far counted; null while it pauses. */
  readonly dueAt: number | null;
  /** It is broken as of the instant asked for; a paused one if it was so before the pause. */
  readonly breached: boolean;
  /** Milliseconds the clock has run by the instant asked for. */
  readonly elapsedMs: number;
}

type Draft = { -readonly [K in Exclude<keyof Promised, 'pauses'>]: Promised[K] } & {
  pauses: { start: number; end: number | null }[];
};

/**
 * The promises of a ticket as of an instant. The first response stops at the first reply, or at the resolution; the
 * resolution pauses while the ticket is pending or on hold. The target is that of the priority at the opening, for good.
 */
export function promisesOf(story: TicketStory, asOf: number): Promised[] {
  const opened = story.happenings[0];
  if (opened?.kind !== 'opened' || opened.at > asOf) return [];
  const goals = TARGETS[opened.priority];
  const made: Draft[] = [];
  const start = (target: Promised['target'], at: number) => {
    const cycle = made.filter((one) => one.target === target).length + 1;
    const open = { stoppedAt: null, dueAt: null, breached: false, elapsedMs: 0, pauses: [] };
    made.push({ target, cycle, targetMs: goals[target], startedAt: at, ...open });
  };
  const running = (target: Promised['target']) => made.find((one) => one.target === target && one.stoppedAt === null);
  const stop = (target: Promised['target'], at: number) => {
    const one = running(target);
    if (one === undefined) return;
    resume(one, at);
    one.stoppedAt = at;
  };
  start('first-response', opened.at);
  start('resolution', opened.at);
  for (const happening of story.happenings) {
    if (happening.at > asOf) break;
    if (happening.kind === 'reply') stop('first-response', happening.at);
    if (happening.kind !== 'status') continue;
    const done = isDone(happening.to);
    if (done) for (const target of ['first-response', 'resolution'] as const) stop(target, happening.at);
    else if (running('resolution') === undefined) start('resolution', happening.at);
    const resolution = running('resolution');
    if (resolution !== undefined) (waits(happening.to) ? pause : resume)(resolution, happening.at);
  }
  return made.map((one) => settled(one, asOf));
}

const isDone = (status: DeskStatus): boolean => status === 'resolved' || status === 'closed';
const waits = (status: DeskStatus): boolean => status === 'pending' || status === 'on-hold';

function pause(one: Draft, at: number): void {
  if (one.pauses.at(-1)?.end !== null || one.pauses.length === 0) one.pauses.push({ start: at, end: null });
}

function resume(one: Draft, at: number): void {
  const last = one.pauses.at(-1);
  if (last?.end === null) last.end = at;
}

function settled(one: Draft, asOf: number): Promised {
  const until = one.stoppedAt ?? asOf;
  const stood = one.pauses.reduce((sum, { start, end }) => sum + ((end ?? until) - start), 0);
  const elapsedMs = until - one.startedAt - stood;
  const isPaused = one.pauses.at(-1)?.end === null;
  const dueAt = isPaused ? null : one.startedAt + one.targetMs + stood;
  return { ...one, elapsedMs, dueAt, breached: elapsedMs > one.targetMs };
}
