import type { Levels } from '../../statistics/crossed-logistic.ts';
import type { WeekCount } from '../../statistics/drifting-logistic.ts';
import type { CheckRow } from './check-row.ts';

const MOST_WEEKS = 52;
/** Nothing is scored before there is something to have learned from (statistics.md 15). */
const FIRST_SCORED = 4;
/** Below these a history is too short to tell chance from people. */
export const FEWEST_WEEKS = 8;
export const FEWEST_SCORED = 500;

/** A desk's recent history in an order of its own, so that the order in which rows came in changes not even the last digit. */
export interface Season {
  readonly rows: readonly CheckRow[];
  /** Week of each row, counted from 0. */
  readonly weekOf: Int32Array;
  /** Calendar weeks, and those of them in which there was anything. */
  readonly weeks: number;
  readonly busyWeeks: number;
  /** Further weeks it takes until a week's outcomes are known. */
  readonly lag: number;
  /** Rows that are foretold and scored, by number. */
  readonly scored: readonly number[];
}

export function seasonOf(all: Iterable<CheckRow>, lag = 0): Season {
  const keyed = [...all].map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => a.row.week - b.row.week || (a.key < b.key ? -1 : Number(a.key > b.key)));
  const last = keyed.at(-1)?.row.week ?? 0;
  const rows = keyed.map(({ row }) => row).filter(({ week }) => week > last - MOST_WEEKS);
  const first = rows[0]?.week ?? 0;
  const weekOf = Int32Array.from(rows, ({ week }) => week - first);
  return {
    rows,
    weekOf,
    weeks: rows.length === 0 ? 0 : last - first + 1,
    busyWeeks: new Set(weekOf).size,
    lag,
    scored: [...weekOf.keys()].filter((i) => (weekOf[i] ?? 0) >= FIRST_SCORED),
  };
}

export const isEnough = ({ busyWeeks, scored }: Season): boolean =>
  busyWeeks >= FEWEST_WEEKS && scored.length >= FEWEST_SCORED;

/** The agent comes last: who did it does not change the order of the work. */
function keyOf({ work: { workType, priority, channel, shift, team = '' }, before, good, agent }: CheckRow): string {
  return [workType, priority, channel, shift, team, before, good, agent].join('\n');
}

export const agentWeek = ({ rows, weekOf }: Season, i: number): string => `${weekOf[i]} ${rows[i]?.agent}`;

/** Rows of one week that a model cannot tell apart. */
interface AlikeRows extends WeekCount {
  readonly rows: readonly number[];
}

/** The season as a model sees it: alike rows counted once, week by week. */
export type SeasonOf = readonly (readonly AlikeRows[])[];

export function seenBy({ rows, weekOf, weeks }: Season, levelsOf: (row: CheckRow) => Levels): SeasonOf {
  const seen = Array.from({ length: weeks }, () => new Map<string, { levels: Levels; good: number; rows: number[] }>());
  rows.forEach((row, i) => {
    const levels = levelsOf(row);
    const key = Object.values(levels).join('\n');
    const week = seen[weekOf[i] ?? 0];
    const alike = week?.get(key);
    if (alike === undefined) week?.set(key, { levels, good: row.good, rows: [i] });
    else {
      alike.good += row.good;
      alike.rows.push(i);
    }
  });
  return seen.map((week) => Array.from(week.values(), (alike) => ({ ...alike, n: alike.rows.length })));
}
