import type { Handover } from '../expectation/handovers.ts';
import type { Standings } from '../expectation/standings.ts';
import type { Sample } from '../sample.ts';
import { proportion } from './proportion.ts';

/** Shares of the hand-overs in the window that are old enough to show what came of them; null: of no subject. */
export function handoverShares(
  { work, view }: Standings,
  subjectOf: (handover: Handover) => string | null,
  isHit: (handover: Handover) => boolean,
): Iterable<readonly [subjectId: string, sample: Sample]> {
  const counts = new Map<string, { hits: number; n: number }>();
  for (const handover of work.handovers) {
    if (handover.at < view.window.start || handover.at > view.maturedBy) continue;
    const subject = subjectOf(handover);
    if (subject === null) continue;
    const count = counts.get(subject) ?? { hits: 0, n: 0 };
    counts.set(subject, count);
    count.n += 1;
    if (isHit(handover)) count.hits += 1;
  }
  return [...counts].map(([subject, { hits, n }]) => [subject, proportion(hits, n)] as const);
}
