import { WORLDS, type World } from './worlds.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * DAY;

/** All that a simulated desk depends on: the same plan gives the same bytes. */
export interface DeskPlan {
  readonly seed: number;
  readonly agents: number;
  readonly weeks: number;
  /** ms; Monday 00:00 UTC */
  readonly start: number;
  /** Without it the plain one. */
  readonly world?: World;
}

export function endOf(plan: DeskPlan): number {
  return plan.start + plan.weeks * WEEK;
}

/** The instant at which `share` (0..1) of the period has passed. */
export function instantAt(plan: DeskPlan, share: number): number {
  return plan.start + share * plan.weeks * WEEK;
}

/** The last Monday 00:00 UTC that is not after `at`. */
export function mondayOf(at: number): number {
  return at - ((((at - FIRST_MONDAY) % WEEK) + WEEK) % WEEK);
}

/** Throws a RangeError that says which part of the plan to change. */
export function checkPlan(plan: DeskPlan): void {
  requireWhole('seed', plan.seed, 0);
  requireWhole('agents', plan.agents, 1);
  requireWhole('weeks', plan.weeks, 1);
  if (plan.world !== undefined && !WORLDS.includes(plan.world)) {
    throw new RangeError(
      `The plan's world must be one of ${WORLDS.join(', ')}, not ${plan.world}: choose one of them.`,
    );
  }
  if (!Number.isSafeInteger(plan.start) || mondayOf(plan.start) !== plan.start) {
    throw new RangeError(
      `The plan's start must be a Monday 00:00 UTC in milliseconds, not ${plan.start}: choose a Monday.`,
    );
  }
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(
    `The plan's ${name} must be a whole number of at least ${least}, not ${value}: give such a number.`,
  );
}
