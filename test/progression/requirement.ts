import { proportion } from '../../src/metrics/families/proportion.ts';
import type { Sample } from '../../src/metrics/sample.ts';
import { slaAttainment } from '../../src/metrics/sla-attainment.ts';
import type { Requirement, RoleRule } from '../../src/progression/rule.ts';

/** At least 85 %, shown with 90 % confidence on ten tickets or more, over 13 weeks. */
export function requirement(more: Partial<Requirement> = {}): Requirement {
  return {
    metric: slaAttainment,
    weeks: 13,
    comparison: 'at-least',
    target: 0.85,
    stayTarget: null,
    confidence: 0.9,
    minimumSample: 10,
    weight: 'required',
    evidenceRatio: null,
    reason: 'keeps promises',
    ...more,
  };
}

/** Two weeks to rise, two to come down. */
export function rule(more: Partial<RoleRule> = {}): RoleRule {
  return {
    id: 'service-level-manager',
    kind: 'readiness',
    title: 'Service Level Manager',
    subject: 'agent',
    why: 'keeps promises',
    version: 'abc',
    file: 'roles/service-level-manager.yaml',
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    requirements: [requirement()],
    records: [],
    expressions: [],
    holdFor: 2,
    leaveAfter: 2,
    stayConfidence: 0.6,
    strong: null,
    asksInterest: false,
    firstSeenBy: 'manager',
    askPeople: [],
    ...more,
  };
}

export const share = (hits: number, n: number): Sample => proportion(hits, n);

/** A figure with these ends at any level, of which nobody can say what one more ticket would do to it. */
export function between(lower: number, upper: number, n = 100): Sample {
  const size = { sampleSize: n, effectiveSampleSize: n };
  return { sampleSize: n, estimate: (level) => ({ value: (lower + upper) / 2, lower, upper, level, ...size }) };
}
