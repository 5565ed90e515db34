import { type AgentWeek, type AgentYear, type Said, WEEK } from '../../../bench/validity/agent-year.ts';

/** A week by its truth, the flag `rule` (true: up), and what ours said. */
export interface Told {
  readonly truth: number;
  readonly up?: boolean;
  readonly ours?: Said;
}

/** Somebody's weeks; the first evaluation is at week 1. */
export function yearOf(told: readonly Told[], about: Partial<AgentYear> = {}): AgentYear {
  const weeks = told.map(
    ({ truth, up = false, ours }, i): AgentWeek => ({
      asOf: (i + 1) * WEEK,
      truth,
      said: ours === undefined ? {} : { ours },
      flags: new Set(up ? ['rule'] : []),
    }),
  );
  return { agent: 'a', shift: 'day', class: 'stable', changesAt: null, weeks, ...about };
}

/** Weeks of one truth; the pattern says when the flag is up: `..##.` */
export function flagged(truth: number, pattern: string): Told[] {
  return [...pattern].map((sign) => ({ truth, up: sign === '#' }));
}
