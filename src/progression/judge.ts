import type { Instant } from '../domain/interval.ts';
import { figureKey, type Measurement } from '../metrics/measure.ts';
import { type Subject, subjectKey } from '../metrics/metric.ts';
import { FoundFigure } from './found-figure.ts';
import { type Held, heldAfter, NEVER_HELD } from './held.ts';
import { type ExpressionFacts, judgeExpression } from './judge-expression.ts';
import { judgeRecord } from './judge-record.ts';
import { judgeRequirement, type RequirementVerdict, together } from './judge-requirement.ts';
import { type Carried, type Evidence, type ExpressionEvidence, type Judgement, judgementKey } from './judgement.ts';
import { nearestChange } from './nearest-change.ts';
import { NO_RECORDS, type Records } from './records.ts';
import {
  type AskedFigure,
  figuresAsked,
  inForce,
  type Requirement,
  type RoleRule,
  type StrongReadiness,
} from './rule.ts';

export interface JudgeOptions {
  readonly asOf: Instant;
  /** Of the evaluation before this one, by judgementKey. */
  readonly previous: ReadonlyMap<string, Carried>;
  /** What people have put down by then; left out: nothing. */
  readonly records?: Records;
}

/**
 * Judges, by the version in force of each rule, every subject that has a figure it reads or a flag of it up. Flags rise when
 * a rule has held for `holdFor` evaluations and come down when they have been out for `leaveAfter`; in between nothing
 * changes. Pure.
 */
export function judge(
  versions: readonly RoleRule[],
  measurements: readonly Measurement[],
  options: JudgeOptions,
): Judgement[] {
  return [...judging(versions, measurements, options)];
}

/** The same, each made when it is come to, and anew each time they are gone through: a large desk has half a million. */
export function judging(
  versions: readonly RoleRule[],
  measurements: readonly Measurement[],
  options: JudgeOptions,
): Iterable<Judgement> {
  const rules = inForce(versions, options.asOf);
  const subjects = subjectsOf(rules, measurements, options);
  return {
    *[Symbol.iterator]() {
      for (const rule of rules)
        for (const one of subjects) if (concerns(rule, one, options)) yield judgeOne(rule, one, options);
    },
  };
}

/** Everybody and everything with a figure that is read or a flag that is up, by key. */
function subjectsOf(
  rules: readonly RoleRule[],
  measurements: readonly Measurement[],
  { previous }: JudgeOptions,
): Judged[] {
  const judged = new Map<string, Judged>();
  const figuresOf = (subject: Subject) => {
    const key = subjectKey(subject);
    const one = judged.get(key) ?? { subject, figures: new Map<string, FoundFigure>() };
    judged.set(key, one);
    return one.figures;
  };
  const read = readBy(rules);
  for (const { metric, weeks, subject, sample, heldBack } of measurements) {
    const key = read.get(metric.id)?.get(weeks);
    if (key !== undefined) figuresOf(subject).set(key, new FoundFigure({ sample, heldBack }));
  }
  for (const { subject, raisedAt } of previous.values()) if (raisedAt !== null) figuresOf(subject);
  return [...judged.values()].sort((a, b) => (subjectKey(a.subject) < subjectKey(b.subject) ? -1 : 1));
}

/** Keys of the figures that the rules read, by metric and weeks: few of all there are. */
function readBy(rules: readonly RoleRule[]): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const read = new Map<string, Map<number, string>>();
  for (const { metric, weeks } of rules.flatMap(figuresAsked)) {
    const keys = read.get(metric.id) ?? new Map<number, string>();
    read.set(metric.id, keys.set(weeks, figureKey(metric.id, weeks)));
  }
  return read;
}

interface Judged {
  readonly subject: Subject;
  readonly figures: Map<string, FoundFigure>;
}

/** A flag whose subject has no figure any more must still come down by the rule, not be forgotten. */
function concerns(rule: RoleRule, { subject, figures }: Judged, { previous }: JudgeOptions): boolean {
  if (subject.kind !== rule.subject) return false;
  const isUp = (previous.get(judgementKey(rule.id, subject))?.raisedAt ?? null) !== null;
  return isUp || figuresAsked(rule).some(({ metric, weeks }) => figures.has(figureKey(metric.id, weeks)));
}

function judgeOne(rule: RoleRule, { subject, figures }: Judged, options: JudgeOptions): Judgement {
  const { asOf, previous, records: kept = NO_RECORDS } = options;
  const found: Finding = ({ metric, weeks }) => figures.get(figureKey(metric.id, weeks));
  const verdicts = rule.requirements.map((requirement) => verdictOn(requirement, found));
  const records = rule.records.map((asked) => judgeRecord(asked, subject, kept, asOf));
  const expressions = expressionsOn(rule, subject, { found, kept, asOf });
  const verdict = together([...verdicts, ...records, ...expressions].map((one) => one.verdict));
  const evidence = rule.requirements.map((requirement, i) => evidenceOf(requirement, verdicts[i], found(requirement)));
  const before = previous.get(judgementKey(rule.id, subject));
  const flag = {
    heldFor: before?.heldFor ?? 0,
    outFor: before?.outFor ?? 0,
    since: before?.raisedAt ?? null,
  };
  const frozen = flag.since !== null && kept.isFrozen(rule.id, subject);
  const holds = verdict === 'met';
  const stays = flag.since !== null && staysUp(rule, subject, { found, kept, asOf });
  const after = heldAfter(flag, { asOf, holds, stays, frozen }, rule);
  const unwanted = rule.asksInterest && subject.kind === 'agent' && kept.wants(subject.id, rule.id) === false;
  const standing = standingAfter(flag, after, { unwanted: unwanted && !frozen });
  const isStrong = { asOf, holds, found, frozen, isUp: standing.raisedAt !== null };
  return {
    ruleId: rule.id,
    ruleVersion: rule.version,
    subject,
    verdict,
    evidence,
    ...(records.length > 0 && { records }),
    ...(expressions.length > 0 && { expressions }),
    heldFor: after.heldFor,
    outFor: after.outFor,
    ...standing,
    ...(rule.strong !== null && { strong: strongAfter(rule, rule.strong, before?.strong ?? NEVER_HELD, isStrong) }),
  };
}

