import type { z } from 'zod';
import type { SubjectKind } from '../metrics/metric.ts';
import type { RoleRule } from '../progression/rule.ts';
import { type ExpressionSpec, metricsIn, recordsIn } from './expression-form.ts';
import { type EntrySpec, isExpression, isFigure } from './requirement-entry.ts';
import { unfitFor } from './requirement-form.ts';

/** The more that must all be shown at once, the fewer who are ready are ever found (statistics.md 1.4). */
const MOST_REQUIRED = 3;

/** What concerns the requirements and the rest of a rule together. */
export interface RoleSpec {
  readonly subject: SubjectKind;
  readonly hold_for: number;
  readonly stay_confidence: number;
  readonly strong?:
    | { readonly confidence: number; readonly hold_for: number; readonly stay_confidence: number }
    | undefined;
  readonly interest?: 'asked' | undefined;
  readonly why_more_than_three?: string | undefined;
  readonly requirements: readonly EntrySpec[];
}

type Add = (path: PropertyKey[], message: string) => void;

export function checkRole(kind: RoleRule['kind'], spec: RoleSpec, addIssue: z.core.$RefinementCtx['addIssue']): void {
  const add: Add = (path, message) => addIssue({ code: 'custom', path, message });
  checkFitting(spec, add);
  checkConfidence(spec, add);
  checkRequired(spec, add);
  if (spec.interest !== undefined) checkInterest(kind, spec, add);
  if (spec.strong !== undefined) checkStrong(kind, spec, spec.strong, add);
}

/** Each requirement can be asked of this kind of subject, and one at least tells whom there is to ask. */
function checkFitting({ subject, requirements }: RoleSpec, add: Add): void {
  requirements.forEach((one, i) => {
    if (isExpression(one)) {
      for (const message of unfitIn(one, subject)) add(['requirements', i, 'expression'], message);
    } else if (isFigure(one)) {
      const unfit = unfitFor(subject, one.metric);
      if (unfit !== null) add(['requirements', i, 'metric'], unfit);
    } else if (subject !== 'agent') {
      add(['requirements', i, 'record'], `records are kept of people, not of a ${subject}. Ask for a metric here.`);
    }
  });
  if (requirements.length > 0 && !requirements.some(readsFigure)) {
    add(['requirements'], 'records alone judge nobody. Ask for one metric at least, not-clearly-below if need be.');
  }
}

const readsFigure = (one: EntrySpec): boolean =>
  isFigure(one) || (isExpression(one) && (isUnread(one) || metricsIn(one.expression).length > 0));

/** An expression asks of a subject what a plain requirement may ask. */
function unfitIn(one: ExpressionSpec, subject: SubjectKind): string[] {
  if (isUnread(one)) return [];
  const unfit = metricsIn(one.expression).flatMap((id) => unfitFor(subject, id) ?? []);
  if (subject === 'agent' || recordsIn(one.expression).length === 0) return unfit;
  return [...unfit, `records are kept of people, not of a ${subject}. Ask for a figure here.`];
}

/** What is no text at all has been told by its form. */
const isUnread = ({ expression }: { readonly expression: unknown }): boolean => typeof expression !== 'string';

const confidences = ({ requirements }: RoleSpec): number[] =>
  requirements.flatMap((one) => (isFigure(one) ? [one.confidence] : []));

function checkConfidence(spec: RoleSpec, add: Add): void {
  const least = Math.min(...confidences(spec));
  if (spec.stay_confidence <= least || Number.isNaN(least)) return;
  add(['stay_confidence'], `a raised flag would need more to stay up than to rise. Write at most ${least}.`);
}

const isRequired = (one: EntrySpec): boolean => isFigure(one) && one.weight === 'required';

function checkRequired({ requirements, why_more_than_three: why }: RoleSpec, add: Add): void {
  const required = requirements.flatMap((one, i) => (isRequired(one) || isExpression(one) ? [i] : []));
  const fourth = required[MOST_REQUIRED];
  if (fourth === undefined || why !== undefined) return;
  const remedy = 'Give this one weight: not-clearly-below, or say under why_more_than_three why it must be.';
  add(['requirements', fourth], `more than ${MOST_REQUIRED} required. ${remedy}`);
}

function checkInterest(kind: RoleRule['kind'], { subject }: RoleSpec, add: Add): void {
  if (kind === 'risk') add(['interest'], 'nobody wishes for a risk. Leave the key out.');
  else if (subject !== 'agent') add(['interest'], `only people can want a role, not a ${subject}. Leave the key out.`);
}

/** Strong readiness has to be harder to reach, and no easier to keep, than the flag it builds on. */
function checkStrong(kind: RoleRule['kind'], spec: RoleSpec, strong: NonNullable<RoleSpec['strong']>, add: Add): void {
  if (kind === 'risk') add(['strong'], 'only readiness for a role can be strong. Leave the block out.');
  if (!spec.requirements.some(isRequired)) {
    add(['strong'], 'nothing is required here that could be shown more strongly. Leave the block out.');
  }
  const least = Math.min(...confidences(spec));
  if (strong.confidence < least) {
    add(['strong', 'confidence'], `strong would ask less than the flag itself. Write at least ${least}.`);
  }
  if (strong.hold_for < spec.hold_for) {
    add(['strong', 'hold_for'], `strong would come before the flag itself. Write at least ${spec.hold_for}.`);
  }
  if (strong.stay_confidence > strong.confidence) {
    add(['strong', 'stay_confidence'], `it would take more to stay than to enter. Write at most ${strong.confidence}.`);
  }
  if (strong.stay_confidence < spec.stay_confidence) {
    const message = `strong would outlast the flag itself. Write at least ${spec.stay_confidence}.`;
    add(['strong', 'stay_confidence'], message);
  }
}
