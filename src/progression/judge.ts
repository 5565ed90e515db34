import type { Instant } from '../domain/interval.ts';
import { figureKey, type Measurement } from '../metrics/measure.ts';
import { type Subject, subjectKey } from '../metrics/metric.ts';
import type { AtTarget, Estimate, Sample } from '../metrics/sample.ts';
import { judgeRequirement, type RequirementVerdict, together } from './judge-requirement.ts';
import { type NearestChange, nearestChange } from './nearest-change.ts';
import type { Requirement, RoleRule, Verdict } from './rule.ts';

/** One requirement as it was judged: enough to explain and contest it. */
export interface Evidence {
  readonly metric: string;
  readonly weeks: number;
  readonly comparison: Requirement['comparison'];
  readonly target: number;
  readonly confidence: number;
  readonly minimumSample: number;
  readonly weight: Requirement['weight'];
  readonly why: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly estimate: Estimate | null;
  /** How many times own tickets must have raised the odds; null: not asked. */
  readonly evidenceRatio: number | null;
  /** How sure it is that the target is reached; null: known by the interval only. */
  readonly atTarget: AtTarget | null;
  readonly nearestChange: NearestChange;
  /** The person a figure about concentration rests on. */
  readonly mainAgent: string | null;
}

/** What a rule says of one subject at one evaluation, and how long it has been saying so. */
export interface Judgement {
  readonly ruleId: string;
  readonly ruleVersion: string;
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly evidence: readonly Evidence[];
  /** Consecutive evaluations up to this one with verdict met. */
  readonly heldFor: number;
  /** Consecutive evaluations up to this one in which the flag that is up had no ground to stay; 0 while none is up. */
  readonly outFor: number;
  /** When the flag now up was raised; null: none is. */
  readonly raisedAt: Instant | null;
  /** Set in the one judgement that took the flag down. */
  readonly withdrawn: { readonly raisedAt: Instant; readonly reason: string } | null;
}

export const judgementKey = (ruleId: string, subject: Subject): string => `${ruleId} ${subjectKey(subject)}`;

export interface JudgeOptions {
  readonly asOf: Instant;
  /** The evaluation before this one, by judgementKey. */
  readonly previous: ReadonlyMap<string, Judgement>;
}

/**
 * Judges every subject that has a figure a rule reads, or a flag of the rule up. Flags rise when a rule has held for
 * `holdFor` evaluations and come down when they have been out for `leaveAfter`; in between nothing changes. Pure.
 */
export function judge(
  rules: readonly RoleRule[],
  measurements: readonly Measurement[],
  options: JudgeOptions,
): Judgement[] {
  const judged = new Map<string, Judged>();
  const figuresOf = (subject: Subject) => {
    const key = subjectKey(subject);
    const one = judged.get(key) ?? { subject, figures: new Map<string, Found>() };
    judged.set(key, one);
    return one.figures;
  };
  const read = readBy(rules);
  for (const { metric, weeks, subject, sample, heldBack } of measurements) {
    const key = read.get(metric.id)?.get(weeks);
    if (key !== undefined) figuresOf(subject).set(key, { sample, heldBack });
  }
  for (const { subject, raisedAt } of options.previous.values()) if (raisedAt !== null) figuresOf(subject);
  const subjects = [...judged.values()].sort((a, b) => (subjectKey(a.subject) < subjectKey(b.subject) ? -1 : 1));
  return rules.flatMap((rule) =>
    subjects.filter((one) => concerns(rule, one, options)).map((one) => judgeOne(rule, one, options)),
  );
}

/** Keys of the figures that the rules read, by metric and weeks: few of all there are. */
function readBy(rules: readonly RoleRule[]): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const read = new Map<string, Map<number, string>>();
  for (const { metric, weeks } of rules.flatMap(({ requirements }) => requirements)) {
    const keys = read.get(metric.id) ?? new Map<number, string>();
    read.set(metric.id, keys.set(weeks, figureKey(metric.id, weeks)));
  }
  return read;
}

