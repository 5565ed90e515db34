import type { RecordKind } from './record-kinds.ts';

/** How often a duty comes round. */
export const CADENCES = ['daily', 'weekly', 'monthly', 'quarterly', 'as-needed'] as const;
type Cadence = (typeof CADENCES)[number];

interface Duty {
  readonly what: string;
  readonly cadence: Cadence;
}

/** A skill of SFIA 9 by code and levels of responsibility, `from` <= `to`; never its text. */
export interface SfiaSkill {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

export interface StageRef {
  readonly path: string;
  readonly stage: string;
}

/** Shares of the working mix, 0..1: less of the earlier work is fine, none of it is not (S001-2, S001-3). */
interface Band {
  readonly lower: number;
  readonly upper: number;
}

/** One step of a path. What opens it is a flag that people look at, or people alone; nothing moves anybody by itself. */
export interface Stage {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly sfia: readonly SfiaSkill[];
  readonly duties: readonly Duty[];
  /** Id of the readiness rule whose flag opens it; null: people alone decide, for the reason given. */
  readonly role: string | null;
  readonly openedByPeople: string | null;
  /** Stages that come first, besides the one before it on its own path. */
  readonly needs: readonly StageRef[];
  /** How much of one's work stays of the kinds one did before this stage; null: there was none before. */
  readonly keeps: Band | null;
  /** Kinds of work it is about, as the tickets name them; empty: all that the team works. */
  readonly work: readonly string[];
  /** After how long the next step, on this path or another, is talked about at the latest. */
  readonly plannedWeeks: number;
  /** Least share of the work that is done with customers, 0..1. */
  readonly customerContact: number;
  readonly whyLessContact: string | null;
  /** It is where the path is meant to end: at another place in the firm, or beyond it. Null: it is not. */
  readonly exit: 'inside' | 'beyond' | null;
}

/** What a programme has to have come to by a date. All of it; of `reaches`, one. */
export interface Gate {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** Weeks since the first stage of the path was begun. */
  readonly byWeek: number;
  readonly reaches: readonly StageRef[];
  /** How long one of `reaches` has been held by then. */
  readonly heldWeeks: number;
  readonly records: readonly RecordKind[];
}

/** A way of growing that a desk offers; its stages in order, each coming after the one before. */
export interface CareerPath {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** First characters of the SHA-256 of the path's text. */
  readonly version: string;
  readonly stages: readonly Stage[];
  readonly gates: readonly Gate[];
}

export const stageKey = ({ path, stage }: StageRef): string => `${path}/${stage}`;

/** Every stage of every path, by `path/stage`, in the order of the paths. */
export function stagesOf(paths: readonly CareerPath[]): ReadonlyMap<string, Stage> {
  return new Map(paths.flatMap(({ id, stages }) => stages.map((one) => [stageKey({ path: id, stage: one.id }), one])));
}

/** What comes before each stage: the one before it on its path, and what it needs. By `path/stage`. */
function before(paths: readonly CareerPath[]): ReadonlyMap<string, readonly string[]> {
  const pairs = paths.flatMap(({ id: path, stages }) =>
    stages.map(({ id: stage, needs }, i): [string, readonly string[]] => {
      const previous = stages[i - 1];
      const onPath = previous === undefined ? [] : [stageKey({ path, stage: previous.id })];
      return [stageKey({ path, stage }), [...new Set([...onPath, ...needs.map(stageKey)])]];
    }),
  );
  return new Map(pairs);
}

/** Stages that grow out of this one directly: its path's next, and those of other paths that need it. By `path/stage`. */
export function growingFrom(paths: readonly CareerPath[], from: StageRef): readonly string[] {
  return [...before(paths)].filter(([, needs]) => needs.includes(stageKey(from))).map(([key]) => key);
}

/** Stages somebody could begin next who has reached those of `reached` (`path/stage`): all that comes before them is there. */
export function nextStages(paths: readonly CareerPath[], reached: ReadonlySet<string>): readonly string[] {
  return [...before(paths)]
    .filter(([key, needs]) => !reached.has(key) && needs.every((one) => reached.has(one)))
    .map(([key]) => key);
}

/** Stages of which each has to come before itself, in order, the first again at the end; null: there are none. */
export function cycleAmong(paths: readonly CareerPath[]): readonly string[] | null {
  const needs = before(paths);
  const done = new Set<string>();
  const visit = (key: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(key)) return [...trail.slice(trail.indexOf(key)), key];
    if (done.has(key)) return null;
    for (const one of needs.get(key) ?? []) {
      const cycle = visit(one, [...trail, key]);
      if (cycle !== null) return cycle;
    }
    done.add(key);
    return null;
  };
  for (const key of needs.keys()) {
    const cycle = visit(key, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
