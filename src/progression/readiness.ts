import type { Evidence, Judgement } from './judgement.ts';

/**
 * How far somebody is towards a role (statistics.md 0). not-enough-data: too little to go by. developing: it can be told,
 * and more is asked. nominated: a flag is up. strong: it is up, and more surely so than was asked.
 */
export type Readiness = 'not-enough-data' | 'developing' | 'nominated' | 'strong';

/** Of a judgement by a readiness rule. */
export function readinessOf({ raisedAt, strong, verdict, evidence, expressions = [] }: Judgement): Readiness {
  if (raisedAt !== null) return (strong?.since ?? null) === null ? 'nominated' : 'strong';
  return verdict === 'not-enough-data' && [...evidence, ...expressions].some(isThin) ? 'not-enough-data' : 'developing';
}

const isThin = ({ verdict, enough = verdict !== 'not-enough-data' }: Pick<Evidence, 'verdict' | 'enough'>): boolean =>
  !enough;
