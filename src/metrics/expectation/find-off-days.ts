import type { Interval } from '../../domain/interval.ts';
import { type DaySum, dayOffset, EMPTY_DAY, lnOdds, together, wholeWasWorse } from '../../statistics/common-cause.ts';
import { dayOf, dayPart, OffDays } from './off-days.ts';
import type { OutcomeBook } from './outcome-book.ts';

/** A group's usual level is that of so many days before and after: a slow change is nobody's outage. */
const AROUND = 28;
/** Days are looked at closely from so many deviations on: their first sums do not know the usual level of each kind of work. */
const SUSPECT = 2;

interface Ground {
  /** Expected logit of each kind of work, by its number. */
  readonly logits: readonly number[];
  readonly phi: number;
  readonly window: Interval;
}

/**
 * Days on which a whole team was off, and would have been without any one of its people; or the whole desk, without any
 * one of its teams (statistics.md 2.4, d_day). Work of nobody in particular is left out. Only days that were worse: of the
 * latest only what went fast is resolved by now, so that they look better than they are. And only days within the window:
 * of what came in before it, only what went slowly was resolved within.
 */
export function findOffDays(book: OutcomeBook, { logits, phi, window }: Ground): OffDays {
  const first = dayOf(window.start) + 1;
  const teams = new Map<string | null, Days>();
  book.forEach((_, { day, team, cell, good, shown }) => {
    if (day < first) return;
    const days = teams.get(team) ?? new Days();
    teams.set(team, days.add(day, dayPart({ logit: logits[cell] ?? 0, good, shown })));
  });
  const suspects = [...teams].flatMap(([team, days]) => (team === null ? [] : days.suspects(team, phi)));
  suspects.push(...Days.together(teams.values()).suspects(null, phi));
  const off = lookedAt(suspects, book, logits).filter(({ suspect, parts }) => wholeWasWorse(parts, suspect.phi));
  const days = off.map(({ suspect: { team, day, usual }, parts }) => ({
    team,
    day,
    usual,
    ...parts.reduce(together, EMPTY_DAY),
  }));
  return new OffDays(days, phi);
}

/** A day on which a group may have been off. */
interface Suspect {
  readonly team: string | null;
  readonly day: number;
  readonly usual: number;
  /** How much more the group's days vary than independent tickets would. */
  readonly phi: number;
}

/** Sums of a group by day. */
class Days {
  readonly #sums = new Map<number, { -readonly [K in keyof DaySum]: DaySum[K] }>();

  static together(parts: Iterable<Days>): Days {
    const all = new Days();
    for (const days of parts) for (const [day, sum] of days.#sums) all.add(day, sum);
    return all;
  }

  add(day: number, part: DaySum): this {
    const sum = this.#sums.get(day) ?? { ...EMPTY_DAY };
    this.#sums.set(day, sum);
    sum.resolutions += part.resolutions;
    sum.good += part.good;
    sum.expected += part.expected;
    sum.variance += part.variance;
    return this;
  }

  suspects(team: string | null, phi: number): Suspect[] {
    const known = [...this.#sums].flatMap(([day, sum]) => {
      const usual = this.#usualAround(day, sum);
      return usual === null ? [] : [{ team, day, usual, sum: setAgainst(sum, usual) }];
    });
    const days = Math.max(phi, dayToDay(known.map(({ sum }) => sum)));
    return known
      .filter(({ sum }) => dayOffset(sum, days, SUSPECT) < 0)
      .map(({ sum: _, ...suspect }) => ({ ...suspect, phi: days }));
  }

  /** How far it is from what is expected on the days around it, logits. Null: hardly anything was done then. */
  #usualAround(day: number, { resolutions }: DaySum): number | null {
    let [all, good, expected] = [0, 0, 0];
    for (let other = day - AROUND; other <= day + AROUND; other++) {
      const sum = other === day ? undefined : this.#sums.get(other);
      if (sum === undefined) continue;
      all += sum.resolutions;
      good += sum.good;
      expected += sum.expected;
    }
    return all < resolutions ? null : lnOdds(good, all) - lnOdds(expected, all);
  }
}

/**
 * How much more days vary than independent tickets would: as far as half of them lie from what is usual, so that the off days
 * themselves have no say. On a desk of thousands of tickets a day every day differs beyond chance, and is not off for that
 * (Laney 2002, Quality Engineering 14:531, charts with varying samples).
 */
function dayToDay(days: readonly DaySum[]): number {
  const z = days
    .map(({ good, expected, variance }) => Math.abs(good - expected) / Math.sqrt(variance))
    .sort((a, b) => a - b);
  return ((z[Math.floor(z.length / 2)] ?? 0) / HALF_OF_NORMAL) ** 2;
}

/** Half of a standard normal lies within so many deviations. */
const HALF_OF_NORMAL = 0.6745;

/** A day beside what its group usually comes to, as if all of its work were equally hard. */
function setAgainst(sum: DaySum, usual: number): DaySum {
  const p = 1 / (1 + Math.exp(-lnOdds(sum.expected, sum.resolutions) - usual));
  return { ...sum, expected: sum.resolutions * p, variance: sum.resolutions * p * (1 - p) };
}

/** Suspects by resolution, with the parts each came of: a team's people, or the desk's teams. */
function lookedAt(suspects: readonly Suspect[], book: OutcomeBook, logits: readonly number[]) {
  const all = suspects.map((suspect) => ({ suspect, parts: new Map<string | null, DaySum>() }));
  const byDay = Map.groupBy(all, ({ suspect }) => suspect.day);
  book.forEach((agent, { day, team, cell, good, shown }) => {
    for (const { suspect, parts } of byDay.get(day) ?? []) {
      if (suspect.team !== null && suspect.team !== team) continue;
      const part = suspect.team === null ? team : agent;
      const outcome = dayPart({ logit: (logits[cell] ?? 0) + suspect.usual, good, shown });
      parts.set(part, together(parts.get(part) ?? EMPTY_DAY, outcome));
    }
  });
  return all.map(({ suspect, parts }) => ({ suspect, parts: [...parts.values()] }));
}
