import { wilson } from '../../statistics/proportion.ts';
import { evidenceRatio } from '../../statistics/readiness.ts';
import { probabilityAtLeast, type SharePosterior } from '../../statistics/share-posterior.ts';
import { memberPosterior } from '../../statistics/team-priors.ts';
import type { Collector, ShareTerms, Summing } from '../metric.ts';
import { MOST_TIMES, type Sample, type View } from '../sample.ts';
import { ShareLearner } from './share-learner.ts';

/**
 * Shares: hits over observations, Wilson limits (statistics.md 1.1) as wide as the desk's lumps ask (15), and how sure a
 * target is reached, given what people of this desk are like (1.2).
 */
export const proportions: Summing = Object.assign(collect, { learn: () => new ShareLearner() });

function collect(_view: View, terms?: ShareTerms): Collector {
  const counts = new Map<string, { hits: number; n: number }>();
  return {
    add(subject, { hit }) {
      const count = counts.get(subject) ?? { hits: 0, n: 0 };
      counts.set(subject, count);
      count.n += 1;
      if (hit) count.hits += 1;
    },
    *samples() {
      for (const [subject, { hits, n }] of counts) yield [subject, proportion(hits, n, terms)];
    },
  };
}

/** @param terms absent: taken as independent tickets, and nothing is known of other people */
export function proportion(hits: number, n: number, terms?: ShareTerms): Sample {
  const phi = terms?.phi ?? 1;
  return {
    sampleSize: n,
    estimate: (level) => ({
      value: hits / n,
      ...wilson(hits / phi, n / phi, level),
      level,
      sampleSize: n,
      effectiveSampleSize: n / phi,
    }),
    extended: (more, misses) => proportion(hits + more, n + more + misses, terms),
    ...(terms !== undefined && { atTarget: (target: number) => atTarget(hits / phi, n / phi, terms, target) }),
  };
}

function atTarget(good: number, n: number, { priors }: ShareTerms, target: number) {
  const before: SharePosterior = priors;
  const share = Math.min(1, Math.max(0, target));
  const probability = probabilityAtLeast(memberPosterior(priors, { good, n }), share);
  const prior = probabilityAtLeast(before, share);
  return { target, probability, prior, evidenceRatio: Math.min(MOST_TIMES, evidenceRatio(probability, prior)) };
}
