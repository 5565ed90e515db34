import { DAY, HOUR } from './desk-plan.ts';
import type { Shift } from './work-mix.ts';

/** A person's rhythm: five shifts of eight hours a week, in a zone without daylight saving, so that its offset is a constant. */
export interface Rhythm {
  readonly shift: Shift;
  /** ms east of UTC */
  readonly offset: number;
  /** 0 = Monday, local */
  readonly daysOff: readonly number[];
  /** ms; nothing is worked before */
  readonly startedAt: number;
}

export const SHIFT_LENGTH = 8 * HOUR;
/** Local hour at which a shift begins; none crosses midnight. */
const shiftStart: Readonly<Record<Shift, number>> = { night: 0, day: 8 * HOUR, evening: 16 * HOUR };

export function isWorking(rhythm: Rhythm, at: number): boolean {
  if (at < rhythm.startedAt) return false;
  const local = at + rhythm.offset;
  const sinceShiftStart = modulo(local, DAY) - shiftStart[rhythm.shift];
  return sinceShiftStart >= 0 && sinceShiftStart < SHIFT_LENGTH && !rhythm.daysOff.includes(localWeekday(local));
}

/** First instant at or after `at` at which a shift of this rhythm would begin, worked or not. */
export function nextShiftStart(rhythm: Rhythm, at: number): number {
  return at + modulo(shiftStart[rhythm.shift] - rhythm.offset - at, DAY);
}

/** `at` itself during a shift, else the beginning of the next worked one. */
export function nextWorkingInstant(rhythm: Rhythm, at: number): number {
  if (isWorking(rhythm, at)) return at;
  let next = nextShiftStart(rhythm, Math.max(at, rhythm.startedAt));
  while (!isWorking(rhythm, next)) next += DAY;
  return next;
}

/** 1970-01-01 was a Thursday. */
function localWeekday(local: number): number {
  return modulo(Math.floor(local / DAY) + 3, 7);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
