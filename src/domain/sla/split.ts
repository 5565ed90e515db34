import type { AgentId } from '../ids.ts';
import type { Instant } from '../interval.ts';
import type { SlaClock } from './clock.ts';

/** What one holder (null: nobody, the team's queue) in one team had of a clock's time. */
export interface Share {
  readonly holder: AgentId | null;
  readonly team: string | null;
  readonly elapsedMs: number;
  readonly pausedMs: number;
}

/** Who used a clock's time, in order of first holding. Sums over shares equal the clock's, to the millisecond. */
export function splitOf({ segments }: SlaClock): Share[] {
  const shares = new Map<string, { -readonly [K in keyof Share]: Share[K] }>();
  for (const { holder, team, running, openMs } of segments) {
    const key = JSON.stringify([holder, team]);
    const share = shares.get(key) ?? { holder, team, elapsedMs: 0, pausedMs: 0 };
    shares.set(key, share);
    if (running) share.elapsedMs += openMs;
    else share.pausedMs += openMs;
  }
  return [...shares.values()];
}

/** How much of an overrun each way of attributing lays on a holder. Null: nobody in particular, the team. */
export interface Attributed {
  readonly holder: AgentId | null;
  readonly team: string | null;
  /** Milliseconds of the overrun; they add up to it, at-breach to the whole. */
  readonly ms: number;
}

export interface Attribution {
  /** Holder at the instant of the breach; sticky: later hand-overs change nothing. */
  readonly atBreach: { readonly holder: AgentId | null; readonly team: string | null } | null;
  /** By share of the clock's time. */
  readonly byShare: readonly Attributed[];
  /** By time beyond what such a holding usually takes: the one to decide by (statistics.md 7). */
  readonly byBudgetExcess: readonly Attributed[];
}

/**
 * Three attributions of a breach; nothing to attribute where there is none. `budgetMs` is what such a holding usually
 * takes (the median for work like it). Where nobody exceeded theirs, the overrun is the team's.
 */
export function attribute(clock: SlaClock, budgetMs: (share: Share) => number): Attribution {
  const { targetMs, breachedAt } = clock;
  if (targetMs === null || breachedAt === null) return { atBreach: null, byShare: [], byBudgetExcess: [] };
  const over = clock.elapsedMs - targetMs;
  const shares = splitOf(clock);
  const excess = shares.map((share) =>
    share.holder === null ? share.elapsedMs : Math.max(0, share.elapsedMs - budgetMs(share)),
  );
  const elapsed = shares.map(({ elapsedMs }) => elapsedMs);
  return {
    atBreach: holderAt(clock, breachedAt),
    byShare: laid(shares, elapsed, over),
    byBudgetExcess: laid(shares, excess, over),
  };
}

function holderAt({ segments }: SlaClock, instant: Instant): Attribution['atBreach'] {
  const segment = segments.findLast(({ start }) => start <= instant) ?? segments[0];
  return segment === undefined ? null : { holder: segment.holder, team: segment.team };
}

/**
 * In proportion to the weights, on the team where all are 0; whole milliseconds, the remainder to the largest, so that
 * the parts add up.
 */
function laid(shares: readonly Share[], weights: readonly number[], over: number): Attributed[] {
  const total = weights.reduce((a, b) => a + b, 0);
  if (total === 0) return [{ holder: null, team: shares[0]?.team ?? null, ms: over }];
  const parts = shares.map(({ holder, team }, i) => ({
    holder,
    team,
    ms: Math.floor(((weights[i] ?? 0) / total) * over),
  }));
  const rest = over - parts.reduce((sum, { ms }) => sum + ms, 0);
  const largest = parts[weights.indexOf(Math.max(...weights))];
  if (largest !== undefined) largest.ms += rest;
  return parts.filter(({ ms }) => ms > 0);
}
