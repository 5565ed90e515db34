import type { Cell } from '../../domain/contribution.ts';
import { BackOffTable, type Standing } from '../../statistics/back-off.ts';
import { wilson } from '../../statistics/proportion.ts';
import { byar } from '../../statistics/standardised-ratio.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';
import { AgentWeeks } from './agent-weeks.ts';

/** Coarse to fine: how hard a ticket is expected to be is learned from all who had work like it. */
export const cellPath = ({ workType, priority, shift, channel }: Cell): readonly string[] => [
  workType,
  priority,
  shift,
  channel,
];

/**
 * Success rates with the mix of work taken out, by indirect standardisation: each subject's failures against those that
 * everyone else's results on the same cells lead one to expect (leave-one-out back-off table), times the desk's own
 * failure rate. Limits: Byar on failures, thinned by the desk's over-dispersion. statistics.md 2.1, 2.3a, 15.
 */
export function standardised(): Collector {
  const table = new BackOffTable();
  const weeks = new AgentWeeks();
  const desk = { n: 0, failures: 0 };
  return {
    add(subject, { cell, hit, at }) {
      if (cell === null) return;
      const path = cellPath(cell);
      table.add(subject, path, hit ? 1 : 0);
      weeks.add(subject, at, path, !hit);
      desk.n += 1;
      if (!hit) desk.failures += 1;
    },
    *samples() {
      const phi = weeks.dispersion(table);
      for (const subject of table.owners()) {
        const standing = table.standing(subject);
        if (standing !== null) yield [subject, sample(standing, desk.failures / desk.n, phi)];
      }
    },
  };
}

function sample(standing: Standing, deskFailureRate: number, phi: number): Sample {
  const { n, good, observedFailures, expectedFailures } = standing;
  const asRate = (ratio: number) => Math.min(1, Math.max(0, 1 - ratio * deskFailureRate));
  return {
    sampleSize: n,
    estimate(level) {
      const size = { level, sampleSize: n, effectiveSampleSize: n / phi };
      // Nobody else failed, so no work is harder than other work: there is no mix to take out of the plain rate.
      if (expectedFailures === 0) return { value: good / n, ...wilson(good, n, level), ...size };
      const limits = byar(observedFailures / phi, expectedFailures / phi, level);
      const value = asRate(observedFailures / expectedFailures);
      return { value, lower: asRate(limits.upper), upper: asRate(limits.lower), ...size };
    },
    extended(hits, misses) {
      const growth = (n + hits + misses) / n;
      const grown = {
        ...standing,
        n: n + hits + misses,
        good: good + hits,
        observedFailures: observedFailures + misses,
        expectedFailures: expectedFailures * growth,
      };
      return sample(grown, deskFailureRate, phi);
    },
  };
}