type Finding = (asked: AskedFigure) => FoundFigure | undefined;

interface Facts {
  readonly found: Finding;
  readonly kept: Records;
  readonly asOf: Instant;
}

function expressionsOn(
  { expressions }: RoleRule,
  subject: Subject,
  { found, kept, asOf }: Facts,
  staying?: number,
): ExpressionEvidence[] {
  const countOf: ExpressionFacts['countOf'] = (record, since) =>
    subject.kind === 'agent' ? kept.countOf(subject.id, record, since) : 0;
  const facts = { asOf, found, countOf, ...(staying !== undefined && { staying }) };
  return expressions.map((one) => judgeExpression(one, facts));
}

function verdictOn(requirement: Requirement, found: Finding, staying?: number): RequirementVerdict {
  return found(requirement)?.verdictOn(requirement, staying) ?? judgeRequirement(requirement, undefined);
}

/**
 * Whether a raised flag stays up: by the leave target where there is one, and what had to be shown may rest on less
 * confidence than when it was raised. Records are not asked for again: that one of them has grown old says nothing new of anybody.
 */
function staysUp(rule: RoleRule, subject: Subject, facts: Facts): boolean {
  const { requirements, stayConfidence } = rule;
  const verdicts = requirements.map((one) =>
    verdictOn(one, facts.found, one.weight === 'required' ? stayConfidence : one.confidence),
  );
  const expressions = expressionsOn(rule, subject, facts, stayConfidence);
  return together([...verdicts, ...expressions].map(({ verdict }) => verdict)) === 'met';
}

const UNWANTED = 'they said they do not want it';

function standingAfter(
  { since: raisedBefore }: Held,
  { since: raisedAt, outFor }: Held,
  { unwanted }: { readonly unwanted: boolean },
): Pick<Judgement, 'raisedAt' | 'withdrawn' | 'notRaised'> {
  if (raisedBefore === null) {
    if (raisedAt !== null && unwanted) return { raisedAt: null, withdrawn: null, notRaised: UNWANTED };
    return { raisedAt, withdrawn: null };
  }
  if (raisedAt !== null && !unwanted) return { raisedAt, withdrawn: null };
  const weeks = `${outFor} evaluation${outFor === 1 ? '' : 's'}`;
  const reason = unwanted ? UNWANTED : `the rule no longer held for ${weeks} in a row`;
  return { raisedAt: null, withdrawn: { raisedAt: raisedBefore, reason } };
}

interface StrongNow {
  readonly asOf: Instant;
  readonly holds: boolean;
  readonly found: Finding;
  readonly frozen: boolean;
  readonly isUp: boolean;
}

/** By the same gap between entering and leaving as the flag, on the required figures alone; with the flag it ends. */
function strongAfter(rule: RoleRule, strong: StrongReadiness, before: Held, now: StrongNow): Held {
  const required = rule.requirements.filter(({ weight }) => weight === 'required');
  const isMet = (one: Requirement, staying?: number) => verdictOn(one, now.found, staying).verdict === 'met';
  const holds = now.holds && required.every((one) => isMet(raisedBy(strong, one)));
  const stays = before.since !== null && required.every((one) => isMet(one, strong.stayConfidence));
  const { holdFor } = strong;
  const after = heldAfter(before, { ...now, holds, stays }, { holdFor, leaveAfter: rule.leaveAfter });
  return now.isUp ? after : { ...after, outFor: 0, since: null };
}

/** What a requirement asks more strictly already it goes on to ask. */
const raisedBy = ({ confidence, minimumSample }: StrongReadiness, requirement: Requirement): Requirement => ({
  ...requirement,
  confidence: Math.max(confidence, requirement.confidence),
  minimumSample: Math.max(minimumSample, requirement.minimumSample),
});

function evidenceOf(
  requirement: Requirement,
  verdict: RequirementVerdict | undefined,
  found: FoundFigure | undefined,
): Evidence {
  const { metric, reason: why, ...asked } = requirement;
  const { comparison, target } = asked;
  return {
    metric: metric.id,
    ...asked,
    why,
    verdict: verdict?.verdict ?? 'not-enough-data',
    reason: verdict?.reason ?? 'not judged',
    enough: verdict?.enough ?? false,
    estimate: verdict?.estimate ?? null,
    atTarget: comparison === 'at-least' ? (found?.sample.atTarget?.(target) ?? null) : null,
    nearestChange: found?.nearestChange(requirement) ?? nearestChange(requirement, undefined),
    mainAgent: found?.sample.mainAgent ?? null,
  };
}
