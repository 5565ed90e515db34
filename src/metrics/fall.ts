import type { Contribution } from '../domain/contribution.ts';
import type { Instant, Interval } from '../domain/interval.ts';
import { mixCellOf } from './expectation/mix-cell.ts';
import { dayOfWork, type OffDay, OffDays } from './expectation/off-days.ts';
import { expectedLogit, type OutcomeModel } from './expectation/outcome-model.ts';
import { shownResolutions } from './expectation/showing.ts';
import type { View } from './sample.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** So long a notice stands: what happened then is asked about. */
const RECENT_MS = 8 * WEEK_MS;
/** Fewer resolutions of one's own before are no level. */
const LEAST = 20;
/** Of a kind of work, so many resolutions are still learning it (statistics.md 5.2). */
const STILL_NEW = 20;
/** Nothing done for so long was an absence; so long afterwards it may still be felt. */
const ABSENCE_MS = 14 * DAY_MS;
const BACK_MS = 14 * DAY_MS;
/** A week with so many times one's usual intake was a heavy one. */
const HEAVY = 1.5;

/**
 * mix: harder work than before. off-day: on days on which the whole team or desk was off. absence: the fortnight after one.
 * new-work: of kinds one has hardly done. load: taken in weeks with far more than usual. rest: none of these, and so the
 * first to talk about.
 */
const CAUSES = ['mix', 'off-day', 'absence', 'new-work', 'load', 'rest'] as const;
export type Cause = (typeof CAUSES)[number];

/** What one circumstance goes with; it need not have brought it about. */
export interface FallPart {
  readonly cause: Cause;
  /** Of the change in the share of good outcomes, what falls on it; shares, negative: worse. They add up to the change. */
  readonly change: number;
  /** Half the width of the 90 % interval of `change`, from chance alone; 0 for the mix, which is counted. */
  readonly give: number;
  /** Resolutions it falls on; all recent ones for the mix. */
  readonly resolutions: number;
}

/** The last eight weeks against a person's own level before, split by circumstance (S001-14). */
export interface Fall {
  /** Share of good outcomes to be expected at the person's earlier level, on their earlier work. */
  readonly before: number;
  /** Share of good outcomes in the last eight weeks; young ones count as far as they tell. */
  readonly recent: number;
  readonly resolutionsBefore: number;
  readonly resolutions: number;
  readonly parts: readonly FallPart[];
}

interface Resolved {
  readonly at: Instant;
  readonly kind: string;
  readonly good: number;
  readonly logit: number;
  /** By how much its day moved what was expected, logits. */
  readonly offset: number;
  /** How much it tells, 0..1. */
  readonly weight: number;
}

export interface FallGround {
  readonly view: View;
  readonly model: OutcomeModel;
  /** Leave and onboarding on record. */
  readonly away?: readonly Interval[];
  /** Days on which the whole team or desk was off, as settled. */
  readonly offDays?: readonly OffDay[];
}

/**
 * Null: too few resolutions before, or none since. Each recent resolution falls on the first circumstance that it meets,
 * with its outcome less the chance of a good one at the person's own earlier level; what their level gives on the new mix
 * less what it gave on the old one is the mix. Earlier off days are allowed for in the level. Pure.
 */
export function fallOf(
  contributions: readonly Contribution[],
  { view, model, away = [], offDays = [] }: FallGround,
): Fall | null {
  const all = resolvedIn(contributions, new OffDays(offDays, model.phi), { view, model });
  const since = view.asOf - RECENT_MS;
  const [earlier, recent] = [all.filter(({ at }) => at < since), all.filter(({ at }) => at >= since)];
  const told = recent.reduce((sum, { weight }) => sum + weight, 0);
  if (earlier.length < LEAST || told === 0) return null;
  const skill = ownSkill(earlier, model);
  const chance = ({ logit }: Resolved): number => 1 / (1 + Math.exp(-logit - skill));
  const meanOf = (some: readonly Resolved[], of: (one: Resolved) => number): number =>
    some.reduce((sum, one) => sum + one.weight * of(one), 0) / some.reduce((sum, { weight }) => sum + weight, 0);
  const before = meanOf(earlier, chance);
  const circumstances = { absences: absencesOf(contributions, away), heavy: heavyWeeks(contributions, since), earlier };
  const byCause = Map.groupBy(recent, (one) => causeOf(one, recent, circumstances));
  const parts = CAUSES.map((cause): FallPart => {
    if (cause === 'mix') return { cause, change: meanOf(recent, chance) - before, give: 0, resolutions: recent.length };
    const some = byCause.get(cause) ?? [];
    const sum = some.reduce((total, one) => total + one.weight * (one.good - chance(one)), 0);
    const variance = some.reduce((total, one) => total + one.weight ** 2 * chance(one) * (1 - chance(one)), 0);
    const give = (1.645 * Math.sqrt(variance * model.phi)) / told;
    return { cause, change: sum / told, give, resolutions: some.length };
  });
  const good = meanOf(recent, (one) => one.good);
  return { before, recent: good, resolutionsBefore: earlier.length, resolutions: recent.length, parts };
}

