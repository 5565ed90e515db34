import type { Instant } from '../domain/interval.ts';
import type { Decision } from './decision.ts';
import { type Flag, type FlagState, flagLife } from './flag-life.ts';
import { type CareerPath, stageKey } from './path.ts';
import { stagesHeld } from './stages.ts';

const WEEK_MS = 7 * 86_400_000;
/** A quarter of a year without an answer is when an outside offer begins to beat a promise (S002-15). */
const PATIENCE_WEEKS = 13;

/** People have answered, one way or another, or there is nothing to answer any more. */
const ANSWERED: readonly FlagState[] = ['declined', 'decided', 'closed', 'withdrawn', 'expired'];

export interface Waiting {
  readonly flag: Flag;
  readonly agent: string;
  /** Since the flag was raised. */
  readonly weeks: number;
  readonly state: FlagState;
}

/** Ready for a role for a quarter of a year or more, and nobody has decided; the longest first. A nomination decides nothing. */
export function readyAndWaiting(flags: readonly Flag[], log: readonly Decision[], asOf: Instant): Waiting[] {
  return flags
    .flatMap((flag): Waiting[] => {
      const { kind, subject, raisedAt } = flag;
      const weeks = Math.floor((asOf - raisedAt) / WEEK_MS);
      if (kind !== 'readiness' || subject.kind !== 'agent' || weeks < PATIENCE_WEEKS) return [];
      const { state } = flagLife(log, flag, asOf);
      return ANSWERED.includes(state) ? [] : [{ flag, agent: subject.id, weeks, state }];
    })
    .sort((a, b) => b.weeks - a.weeks || (a.flag.id < b.flag.id ? -1 : 1));
}

export interface ThinBench {
  readonly path: string;
  readonly stage: string;
  readonly role: string;
  /** Who holds the stage. */
  readonly holders: readonly string[];
  /** Of whom a flag says that they are ready, who do not hold it, and whom nobody has declined. */
  readonly ready: readonly string[];
}

/**
 * Stages that somebody holds and for which fewer than `least` others are ready now (S000-12). `critical`: the stages as
 * path/stage; undefined: every one that somebody holds and a rule can find people for.
 */
export function thinBenches(
  { paths, flags, critical, least = 1 }: BenchOf,
  log: readonly Decision[],
  asOf: Instant,
): ThinBench[] {
  const held = [...stagesHeld(log, asOf)].flatMap(([agent, onPaths]) =>
    [...onPaths.values()].map((one) => ({ agent, key: stageKey(one) })),
  );
  return paths.flatMap(({ id: path, stages }) =>
    stages.flatMap(({ id: stage, role }): ThinBench[] => {
      const key = stageKey({ path, stage });
      const holders = held.flatMap((one) => (one.key === key ? [one.agent] : [])).sort();
      const isCritical = critical === undefined ? holders.length > 0 : critical.includes(key);
      if (role === null || !isCritical) return [];
      const ready = readyFor(role, flags, log, asOf).filter((agent) => !holders.includes(agent));
      return ready.length < least ? [{ path, stage, role, holders, ready }] : [];
    }),
  );
}

export interface BenchOf {
  readonly paths: readonly CareerPath[];
  readonly flags: readonly Flag[];
  readonly critical?: readonly string[];
  readonly least?: number;
}

function readyFor(role: string, flags: readonly Flag[], log: readonly Decision[], asOf: Instant): string[] {
  const up = flags.filter(
    (flag) => flag.ruleId === role && flag.subject.kind === 'agent' && flag.raisedAt <= asOf && isUp(flag, log, asOf),
  );
  return [...new Set(up.map(({ subject }) => subject.id))].sort();
}

const isUp = (flag: Flag, log: readonly Decision[], asOf: Instant): boolean =>
  !ANSWERED.includes(flagLife(log, flag, asOf).state);
