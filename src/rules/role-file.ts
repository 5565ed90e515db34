import { z } from 'zod';
import type { Instant } from '../domain/interval.ts';
import type { SubjectKind } from '../metrics/metric.ts';
import type { RoleRule } from '../progression/rule.ts';
import { expressionOf } from './expression-form.ts';
import { isBlock, keys, nameOfFile, text, whole, write } from './forms.ts';
import type { MetricWindows } from './metrics-file.ts';
import type { Problems } from './problems.ts';
import { isExpression, isFigure, isRecord, recordOf, requirementEntry } from './requirement-entry.ts';
import { requirementOf } from './requirement-form.ts';
import { checkRole, type RoleSpec } from './role-check.ts';
import { roleWarnings } from './role-warnings.ts';
import { shortHash } from './short-hash.ts';
import type { NamedFile } from './sort-files.ts';
import { type Version, versionKeys, versionsOf } from './versions.ts';

const SUBJECTS = ['agent', 'team', 'work-type', 'region', 'shift'] as const satisfies readonly SubjectKind[];
const FIRST = ['agent', 'manager', 'lead'] as const satisfies readonly RoleRule['firstSeenBy'][];

const confidence = (least: number) => {
  const wanted = write(`a confidence from ${least} to 0.999`);
  return z.number(wanted).min(least, wanted).max(0.999, wanted);
};

const strong = keys({
  confidence: confidence(0.5),
  hold_for: whole('weekly evaluations', 1, 104),
  minimum_sample: whole('observations', 1, 100_000),
  stay_confidence: confidence(0.5),
});

const form = (kind: RoleRule['kind'], name: string) =>
  keys({
    id: nameOfFile(name),
    ...versionKeys('rule'),
    title: text('a title for pages'),
    why: text('why the desk has this rule, for those it is about'),
    subject: z.enum(SUBJECTS, write(`one of ${SUBJECTS.join(', ')}`)).default('agent'),
    hold_for: whole('weekly evaluations', 1, 104),
    leave_after: whole('weekly evaluations', 1, 104),
    stay_confidence: confidence(0.5).default(0.5),
    strong: strong.optional(),
    interest: z.literal('asked', write('asked, or leave the key out')).optional(),
    first: z.enum(FIRST, write(`who is told first: ${FIRST.join(', ')}`)).default('manager'),
    ask_people: z.array(text('a question for people'), write('a list of what only people know')).default([]),
    why_more_than_three: text('why more than 3 have to be shown at once').optional(),
    requirements: z.array(requirementEntry, write('a list of requirements')).min(1, write('at least one requirement')),
  }).superRefine((spec, { addIssue }) => checkRole(kind, spec, addIssue), { when: ({ value }) => isCheckable(value) });

function isCheckable(value: unknown): value is RoleSpec {
  if (!isBlock(value) || !SUBJECTS.some((subject) => subject === value['subject'])) return false;
  return Array.isArray(value['requirements']) && value['requirements'].every(isBlock);
}

/** The rules of one folder, every version of each. `startOf`: midnight of a day in the desk's zone. */
export function readRoleRules(
  kind: RoleRule['kind'],
  files: readonly NamedFile[],
  windows: MetricWindows,
  startOf: (date: string) => Instant,
  problems: Problems,
): RoleRule[] {
  const versions = files.flatMap(({ path, name, text }) => {
    const placed = problems.read(path, text, form(kind, name));
    if (placed === null) return [];
    for (const warning of roleWarnings(kind, placed)) problems.warn(warning);
    return [{ ...placed, path, text }];
  });
  const fileOf = new Map(versions.map((one) => [one.value, one]));
  const dated = versionsOf('rule', versions, startOf, problems);
  checkSubjects(dated, problems);
  return dated.map((version) => {
    const { path, text } = fileOf.get(version.written) ?? { path: '', text: '' };
    return { ...ruleOf(kind, version, windows), version: shortHash(text), file: path };
  });
}

/** A flag goes on from version to version, so all are about the same kind of subject. */
function checkSubjects(versions: readonly Version<Written>[], problems: Problems): void {
  for (const { placed, id, written } of versions) {
    const first = versions.find((one) => one.id === id && one.written.version_of === undefined)?.written ?? written;
    if (first.subject === written.subject) continue;
    const remedy = `Write subject: ${first.subject}, or give it an id of its own.`;
    problems.add(placed.problem(['subject'], `"${id}" judges ${first.subject}, this version another kind. ${remedy}`));
  }
}

type Written = z.output<ReturnType<typeof form>>;

function ruleOf(
  kind: RoleRule['kind'],
  { id, from, until, written }: Version<Written>,
  windows: MetricWindows,
): Omit<RoleRule, 'version' | 'file'> {
  const { title, subject, why, strong: asked, requirements } = written;
  return {
    id,
    kind,
    title,
    subject,
    why,
    from,
    until,
    requirements: requirements.flatMap((one) => (isFigure(one) ? (requirementOf(one, windows) ?? []) : [])),
    records: requirements.filter(isRecord).map(recordOf),
    expressions: requirements.filter(isExpression).flatMap((one) => expressionOf(one, windows) ?? []),
    holdFor: written.hold_for,
    leaveAfter: written.leave_after,
    stayConfidence: written.stay_confidence,
    strong:
      asked === undefined
        ? null
        : {
            confidence: asked.confidence,
            holdFor: asked.hold_for,
            minimumSample: asked.minimum_sample,
            stayConfidence: asked.stay_confidence,
          },
    asksInterest: written.interest === 'asked',
    firstSeenBy: written.first,
    askPeople: written.ask_people,
  };
}
