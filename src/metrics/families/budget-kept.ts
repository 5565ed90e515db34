import type { Collector } from '../metric.ts';
import { proportion } from './proportion.ts';

/** Holding times by logarithmic buckets of 5 %: mergeable, and as fine as a median needs to be (statistics.md 3.3). */
const GROWTH = Math.log(1.05);
const bucketOf = (ms: number): number => (ms <= 1_000 ? 0 : Math.ceil(Math.log(ms / 1_000) / GROWTH));

interface Tally {
  /** Targets met: good whoever held it how long. */
  met: number;
  /** Targets breached, and time in the queue, for which there is no budget. */
  queued: number;
  /** Targets breached, by kind of work and bucket of the own holding time. */
  readonly breached: Map<string, Map<number, number>>;
}

/**
 * Shares of held tickets that met their target, or in which the own holding stayed within the median holding of such
 * work in people's hands (by type and priority). statistics.md 7: nobody is blamed for ten minutes at the end of
 * another's seven hours; a queue has no budget, all its time is the team's excess.
 */
export function budgetKept(): Collector {
  const holdings = new Map<string, Map<number, number>>();
  const tallies = new Map<string, Tally>();
  return {
    add(subject, { cell, hit, amount }, agentId) {
      const kind = JSON.stringify([cell?.workType, cell?.priority]);
      const bucket = bucketOf(amount);
      const queued = agentId === null && amount > 0;
      if (agentId !== null) count(holdings, kind, bucket);
      const tally = tallies.get(subject) ?? { met: 0, queued: 0, breached: new Map<string, Map<number, number>>() };
      tallies.set(subject, tally);
      if (hit) tally.met += 1;
      else if (queued) tally.queued += 1;
      else count(tally.breached, kind, bucket);
    },
    *samples() {
      const budgets = new Map([...holdings].map(([kind, buckets]) => [kind, medianOf(buckets)]));
      for (const [subject, { met, queued, breached }] of tallies) {
        let kept = met;
        let n = met + queued;
        for (const [kind, buckets] of breached) {
          for (const [bucket, tickets] of buckets) {
            n += tickets;
            if (bucket <= (budgets.get(kind) ?? 0)) kept += tickets;
          }
        }
        yield [subject, proportion(kept, n)];
      }
    },
  };
}

function count(counts: Map<string, Map<number, number>>, kind: string, bucket: number): void {
  const buckets = counts.get(kind) ?? new Map<number, number>();
  counts.set(kind, buckets);
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
}

function medianOf(buckets: ReadonlyMap<number, number>): number {
  const sorted = [...buckets].sort(([a], [b]) => a - b);
  const half = sorted.reduce((n, [, tickets]) => n + tickets, 0) / 2;
  let passed = 0;
  for (const [bucket, tickets] of sorted) {
    passed += tickets;
    if (passed >= half) return bucket;
  }
  return 0;
}
