import { z } from 'zod';
import { RECORD_KINDS, type RecordKind } from '../progression/record-kinds.ts';
import type { RecordRequirement } from '../progression/rule.ts';
import { type ExpressionSpec, expressionForm } from './expression-form.ts';
import { isBlock, keys, oneOf, text, whole } from './forms.ts';
import { MOST_WEEKS } from './metrics-file.ts';
import { type RequirementSpec, requirementForm } from './requirement-form.ts';

const KINDS = Object.keys(RECORD_KINDS) as RecordKind[];
export const recordKind = () => oneOf('record', KINDS).transform((kind) => kind as RecordKind);

const recordForm = keys({
  record: recordKind(),
  at_least: whole('records', 1, 1_000),
  weeks: whole('weeks', 1, MOST_WEEKS),
  reason: text('why this is asked, for the person it is asked of'),
});

export type RecordSpec = z.output<typeof recordForm>;
export type EntrySpec = RequirementSpec | RecordSpec | ExpressionSpec;

function formOf(raw: unknown) {
  if (!isBlock(raw)) return requirementForm;
  return 'expression' in raw ? expressionForm : 'record' in raw ? recordForm : requirementForm;
}

/** A line of a rule: about a figure or, where it names one, about a record, or of several by an expression. Mistakes are told of the form that was meant. */
export const requirementEntry = z.unknown().transform((raw, { addIssue }): EntrySpec => {
  const form = formOf(raw);
  const parsed = form.safeParse(raw);
  for (const { message, path } of parsed.error?.issues ?? []) addIssue({ code: 'custom', path: [...path], message });
  // What has mistakes is still looked at beside the rest of the rule, and never used.
  return parsed.success ? parsed.data : (raw as EntrySpec);
});

export const isExpression = (spec: EntrySpec): spec is ExpressionSpec => 'expression' in spec;
export const isRecord = (spec: EntrySpec): spec is RecordSpec => 'record' in spec && !isExpression(spec);
export const isFigure = (spec: EntrySpec): spec is RequirementSpec => !isRecord(spec) && !isExpression(spec);

export const recordOf = ({ record, at_least: atLeast, weeks, reason }: RecordSpec): RecordRequirement => ({
  record,
  atLeast,
  weeks,
  reason,
});
