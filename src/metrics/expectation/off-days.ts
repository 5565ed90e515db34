import type { Contribution, ResolutionPart } from '../../domain/contribution.ts';
import type { Instant } from '../../domain/interval.ts';
import { type DaySum, dayOffset, EMPTY_DAY, together, without } from '../../statistics/common-cause.ts';

const DAY_MS = 86_400_000;

/** Days are of UTC and counted from 1970, so that they are the same for everybody. */
export const dayOf = (at: Instant): number => Math.floor(at / DAY_MS);

/** A resolution belongs to the day its ticket came in, as what is off then shows only later; one of a reopened ticket to its own. */
export const dayOfWork = ({ openedAt }: Pick<Contribution, 'openedAt'>, { cycle, at }: ResolutionPart): number =>
  dayOf(cycle === 0 ? openedAt : at);

/**
 * A day whose work a whole team, or the whole desk, did far worse than that of the weeks around it: an outage, a release, a
 * storm. It is allowed for in everybody's skill who had a part in it.
 */
export interface OffDay extends DaySum {
  /** Null: the whole desk. */
  readonly team: string | null;
  /** As `dayOf` counts them. */
  readonly day: number;
  /** How far the group usually is from what is expected of anybody, logits; allowed for in `expected`. */
  readonly usual: number;
}

/** One person's resolution, as far as its day is concerned. */
export interface OwnOutcome {
  readonly day: number;
  readonly team: string | null;
  /** Expected of anybody. */
  readonly logit: number;
  readonly good: 0 | 1;
  /** Share of failures that would have shown by its age, 0..1; of one that is settled 1. */
  readonly shown: number;
}

/** One resolution's part in its day; that it is good so far was the more to be expected, the less could have shown. */
export function dayPart({ logit, good, shown }: Pick<OwnOutcome, 'logit' | 'good' | 'shown'>): DaySum {
  const p = 1 - shown / (1 + Math.exp(logit));
  return { resolutions: 1, good, expected: p, variance: p * (1 - p) };
}

/** Off days, and how far each moves what is expected of one person's resolutions. */
export class OffDays {
  readonly all: readonly OffDay[];
  readonly #phi: number;
  readonly #byDay: ReadonlyMap<number, readonly OffDay[]>;

  constructor(all: readonly OffDay[], phi: number) {
    this.all = all;
    this.#phi = phi;
    this.#byDay = Map.groupBy(all, ({ day }) => day);
  }

  /** Whether work of that team and day is among them. */
  touches(day: number, team: string | null): boolean {
    return this.#of(day, team).length > 0;
  }

  /** Those it belongs to, the narrower first. */
  #of(day: number, team: string | null): readonly OffDay[] {
    const those = this.#byDay.get(day);
    if (those === undefined) return [];
    return [
      ...those.filter((one) => one.team !== null && one.team === team),
      ...those.filter((one) => one.team === null),
    ];
  }

  /**
   * By how much each of one person's resolutions was harder than expected, logits, 0 or less: as their colleagues' work of
   * that day tells, never their own. Their team's day comes before the desk's.
   */
  offsets(own: readonly OwnOutcome[]): number[] {
    const days = own.map(({ day, team }) => this.#of(day, team));
    const sums = new Map<OffDay, DaySum>();
    for (const [i, outcome] of own.entries()) {
      for (const day of days[i] ?? []) {
        const part = dayPart({ ...outcome, logit: outcome.logit + day.usual });
        sums.set(day, together(sums.get(day) ?? EMPTY_DAY, part));
      }
    }
    return days.map(([day]) => {
      const theirs = day && sums.get(day);
      return day === undefined || theirs === undefined ? 0 : dayOffset(without(day, theirs), this.#phi);
    });
  }
}
