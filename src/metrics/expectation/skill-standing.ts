import type { Instant } from '../../domain/interval.ts';
import { effectiveSize } from '../../statistics/dispersion.ts';
import { evidenceRatio } from '../../statistics/readiness.ts';
import { nextWeek, type SkillDynamics } from '../../statistics/skill-filter.ts';
import { at, logLikelihood, normalise } from '../../statistics/skill-grid.ts';
import { rateAtLeast, rateEstimate } from '../../statistics/standard-rate.ts';
import { MOST_TIMES, type Sample } from '../sample.ts';
import type { LikelihoodTable } from './likelihood-table.ts';
import type { OutcomeList } from './outcome-book.ts';

const WEEK_MS = 7 * 86_400_000;

/** What a person's (or team's) scored resolutions say about their skill. */
export interface SkillStanding {
  /** Of the skill at the end of the last scored week; shape [61]. */
  readonly posterior: Float64Array;
  readonly resolutions: number;
  /** Older ones fade by half in 8 weeks, lumps count once. */
  readonly effective: number;
}

/**
 * The grid filter over the weeks up to `until`, oldest first (statistics.md 2.4). Weeks end where the last scored day does.
 */
export function skillStanding(
  { at: instants, cell, good }: OutcomeList,
  {
    table,
    logits,
    prior,
    dynamics,
    since,
    until,
  }: {
    readonly table: LikelihoodTable;
    /** Expected logit of each kind of work, by its number. */
    readonly logits: readonly number[];
    readonly prior: Float64Array;
    readonly dynamics: SkillDynamics;
    readonly since: Instant;
    readonly until: Instant;
  },
): SkillStanding {
  const weeks: { age: number; n: number; ln: Float64Array }[] = [];
  instants.forEach((instant, i) => {
    if (instant < since || instant > until) return;
    const age = Math.floor((until - instant) / WEEK_MS);
    weeks[age] ??= { age, n: 0, ln: new Float64Array(prior.length) };
    weeks[age].n += 1;
    table.add(weeks[age].ln, logits[cell[i] ?? 0] ?? 0, good[i] ?? 0);
  });
  let posterior = prior;
  for (let age = weeks.length - 1; age >= 0; age--) {
    posterior = nextWeek(posterior, prior, weeks[age]?.ln ?? null, dynamics).posterior;
  }
  const worked = weeks.filter((week) => week !== undefined);
  return {
    posterior,
    resolutions: worked.reduce((sum, { n }) => sum + n, 0),
    effective: effectiveSize(worked, dynamics.phi),
  };
}

/** A standing as a rate under one mix of work. `logit`: of a typical resolution, for what more of them would change. */
export function rateSample(
  { posterior, resolutions, effective }: SkillStanding,
  ground: { readonly prior: Float64Array; readonly rates: Float64Array; readonly phi: number; readonly logit: number },
): Sample {
  const { prior, rates, phi, logit } = ground;
  return {
    sampleSize: resolutions,
    estimate(level) {
      const { value, bounds } = rateEstimate(posterior, rates, level);
      return { value, ...bounds, level, sampleSize: resolutions, effectiveSampleSize: effective };
    },
    extended(hits, misses) {
      const ln = logLikelihood([{ logit, good: hits / phi, failed: misses / phi }]);
      const grown = {
        posterior: normalise(ln.map((each, i) => each + Math.log(at(posterior, i)))),
        resolutions: resolutions + hits + misses,
        effective: effective + (hits + misses) / phi,
      };
      return rateSample(grown, ground);
    },
    atTarget(target) {
      const probability = rateAtLeast(posterior, rates, target);
      const before = rateAtLeast(prior, rates, target);
      return {
        target,
        probability,
        prior: before,
        evidenceRatio: Math.min(MOST_TIMES, evidenceRatio(probability, before)),
      };
    },
  };
}
