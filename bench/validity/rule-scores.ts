import { type AgentWeek, type AgentYear, CLEAR, DAY, TARGET, WEEK } from './agent-year.ts';
import { flaggedShare } from './estimator-scores.ts';

const YEAR = 365.25 * DAY;
const FOUND_WITHIN = 60 * DAY;

/** How a rule that calls people ready does; shares, NaN where nothing can be told (statistics sheet 10.3). */
export interface ReadinessScores {
  /** Of people whose truth never reaches the target: called ready at least once */
  readonly everFalse: number;
  /** Of people who never are clearly above the target, so also of those who are just above it and rightly called ready */
  readonly everUnclear: number;
  /** Of flagged agent-weeks: the truth is below the target */
  readonly wrong: number;
  /** Of agent-weeks clearly ready: flagged */
  readonly sensitivity: number;
  readonly sensitivityDay: number;
  readonly sensitivityNight: number;
  /** The smaller of the two over the larger */
  readonly shiftRatio: number;
  /** Changes of the flag in an agent's year */
  readonly flips: number;
  /** Median weeks from when an improver is clearly ready to the flag; Infinity: half of them never got it */
  readonly improverWeeks: number;
}

export function readinessScores(years: readonly AgentYear[], rule: string): ReadinessScores {
  const weeks = years.flatMap((year) => year.weeks);
  const everOf = (below: number) => {
    const never = years.filter((year) => year.weeks.every(({ truth }) => truth < below));
    return never.filter((year) => year.weeks.some(({ flags }) => flags.has(rule))).length / never.length;
  };
  const sensitivityOf = (some: readonly AgentYear[]) =>
    flaggedShare(
      some.flatMap((year) => year.weeks).filter(({ truth }) => truth >= CLEAR.ready),
      rule,
    );
  const day = sensitivityOf(years.filter(({ shift }) => shift === 'day'));
  const night = sensitivityOf(years.filter(({ shift }) => shift === 'night'));
  return {
    everFalse: everOf(TARGET),
    everUnclear: everOf(CLEAR.ready),
    wrong: wrongShare(weeks.filter(({ flags }) => flags.has(rule))),
    sensitivity: sensitivityOf(years),
    sensitivityDay: day,
    sensitivityNight: night,
    shiftRatio: Math.min(day, night) / Math.max(day, night),
    flips: flipsOf(years, rule) / agentYears(weeks),
    improverWeeks: median(
      years.filter((year) => year.class === 'improving').flatMap((year) => recognisedAfter(year, rule) ?? []),
    ),
  };
}

/** How a rule that calls people at risk does (statistics sheet 10.4). */
export interface RiskScores {
  /** Times in a year that it is raised for somebody whose truth always reaches the target */
  readonly falseInYear: number;
  readonly falseInYearDay: number;
  readonly falseInYearNight: number;
  /** Of overnight drops: share found within 60 days */
  readonly foundIn60: number;
  /** Median days from a drop to the flag; Infinity: half of them are never found */
  readonly delayDays: number;
  /** Of two-week dips: flagged within 60 days of their beginning */
  readonly dipsFlagged: number;
}

export function riskScores(years: readonly AgentYear[], rule: string): RiskScores {
  const good = years.filter((year) => year.weeks.every(({ truth }) => truth >= TARGET));
  const falseOf = (some: readonly AgentYear[]) =>
    some.reduce((sum, year) => sum + raised(year.weeks, rule).length, 0) /
    agentYears(some.flatMap((year) => year.weeks));
  const delays = (name: string) =>
    years.filter((year) => year.class === name).flatMap((year) => foundAfter(year, rule) ?? []);
  const soon = (found: readonly number[]) => found.filter((delay) => delay <= FOUND_WITHIN).length / found.length;
  return {
    falseInYear: falseOf(good),
    falseInYearDay: falseOf(good.filter(({ shift }) => shift === 'day')),
    falseInYearNight: falseOf(good.filter(({ shift }) => shift === 'night')),
    foundIn60: soon(delays('dropping')),
    delayDays: median(delays('dropping')) / DAY,
    dipsFlagged: soon(delays('dip')),
  };
}

/** Infinity counts as any other value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? Number.NaN : low === high ? low : (low + high) / 2;
}

const agentYears = (weeks: readonly AgentWeek[]): number => (weeks.length * WEEK) / YEAR;

function wrongShare(flagged: readonly AgentWeek[]): number {
  return flagged.filter(({ truth }) => truth < TARGET).length / flagged.length;
}

function flipsOf(years: readonly AgentYear[], rule: string): number {
  const changes = ({ weeks }: AgentYear) =>
    weeks.filter(({ flags }, i) => i > 0 && flags.has(rule) !== weeks[i - 1]?.flags.has(rule)).length;
  return years.reduce((sum, year) => sum + changes(year), 0);
}

/** Weeks at which the flag comes up; one that is up at the first week was raised before anything is counted. */
function raised(weeks: readonly AgentWeek[], rule: string): AgentWeek[] {
  return weeks.filter(({ flags }, i) => i > 0 && flags.has(rule) && !weeks[i - 1]?.flags.has(rule));
}

/** Weeks from the first evaluation at which the person is clearly ready; undefined: that never happens, or began before. */
function recognisedAfter({ weeks }: AgentYear, rule: string): number | undefined {
  const from = weeks.findIndex(({ truth }) => truth >= CLEAR.ready);
  if (from <= 0) return undefined;
  const flagged = weeks.findIndex(({ flags }, i) => i >= from && flags.has(rule));
  return flagged < 0 ? Number.POSITIVE_INFINITY : flagged - from;
}

/** ms from the change to the first evaluation after it with the flag up; undefined: it changed outside of what is scored. */
function foundAfter({ weeks, changesAt }: AgentYear, rule: string): number | undefined {
  if (changesAt === null || changesAt < (weeks[0]?.asOf ?? Number.POSITIVE_INFINITY)) return undefined;
  const found = weeks.find(({ asOf, flags }) => asOf > changesAt && flags.has(rule));
  return found === undefined ? Number.POSITIVE_INFINITY : found.asOf - changesAt;
}