interface Judged {
  readonly subject: Subject;
  readonly figures: Map<string, Found>;
}

type Found = Pick<Measurement, 'sample' | 'heldBack'>;

/** A flag whose subject has no figure any more must still come down by the rule, not be forgotten. */
function concerns(rule: RoleRule, { subject, figures }: Judged, { previous }: JudgeOptions): boolean {
  const isUp = (previous.get(judgementKey(rule.id, subject))?.raisedAt ?? null) !== null;
  const isRead = rule.requirements.some(({ metric, weeks }) => figures.has(figureKey(metric.id, weeks)));
  return subject.kind === rule.subject && (isRead || isUp);
}

function judgeOne(rule: RoleRule, { subject, figures }: Judged, { asOf, previous }: JudgeOptions): Judgement {
  const found = ({ metric, weeks }: Requirement) => figures.get(figureKey(metric.id, weeks));
  const verdicts = rule.requirements.map((requirement) => {
    const { sample, heldBack = null } = found(requirement) ?? {};
    return judgeRequirement(requirement, sample, { heldBack });
  });
  const verdict = together(verdicts.map((one) => one.verdict));
  const before = previous.get(judgementKey(rule.id, subject));
  const raisedAt = before?.raisedAt ?? null;
  const heldFor = verdict === 'met' ? (before?.heldFor ?? 0) + 1 : 0;
  const outFor = raisedAt === null || stays(rule, found) ? 0 : (before?.outFor ?? 0) + 1;
  const evidence = rule.requirements.map((requirement, i) =>
    evidenceOf(requirement, verdicts[i], found(requirement)?.sample),
  );
  return {
    ruleId: rule.id,
    ruleVersion: rule.version,
    subject,
    verdict,
    evidence,
    heldFor,
    outFor,
    ...flagAfter(rule, raisedAt, { asOf, heldFor, outFor }),
  };
}

/** Whether a raised flag stays up: what had to be shown may rest on less confidence than when it was raised. */
function stays(rule: RoleRule, found: (requirement: Requirement) => Found | undefined): boolean {
  const verdicts = rule.requirements.map((requirement) => {
    const confidence = requirement.weight === 'required' ? rule.stayConfidence : requirement.confidence;
    const { sample, heldBack = null } = found(requirement) ?? {};
    return judgeRequirement(requirement, sample, { staying: confidence, heldBack }).verdict;
  });
  return together(verdicts) === 'met';
}

function flagAfter(
  rule: RoleRule,
  raisedAt: Instant | null,
  { asOf, heldFor, outFor }: { asOf: Instant; heldFor: number; outFor: number },
): Pick<Judgement, 'raisedAt' | 'withdrawn'> {
  if (raisedAt === null) return { raisedAt: heldFor >= rule.holdFor ? asOf : null, withdrawn: null };
  if (outFor < rule.leaveAfter) return { raisedAt, withdrawn: null };
  const weeks = `${outFor} evaluation${outFor === 1 ? '' : 's'}`;
  return { raisedAt: null, withdrawn: { raisedAt, reason: `the rule no longer held for ${weeks} in a row` } };
}

function evidenceOf(
  requirement: Requirement,
  verdict: RequirementVerdict | undefined,
  sample: Sample | undefined,
): Evidence {
  const {
    metric,
    reason: why,
    weeks,
    comparison,
    target,
    confidence,
    minimumSample,
    weight,
    evidenceRatio,
  } = requirement;
  return {
    metric: metric.id,
    weeks,
    comparison,
    target,
    confidence,
    minimumSample,
    weight,
    why,
    verdict: verdict?.verdict ?? 'not-enough-data',
    reason: verdict?.reason ?? 'not judged',
    estimate: verdict?.estimate ?? null,
    evidenceRatio,
    atTarget: comparison === 'at-least' ? (sample?.atTarget?.(target) ?? null) : null,
    nearestChange: nearestChange(requirement, sample),
    mainAgent: sample?.mainAgent ?? null,
  };
}
