import type { NextStage, PathSteps } from '../../api/path-schema.ts';
import { dateText } from './dates.ts';

type Step = PathSteps['steps'][number];

/** Below the name of a step: where it lies for the reader. */
export function stepText({ state, since, plannedUntil, overPlan }: Step): string {
  if (state === 'been') return 'been through';
  if (state === 'next') return 'next';
  if (state === 'later') return 'later';
  const begun = since === null ? 'here now' : `here since ${dateText(since)}`;
  if (plannedUntil === null) return begun;
  return overPlan
    ? `${begun}; the next step was to be talked about by ${dateText(plannedUntil)}`
    : `${begun}; the next step is talked about by ${dateText(plannedUntil)}`;
}

/** How far towards a stage: in words, and never as a score. */
export function readinessText({ role }: NextStage): string {
  if (role === null) return 'people alone decide';
  if (role.readiness === null) return 'not judged yet';
  const met = `${role.met} of ${role.asked} points met`;
  if (role.readiness === 'not-enough-data') return `not enough data yet, ${met}`;
  if (role.readiness === 'developing') return `on the way, ${met}`;
  const since = role.readySince === null ? '' : ` since ${dateText(role.readySince)}`;
  return `${role.readiness === 'strong' ? 'strongly ready' : 'ready'} by the evidence${since}`;
}
