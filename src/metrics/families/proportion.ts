import { wilson } from '../../statistics/proportion.ts';
import { evidenceRatio } from '../../statistics/readiness.ts';
import { probabilityAtLeast, type SharePosterior } from '../../statistics/share-posterior.ts';
import { memberPosterior } from '../../statistics/team-priors.ts';
import type { Collector, ShareTerms, Summing } from '../metric.ts';
import { type AtTarget, type Estimate, MOST_TIMES, type Sample, type View } from '../sample.ts';
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
export const proportion = (hits: number, n: number, terms?: ShareTerms): Sample =>
  terms === undefined ? new Share(hits, n, 1) : new ShareAmongOthers(hits, n, terms);

/** A class, not closures: a large desk holds some hundred thousand at once. */
class Share implements Sample {
  readonly sampleSize: number;
  protected readonly hits: number;
  protected readonly phi: number;

  constructor(hits: number, n: number, phi: number) {
    this.sampleSize = n;
    this.hits = hits;
    this.phi = phi;
  }

  estimate(level: number): Estimate {
    const { hits, sampleSize, phi } = this;
    const effectiveSampleSize = sampleSize / phi;
    const limits = wilson(hits / phi, effectiveSampleSize, level);
    return { value: hits / sampleSize, ...limits, level, sampleSize, effectiveSampleSize };
  }

  extended(hits: number, misses: number): Sample {
    return new Share(this.hits + hits, this.sampleSize + hits + misses, this.phi);
  }
}

class ShareAmongOthers extends Share {
  readonly #terms: ShareTerms;

  constructor(hits: number, n: number, terms: ShareTerms) {
    super(hits, n, terms.phi);
    this.#terms = terms;
  }

  atTarget(target: number): AtTarget {
    return atTarget(this.hits / this.phi, this.sampleSize / this.phi, this.#terms, target);
  }

  override extended(hits: number, misses: number): Sample {
    return new ShareAmongOthers(this.hits + hits, this.sampleSize + hits + misses, this.#terms);
  }
}

/** The same, where nothing can be said of what further observations would do. */
export const justShown = (sample: Sample): Sample => ({
  sampleSize: sample.sampleSize,
  estimate: (level) => sample.estimate(level),
});

function atTarget(good: number, n: number, { priors }: ShareTerms, target: number): AtTarget {
  const before: SharePosterior = priors;
  const share = Math.min(1, Math.max(0, target));
  const probability = probabilityAtLeast(memberPosterior(priors, { good, n }), share);
  const prior = probabilityAtLeast(before, share);
  return { target, probability, prior, evidenceRatio: Math.min(MOST_TIMES, evidenceRatio(probability, prior)) };
}
