import { BackOffTable } from '../../statistics/back-off.ts';
import type { Levels } from '../../statistics/crossed-logistic.ts';
import { DriftingLogistic, type WeekCount } from '../../statistics/drifting-logistic.ts';
import type { Season, SeasonOf } from './season.ts';

/** Learns week after week, and says how likely (0 .. 1) a good outcome is in the next. */
export interface Foreteller {
  expect(levels: Levels): number;
  learn(week: readonly WeekCount[]): void;
}

/** Each row's probability of a good outcome, learned only from weeks whose outcomes were known when its own began. */
export function foretell({ rows, lag }: Season, seen: SeasonOf, model: Foreteller): Float64Array {
  const expected = new Float64Array(rows.length);
  for (const [i, week] of seen.entries()) {
    const known = seen[i - 1 - lag];
    if (known !== undefined) model.learn(known);
    for (const { levels, rows: alike } of week) {
      const p = model.expect(levels);
      for (const i of alike) expected[i] = p;
    }
  }
  return expected;
}

/** How a logistic is tuned: drift (squared logits a week) and over-dispersion. */
export interface Tuning {
  readonly drift: number;
  readonly phi: number;
}

export function logistic(variances: Readonly<Record<string, number>>, tuning: Tuning): Foreteller {
  const model = new DriftingLogistic(variances, tuning);
  return {
    expect: (levels) => 1 / (1 + Math.exp(-model.logit(levels))),
    learn: (week) => model.learn(week),
  };
}

/** Cells pooled towards coarser ones, in the order of the levels (statistics.md 2.3a); without levels the mean of all. */
export function backOffTable(): Foreteller {
  const table = new BackOffTable();
  return {
    expect: (levels) => table.expected('next week', Object.values(levels)) ?? 0.5,
    learn(week) {
      for (const { levels, good, n } of week) {
        const path = Object.values(levels);
        for (let i = 0; i < n; i++) table.add('desk', path, i < good ? 1 : 0);
      }
    },
  };
}
