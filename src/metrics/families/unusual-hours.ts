import { actShares } from './acts.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_HOURS = 7 * DAY_HOURS;
/** 1 January 1970 was a Thursday: so many hours after a Monday began. */
const FIRST_HOUR = 3 * DAY_HOURS;
/** An hour of the day that holds less of a person's acts is not one in which they usually work. */
const USUAL_SHARE = 0.02;
/** A working day whose middle lies later than this by UTC is the next day's, east of the date line: nobody works so far west of it. */
const EASTMOST = 23;

/**
 * Acts on a weekend day, or in an hour of the day that holds less than 2 % of the person's own acts. Of each person only
 * the number of acts by hour of the week (UTC) is kept.
 */
export const unusualHours = actShares<Uint32Array>({
  none: () => noHours(),
  add(byHour, at) {
    const slot = hourOfWeek(at);
    byHour[slot] = (byHour[slot] ?? 0) + 1;
  },
  hits(byHour) {
    const isUnusual = unusualIn(byHour);
    const hits = byHour.reduce((sum, acts, slot) => (isUnusual(slot) ? sum + acts : sum), 0);
    return { hits, n: byHour.reduce((a, b) => a + b, 0) };
  },
});

/** Of UTC; 0: the first hour of Monday. */
export const hourOfWeek = (at: number): number => (Math.floor(at / HOUR_MS) + FIRST_HOUR) % WEEK_HOURS;

/** Whether an hour of the week is unusual for the person whose acts these are, by hour of the week. */
export function unusualIn(byHour: Uint32Array): (slot: number) => boolean {
  const ofDay = hoursOfDay(byHour);
  const n = ofDay.reduce((a, b) => a + b, 0);
  const middle = middleOfDay(ofDay);
  return (slot) => (ofDay[slot % DAY_HOURS] ?? 0) < USUAL_SHARE * n || weekdayOf(slot, middle) >= 5;
}

/** An empty count by hour of the week. */
export const noHours = (): Uint32Array => new Uint32Array(WEEK_HOURS);

function hoursOfDay(byHour: Uint32Array): readonly number[] {
  const ofDay = new Array<number>(DAY_HOURS).fill(0);
  byHour.forEach((acts, slot) => {
    ofDay[slot % DAY_HOURS] = (ofDay[slot % DAY_HOURS] ?? 0) + acts;
  });
  return ofDay;
}

/** Hour of the day (UTC, 0..24) around which the person works: the mean direction on the clock's circle. */
function middleOfDay(ofDay: readonly number[]): number {
  let [x, y] = [0, 0];
  ofDay.forEach((acts, hour) => {
    const angle = (2 * Math.PI * (hour + 0.5)) / DAY_HOURS;
    x += acts * Math.cos(angle);
    y += acts * Math.sin(angle);
  });
  return ((Math.atan2(y, x) / (2 * Math.PI)) * DAY_HOURS + DAY_HOURS) % DAY_HOURS;
}

/** Weekday (0: Monday) of the person's own working day, so that no Monday morning in Auckland is a Sunday. */
function weekdayOf(slot: number, middle: number): number {
  const fromMiddle = ((slot + 0.5 - middle + WEEK_HOURS + DAY_HOURS / 2) % DAY_HOURS) - DAY_HOURS / 2;
  const day = Math.round((slot + 0.5 - fromMiddle - middle) / DAY_HOURS) + (middle >= EASTMOST ? 1 : 0);
  return (day + 7) % 7;
}
