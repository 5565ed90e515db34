import { basename } from 'node:path';
import type { RoleRule } from '../progression/rule.ts';
import type { DeskRules } from '../rules/load-rules.ts';
import { Problems } from '../rules/problems.ts';
import { readRoleRules } from '../rules/role-file.ts';

const ID = /^id:\s*["']?([a-z0-9-]+)/m;

/**
 * The rule of a file, wherever it lies and without cases, as if it had always been in force. It is a risk where the
 * desk's rule of its id is one, or where there is none and it lies in a folder of risks. Throws InvalidSettings with every
 * mistake, as `rules check` tells them.
 */
export function candidateRule(path: string, text: string, { rules, windows }: DeskRules): RoleRule {
  const name = ID.exec(text)?.[1] ?? basename(path).replace(/(@.*)?\.ya?ml$/, '');
  const inDesk = rules.find(({ id }) => id === name)?.kind;
  const kind = inDesk ?? (/(^|\/)risks\//.test(path) ? 'risk' : 'readiness');
  const problems = new Problems();
  // Dates of a version do not matter: asked is what it would have done all the time.
  const [rule] = readRoleRules(kind, [{ path, name, text }], windows, Date.parse, problems);
  if (problems.any || rule === undefined) throw problems.error();
  return { ...rule, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
}
