import type { Instant } from '../../domain/interval.ts';
import { BackOffTable, type Standing } from '../../statistics/back-off.ts';
import { byar } from '../../statistics/standardised-ratio.ts';
import type { Collector } from '../metric.ts';
import type { Sample, View } from '../sample.ts';
import { AgentWeeks } from './agent-weeks.ts';
import { cellPath } from './standardised.ts';

const WEEK_MS = 7 * 86_400_000;
/** A baseline from fewer tickets is a guess (statistics.md 4.2). */
const LEAST_BASELINE = 25;
/** Weight of "as the mix expects" in the baseline, in expected failures (Gamma-Poisson shrinkage, statistics.md 2.1). */
const PRIOR_FAILURES = 8;

/** The instant from which resolutions are judged; those before it are the baseline. */
export function recentFrom({ maturedBy }: View, recentWeeks: number): Instant {
  return maturedBy - recentWeeks * WEEK_MS;
}

/**
 * Failures in the last weeks of the window over those that the person's own earlier level, and the mix of work since,
 * lead one to expect. 1: as before. Both spells are set against what colleagues achieved on the same kinds of work.
 */
export function changes(recentWeeks: number): (view: View) => Collector {
  return (view) => {
    const since = recentFrom(view, recentWeeks);
    const before = new BackOffTable();
    const recent = new BackOffTable();
    const weeks = new AgentWeeks();
    return {
      add(subject, { at, cell, hit }) {
        if (cell === null) return;
        (at >= since ? recent : before).add(subject, cellPath(cell), hit ? 1 : 0);
        if (at < since) weeks.add(subject, at, cellPath(cell), !hit);
      },
      *samples() {
        const phi = weeks.dispersion(before);
        for (const subject of recent.owners()) {
          const then = before.standing(subject);
          const now = recent.standing(subject);
          if (then === null || now === null || then.n < LEAST_BASELINE || now.expectedFailures === 0) continue;
          yield [subject, change(then, now, phi)];
        }
      },
    };
  };
}

function change(then: Standing, now: Standing, phi: number): Sample {
  const ownLevel = (then.observedFailures + PRIOR_FAILURES) / (then.expectedFailures + PRIOR_FAILURES);
  return sample(now.n, now.observedFailures, now.expectedFailures * ownLevel, phi);
}

function sample(n: number, observed: number, expected: number, phi: number): Sample {
  return {
    sampleSize: n,
    estimate(level) {
      const { lower, upper } = byar(observed / phi, expected / phi, level);
      return { value: observed / expected, lower, upper, level, sampleSize: n, effectiveSampleSize: n / phi };
    },
    extended: (hits, misses) => sample(n + hits + misses, observed + misses, (expected * (n + hits + misses)) / n, phi),
  };
}
