import { z } from 'zod';
import type { Subject } from '../metrics/metric.ts';
import type { Estimate } from '../metrics/sample.ts';
import type { Requirement, RoleRule } from '../progression/rule.ts';
import { readYaml, type SettingsProblem } from '../settings/read-yaml.ts';
import { isBlock } from './forms.ts';
import type { DeskRules } from './load-rules.ts';

/** A figure as an evaluation left it. */
interface Settled {
  readonly metric: string;
  readonly weeks: number;
  readonly subject: Subject;
  readonly estimate: Pick<Estimate, 'lower' | 'upper' | 'effectiveSampleSize'>;
}

/** Of fewer, the best one says who it is, and little of what can be reached. */
const FEWEST = 5;

/**
 * Targets of roles that nobody could have met by these figures: the better end of the best interval of all who had enough
 * to go by misses them. A target like that names nobody, however good. `figures`: of the last year. Pure.
 */
export function outOfReach(
  { rules, files }: Pick<DeskRules, 'rules' | 'files'>,
  figures: readonly Settled[],
): SettingsProblem[] {
  return rules
    .filter(({ kind }) => kind === 'readiness')
    .flatMap((rule) =>
      rule.requirements.flatMap((asked) => {
        const message = missed(
          asked,
          figures.filter((figure) => isAsked(figure, rule, asked)),
        );
        return message === null ? [] : [problemAt(files, rule, asked, message)];
      }),
    );
}

const isAsked = (
  { metric, weeks, subject, estimate }: Settled,
  rule: RoleRule,
  { metric: { id }, weeks: window, minimumSample }: Requirement,
): boolean =>
  metric === id && weeks === window && subject.kind === rule.subject && estimate.effectiveSampleSize >= minimumSample;

/** What to say of it; null: somebody could have met it, or too few are known. */
function missed({ target, comparison, metric }: Requirement, figures: readonly Settled[]): string | null {
  const people = new Set(figures.map(({ subject }) => subject.id)).size;
  if (people < FEWEST) return null;
  const atLeast = comparison === 'at-least';
  const best = figures.reduce(
    (found, { estimate: { lower, upper } }) => (atLeast ? Math.max(found, upper) : Math.min(found, lower)),
    atLeast ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
  );
  if (atLeast ? best >= target : best <= target) return null;
  const asked = `${metric.id} ${atLeast ? 'at least' : 'at most'} ${target}`;
  const nearest = `of ${people} with enough to go by, the best may be ${Number(best.toPrecision(3))} at ${atLeast ? 'most' : 'least'}`;
  return `nobody could have met ${asked} in the last year: ${nearest}. Write a target within reach.`;
}

function problemAt(files: DeskRules['files'], { file, requirements }: RoleRule, asked: Requirement, message: string) {
  const placed = readYaml(file, files[file] ?? '', z.unknown());
  const written =
    isBlock(placed.value) && Array.isArray(placed.value['requirements']) ? placed.value['requirements'] : [];
  const figures = written.flatMap((one: unknown, i) => (isBlock(one) && 'metric' in one ? [i] : []));
  const path = ['requirements', figures[requirements.indexOf(asked)] ?? 0, asked.comparison.replace('-', '_')];
  return placed.problem(path, message);
}
