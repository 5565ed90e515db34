import type { RoleRule } from '../progression/rule.ts';
import type { Placed, SettingsProblem } from '../settings/read-yaml.ts';
import { isFigure } from './requirement-entry.ts';
import type { RequirementSpec } from './requirement-form.ts';
import type { RoleSpec } from './role-check.ts';

interface Warned extends RoleSpec {
  readonly ask_people: readonly string[];
}

/** What works, and is likely not what was meant. */
export function roleWarnings(kind: RoleRule['kind'], { value, problem }: Placed<Warned>): SettingsProblem[] {
  const warnings: SettingsProblem[] = [];
  const { subject, interest, ask_people: questions, stay_confidence: stay, requirements } = value;
  if (kind === 'readiness' && subject === 'agent' && interest === undefined && questions.length === 0) {
    const remedy = 'Write interest: asked, or put the question under ask_people.';
    warnings.push(problem(['title'], `nobody asks whether they want it. ${remedy}`));
  }
  const entering = requirements.flatMap((one) =>
    !isFigure(one) || one.weight !== 'required' || hasLeaveLimit(one) ? [] : [one.confidence],
  );
  const least = Math.min(...entering);
  if (entering.length > 0 && least > LEAST && stay >= least) {
    const message = `a flag that rises and stays by one confidence goes up and down by chance. Write less than ${least}.`;
    warnings.push(problem(['stay_confidence'], message));
  }
  return warnings;
}

const hasLeaveLimit = (one: RequirementSpec): boolean => (one.stay_at_least ?? one.stay_at_most) !== undefined;

/** By the figure itself there is no less confidence to stay by. */
const LEAST = 0.5;
