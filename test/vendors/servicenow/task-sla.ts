import { type Promised, promisesOf } from '../desk/promises.ts';
import type { TicketStory } from '../desk/story.ts';
import type { Instance } from './instance.ts';
import { durationOf, incidentId, slaId, stamp, sysId } from './names.ts';
import { SYSTEM_LOGIN } from './people.ts';
import type { Row } from './table.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * Brings a ticket's task_sla rows to what they are at `at`. A row is touched when its clock starts, pauses, resumes or
 * stops, and by a job when it breaks: the counters of one that runs are those of when it was touched.
 */
export function keepPromises(instance: Instance, story: TicketStory, at: number): void {
  const opened = story.happenings[0];
  if (opened?.kind !== 'opened') return;
  for (const promised of promisesOf(story, at)) {
    const id = sysId('task_sla', story.n, promised.target, promised.cycle);
    const row = instance.table('task_sla').rows.get(id);
    const clock = clockOf(instance, promised, row);
    if (row !== undefined && !CLOCK.some((field) => row[field] !== clock[field])) continue;
    const has = lags(instance) ? (row?.['has_breached'] ?? 'false') : String(promised.breached);
    const fields = { ...clock, ...countersOf(promised), has_breached: has };
    const by = { login: SYSTEM_LOGIN, at };
    if (row !== undefined) instance.update('task_sla', row, fields, by);
    else {
      const of = { sys_id: id, task: incidentId(story.n), sla: slaId(opened.priority, promised.target) };
      instance.insert('task_sla', { ...of, ...fields, timezone: 'GMT' }, by);
    }
    watch(instance, story, promised, id);
  }
}

const CLOCK = ['stage', 'end_time', 'planned_end_time', 'pause_time'];
const lags = ({ traps }: Instance): boolean => traps.slaCountersLag;

/** The end that is planned stays where it was while the clock stands: only when it goes on is it moved. */
function clockOf({ traps }: Instance, promised: Promised, row: Row | undefined): Row {
  const { startedAt, stoppedAt, dueAt, targetMs, pauses } = promised;
  const pause = pauses.at(-1);
  const pausedAt = stoppedAt === null && pause?.end === null ? pause.start : null;
  const done = traps.stageWordAchieved ? 'achieved' : 'completed';
  return {
    stage: stoppedAt !== null ? done : pausedAt !== null ? 'paused' : 'in_progress',
    active: String(stoppedAt === null),
    start_time: stamp(startedAt),
    end_time: stoppedAt === null ? '' : stamp(stoppedAt),
    planned_end_time: dueAt === null ? (row?.['planned_end_time'] ?? stamp(startedAt + targetMs)) : stamp(dueAt),
    original_breach_time: stamp(startedAt + targetMs),
    pause_time: pausedAt === null ? '' : stamp(pausedAt),
  };
}

function countersOf({ elapsedMs, targetMs, pauses }: Promised): Row {
  const stood = pauses.reduce((sum, { start, end }) => sum + (end === null ? 0 : end - start), 0);
  return {
    duration: durationOf(elapsedMs),
    pause_duration: stood === 0 ? '' : durationOf(stood),
    percentage: String(Math.round((elapsedMs / targetMs) * 10_000) / 100),
    time_left: durationOf(Math.max(0, targetMs - elapsedMs)),
  };
}

/** The job that sees a promise broken: within the minute, or a day late. */
function watch(instance: Instance, story: TicketStory, { dueAt, stoppedAt, breached }: Promised, id: string): void {
  const seen = lags(instance) ? DAY : MINUTE;
  const isOver = stoppedAt !== null;
  if (dueAt === null || (isOver && !(breached && lags(instance)))) return;
  const from = isOver ? stoppedAt : dueAt;
  const job = (Math.floor(from / MINUTE) + 1) * MINUTE + seen - MINUTE;
  instance.jobs.add(job, () => markBroken(instance, story, id, job));
}

function markBroken(instance: Instance, story: TicketStory, id: string, at: number): void {
  const row = instance.table('task_sla').rows.get(id);
  if (row === undefined || row['has_breached'] === 'true' || row['stage'] === 'paused') return;
  const promised = promisesOf(story, at).find((one) => id === sysId('task_sla', story.n, one.target, one.cycle));
  if (promised?.breached !== true) return;
  instance.update('task_sla', row, { has_breached: 'true', ...countersOf(promised) }, { login: SYSTEM_LOGIN, at });
}
