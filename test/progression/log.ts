import type { Act, Decision, FlagShown } from '../../src/progression/decision.ts';
import type { Flag } from '../../src/progression/flag-life.ts';

export const RAISED = 100;
const ann = { kind: 'agent', id: 'ann' } as const;

export const flag = (more: Partial<Flag> = {}): Flag => ({
  id: 'f1',
  kind: 'risk',
  ruleId: 'slipping',
  subject: ann,
  raisedAt: RAISED,
  gone: null,
  ...more,
});

const shownOf = ({ id, ruleId, subject, raisedAt }: Flag): FlagShown => ({
  flag: id,
  ruleId,
  subject,
  raisedAt,
  ruleVersion: 'v1',
  expectation: null,
  asOf: raisedAt,
  verdict: 'met',
});

/** Each line at its own instant, in order, and named after its act and place: `challenge-2`. */
export function logOf(acts: readonly Act[], about: Flag | null = flag(), from = RAISED + 1): Decision[] {
  return acts.map((act, i) => ({
    id: `${act.act}-${i}`,
    at: from + i,
    by: `boss ${i}`,
    agent: 'ann',
    reason: `because ${i}`,
    act,
    shown: about === null ? null : shownOf(about),
  }));
}
