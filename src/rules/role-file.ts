import { z } from 'zod';
import type { SubjectKind } from '../metrics/metric.ts';
import type { RoleRule } from '../progression/rule.ts';
import { isBlock, keys, nameOfFile, text, whole, write } from './forms.ts';
import type { MetricWindows } from './metrics-file.ts';
import type { Problems } from './problems.ts';
import { type RequirementSpec, requirementForm, requirementOf, unfitFor } from './requirement-form.ts';
import { shortHash } from './short-hash.ts';
import type { NamedFile } from './sort-files.ts';

/** The more that must all be shown at once, the fewer who are ready are ever found (statistics.md 1.4). */
const MOST_REQUIRED = 3;
const SUBJECTS = ['agent', 'team', 'work-type', 'region', 'shift'] as const satisfies readonly SubjectKind[];
const stay = write('a confidence from 0.5 to 0.999');

const form = (name: string) =>
  keys({
    id: nameOfFile(name),
    title: text('a title for pages'),
    why: text('why the desk has this rule, for those it is about'),
    subject: z.enum(SUBJECTS, write(`one of ${SUBJECTS.join(', ')}`)).default('agent'),
    hold_for: whole('weekly evaluations', 1, 104),
    leave_after: whole('weekly evaluations', 1, 104),
    stay_confidence: z.number(stay).min(0.5, stay).max(0.999, stay).default(0.5),
    ask_people: z.array(text('a question for people'), write('a list of what only people know')).default([]),
    why_more_than_three: text(`why more than ${MOST_REQUIRED} have to be shown at once`).optional(),
    requirements: z.array(requirementForm, write('a list of requirements')).min(1, write('at least one requirement')),
  }).superRefine(checkTogether, { when: ({ value }) => isCheckable(value) });

interface Together {
  readonly subject: SubjectKind;
  readonly stay_confidence: number;
  readonly why_more_than_three?: string | undefined;
  readonly requirements: readonly RequirementSpec[];
}

function isCheckable(value: unknown): boolean {
  if (!isBlock(value) || !SUBJECTS.some((subject) => subject === value['subject'])) return false;
  return Array.isArray(value['requirements']) && value['requirements'].every(isBlock);
}

/** What concerns the requirements and the rest of the rule together. */
function checkTogether(spec: Together, { addIssue }: z.core.$RefinementCtx): void {
  const add = (path: PropertyKey[], message: string) => addIssue({ code: 'custom', path, message });
  spec.requirements.forEach(({ metric }, i) => {
    const unfit = unfitFor(spec.subject, metric);
    if (unfit !== null) add(['requirements', i, 'metric'], unfit);
  });
  const least = Math.min(...spec.requirements.map(({ confidence }) => confidence));
  if (spec.stay_confidence > least) {
    add(['stay_confidence'], `a raised flag would need more to stay up than to rise. Write at most ${least}.`);
  }
  const required = spec.requirements.flatMap(({ weight }, i) => (weight === 'required' ? [i] : []));
  const fourth = required[MOST_REQUIRED];
  if (fourth !== undefined && spec.why_more_than_three === undefined) {
    const remedy = 'Give this one weight: not-clearly-below, or say under why_more_than_three why it must be.';
    add(['requirements', fourth], `more than ${MOST_REQUIRED} required. ${remedy}`);
  }
}

/** The rules of one folder. */
export function readRoleRules(
  kind: RoleRule['kind'],
  files: readonly NamedFile[],
  windows: MetricWindows,
  problems: Problems,
): RoleRule[] {
  return files.flatMap(({ path, name, text }) => {
    const spec = problems.read(path, text, form(name))?.value;
    if (spec === undefined) return [];
    return [
      {
        id: spec.id,
        kind,
        title: spec.title,
        subject: spec.subject,
        why: spec.why,
        version: shortHash(text),
        requirements: spec.requirements.flatMap((one) => requirementOf(one, windows) ?? []),
        holdFor: spec.hold_for,
        leaveAfter: spec.leave_after,
        stayConfidence: spec.stay_confidence,
        askPeople: spec.ask_people,
      },
    ];
  });
}