/** Oldest first. */
function resolvedIn(
  contributions: readonly Contribution[],
  offDays: OffDays,
  { view, model }: Pick<FallGround, 'view' | 'model'>,
): Resolved[] {
  const all = contributions.flatMap((one) =>
    shownResolutions(one, view, model.showing).map(({ part, good, shown }) => ({
      at: part.at,
      day: dayOfWork(one, part),
      team: part.team,
      kind: part.cell.workType,
      good: good ? (1 as const) : (0 as const),
      logit: expectedLogit(model, mixCellOf(part)),
      shown,
    })),
  );
  const offsets = offDays.offsets(all);
  return all
    .map(({ shown, ...one }, i) => ({ ...one, offset: offsets[i] ?? 0, weight: shown }))
    .sort((a, b) => a.at - b.at);
}

/** The likeliest skill beyond the expectation, drawn to the colleagues' by the desk's spread; logits. Newton's method. */
function ownSkill(earlier: readonly Resolved[], { spread, phi }: OutcomeModel): number {
  let skill = 0;
  for (let step = 0; step < 25; step += 1) {
    let [slope, curve] = [-skill / spread ** 2, 1 / spread ** 2];
    for (const { logit, offset, good, weight } of earlier) {
      const p = 1 / (1 + Math.exp(-logit - offset - skill));
      slope += (weight * (good - p)) / phi;
      curve += (weight * p * (1 - p)) / phi;
    }
    skill += slope / curve;
  }
  return skill;
}

interface Circumstances {
  /** Ends of absences. */
  readonly absences: readonly Instant[];
  readonly heavy: ReadonlySet<number>;
  readonly earlier: readonly Resolved[];
}

function causeOf(
  { at, kind, offset }: Resolved,
  recent: readonly Resolved[],
  { absences, heavy, earlier }: Circumstances,
): Cause {
  if (offset !== 0) return 'off-day';
  if (absences.some((end) => at >= end && at < end + BACK_MS)) return 'absence';
  const done = [...earlier, ...recent].filter((other) => other.kind === kind && other.at < at).length;
  if (done < STILL_NEW) return 'new-work';
  return heavy.has(Math.floor(at / WEEK_MS)) ? 'load' : 'rest';
}

/** When somebody was back after two weeks or more in which they did nothing, or after leave on record. */
function absencesOf(contributions: readonly Contribution[], away: readonly Interval[]): Instant[] {
  const acts = contributions.flatMap((one) => one.acts).sort((a, b) => a - b);
  const gaps = acts.filter((at, i) => i > 0 && at - (acts[i - 1] ?? at) >= ABSENCE_MS);
  return [...gaps, ...away.map(({ end }) => end)];
}

/** Weeks in which far more came to somebody than in their usual week with any work before. */
function heavyWeeks(contributions: readonly Contribution[], since: Instant): Set<number> {
  const taken = contributions.flatMap((one) => one.taken.map(({ at }) => Math.floor(at / WEEK_MS)));
  const counts = [...Map.groupBy(taken, (week) => week)].map(([week, some]) => [week, some.length] as const);
  const before = counts.filter(([week]) => (week + 1) * WEEK_MS <= since).map(([, n]) => n);
  if (before.length === 0) return new Set();
  const usual = before.reduce((sum, n) => sum + n, 0) / before.length;
  return new Set(counts.filter(([, n]) => n > HEAVY * usual).map(([week]) => week));
}
