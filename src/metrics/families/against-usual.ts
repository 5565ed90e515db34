import { countRatio } from '../../statistics/count-ratio.ts';
import type { Collector } from '../metric.ts';
import type { Sample, View } from '../sample.ts';
import { interruptionsAmong, packedAct, timeOfAct } from './acts.ts';
import { hourOfWeek, noHours, unusualIn } from './unusual-hours.ts';

const WEEK_MS = 7 * 86_400_000;
/** The weeks that are set against those before them. */
const RECENT = 3;
/** Tickets that came longer ago than this are not counted as held: of the first weeks, nobody knows what was held before. */
const FRESH_WEEKS = 2;
/** Fewer earlier weeks of work are no usual. */
const LEAST_USUAL = 5;
const SIGNALS = 3;
/** So that one late evening after months without any is not endlessly more. */
const HALF = 0.5;

interface Kept {
  readonly acts: number[];
  /** Of tickets that came in the window: when they came and, at the same place, when they left; milliseconds into it. */
  readonly came: number[];
  readonly left: number[];
}

/**
 * The last three weeks against the person's own before them: tickets in hand, acts in unusual hours and interruptions; the
 * one of the three that is most surely above. An observation that is a hit is an act, any other a ticket held until `amount`.
 */
export function againstUsual(view: View): Collector {
  const people = new Map<string, Kept>();
  const { start, end } = view.window;
  return {
    add(subject, { at, hit, amount }) {
      const kept = people.get(subject) ?? { acts: [], came: [], left: [] };
      people.set(subject, kept);
      if (hit) {
        kept.acts.push(packedAct(at, amount, view));
        return;
      }
      kept.came.push(at - start);
      kept.left.push(amount - start);
    },
    *samples() {
      const weeks = Math.floor((end - start) / WEEK_MS);
      for (const [subject, kept] of people) {
        const sample = sampleOf(kept, weeks, start);
        if (sample !== null) yield [subject, sample];
      }
    },
  };
}

/** By week of the window, the first first. */
interface Weekly {
  readonly counts: readonly number[];
  /** How many weeks in a row say much the same. */
  readonly lumps: number;
}

function sampleOf({ acts, ...held }: Kept, weeks: number, start: number): Sample | null {
  const sorted = Float64Array.from(acts).sort();
  const perWeek = byWeek([...sorted].map(timeOfAct), weeks);
  const usual = perWeek.flatMap((n, week) => (week >= FRESH_WEEKS && week < weeks - RECENT && n > 0 ? [week] : []));
  if (usual.length < LEAST_USUAL) return null;
  const signals: readonly Weekly[] = [
    { counts: heldByWeek(held, weeks), lumps: FRESH_WEEKS },
    { counts: byWeek(unusualActs(sorted, start), weeks), lumps: 1 },
    { counts: byWeek(interruptionsAmong(sorted).map(timeOfAct), weeks), lumps: 1 },
  ];
  const ratios = signals.map((one) => ratioOf(one, usual, weeks));
  const sampleSize = acts.length;
  const [most = ratios[0]] = ratios.toSorted((a, b) => b.limits(0.8).lower - a.limits(0.8).lower);
  return {
    sampleSize,
    estimate(level) {
      // Three are looked at and the highest is told: each at a third of the error (Bonferroni).
      const { lower, upper } = most?.limits(1 - (1 - level) / SIGNALS) ?? { lower: 0, upper: 0 };
      const value = most?.value ?? 0;
      return {
        value,
        lower: Math.min(lower, value),
        upper: Math.max(upper, value),
        level,
        sampleSize,
        effectiveSampleSize: sampleSize,
      };
    },
  };
}

/** Recent weeks over usual ones, by a count that strays as the person's own weeks do. */
function ratioOf({ counts, lumps }: Weekly, usual: readonly number[], weeks: number) {
  const before = usual.map((week) => counts[week] ?? 0);
  const mean = before.reduce((a, b) => a + b, 0) / before.length;
  const variance = before.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (before.length - 1);
  const phi = lumps * Math.max(1, mean === 0 ? 1 : variance / mean);
  const recent = counts.slice(weeks - RECENT).reduce((a, b) => a + b, 0);
  const colleagues = (mean * before.length + HALF) / phi;
  const pair = { observed: recent / phi, expected: (colleagues / before.length) * RECENT, colleagues };
  return { value: pair.observed / pair.expected, limits: (level: number) => countRatio(pair, level) };
}

function byWeek(times: readonly number[], weeks: number): number[] {
  const counts = new Array<number>(weeks).fill(0);
  for (const time of times) {
    const week = Math.floor(time / WEEK_MS);
    if (week < weeks) counts[week] = (counts[week] ?? 0) + 1;
  }
  return counts;
}

/** In hand at the end of each week, of those that came in the two weeks before. */
function heldByWeek({ came, left }: Pick<Kept, 'came' | 'left'>, weeks: number): number[] {
  return Array.from({ length: weeks }, (_, week) => {
    const end = (week + 1) * WEEK_MS;
    const isHeld = (from: number, i: number) =>
      from < end && from >= end - FRESH_WEEKS * WEEK_MS && (left[i] ?? 0) >= end;
    return came.filter(isHeld).length;
  });
}

function unusualActs(sorted: Float64Array, start: number): number[] {
  const times = [...sorted].map(timeOfAct);
  const byHour = noHours();
  for (const time of times) {
    const slot = hourOfWeek(start + time);
    byHour[slot] = (byHour[slot] ?? 0) + 1;
  }
  const isUnusual = unusualIn(byHour);
  return times.filter((time) => isUnusual(hourOfWeek(start + time)));
}
