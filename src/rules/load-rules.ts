import type { Instant } from '../domain/interval.ts';
import type { ServiceLevels } from '../domain/sla/policy.ts';
import { Temporal } from '../domain/temporal.ts';
import { METRICS } from '../metrics/index.ts';
import { figureKey, type MetricUse } from '../metrics/measure.ts';
import type { CareerPath } from '../progression/path.ts';
import { figuresAsked, type RoleRule } from '../progression/rule.ts';
import type { SettingsProblem } from '../settings/read-yaml.ts';
import { readCalendars } from './calendar-file.ts';
import { casesForm } from './cases-file.ts';
import { type DeskSettings, readDesk } from './desk-file.ts';
import { ANY_WINDOWS, type MetricWindows, readWindows } from './metrics-file.ts';
import { readPaths } from './path-file.ts';
import { Problems } from './problems.ts';
import { readRoleRules } from './role-file.ts';
import type { RuleFiles } from './rule-files.ts';
import { shortHash } from './short-hash.ts';
import { readPolicies } from './sla-file.ts';
import { type SortedFiles, sortFiles } from './sort-files.ts';
import { readSources, type Source } from './sources-file.ts';

export type { DeskSettings } from './desk-file.ts';

/** All that a desk has decided, checked. */
export interface DeskRules {
  /** First 12 hexadecimal digits of the SHA-256 over all files that judge, paths and texts: where tickets come from does not. */
  readonly version: string;
  readonly files: RuleFiles;
  readonly desk: DeskSettings;
  readonly levels: ServiceLevels;
  readonly windows: MetricWindows;
  readonly rules: readonly RoleRule[];
  readonly paths: readonly CareerPath[];
  readonly sources: readonly Source[];
  /** What works, and is likely not what was meant. */
  readonly warnings: readonly SettingsProblem[];
}

/** Throws InvalidSettings with all problems of all files. Pure. */
export function loadRules(files: RuleFiles): DeskRules {
  const problems = new Problems();
  const sorted = sortFiles(files, problems);
  const calendarIds = sorted.calendars.map(({ name }) => name);
  const calendars = readCalendars(sorted.calendars, problems);
  const desk = sorted.desk === null ? null : readDesk(sorted.desk, calendarIds, problems);
  const windows = sorted.metrics === null ? null : readWindows(sorted.metrics, problems);
  const startOf = (date: string) => midnightIn(desk?.timezone ?? 'UTC', date);
  const policies = readPolicies(sorted.sla, calendars, calendarIds, startOf, problems);
  const rules = [
    ...readRoleRules('readiness', sorted.roles, windows ?? ANY_WINDOWS, startOf, problems),
    ...readRoleRules('risk', sorted.risks, windows ?? ANY_WINDOWS, startOf, problems),
  ];
  const roles = rolesOf(sorted, rules);
  const paths = readPaths(sorted.paths, { roles, leastContact: desk?.leastCustomerContact }, problems);
  const sources = sorted.sources === null ? [] : readSources('sources.yaml', sorted.sources, problems);
  checkNames(sorted, problems);
  checkCases(sorted, rules, problems);
  const calendar = calendars.get(desk?.calendar ?? '');
  if (problems.any || desk === null || windows === null || calendar === undefined) throw problems.error();
  const levels = { policies, calendar, pauses: desk.pauses };
  return {
    version: versionOf(files),
    files,
    desk,
    levels,
    windows,
    rules,
    paths,
    sources,
    warnings: problems.warnings,
  };
}

/** Ids of roles that stages may name. A file that cannot be read is taken at its name, so that one mistake is told once. */
function rolesOf({ roles }: SortedFiles, rules: readonly RoleRule[]): string[] {
  const idOf = new Map(rules.map(({ file, id }) => [file, id]));
  return [...new Set(roles.map(({ path, name }) => idOf.get(path) ?? name))];
}

const midnightIn = (timezone: string, date: string): Instant =>
  Temporal.PlainDate.from(date).toZonedDateTime(timezone).epochMilliseconds;

/** Every metric at its own window and every further window a requirement names, without repetition. */
export function metricUses({ windows, rules }: DeskRules): MetricUse[] {
  const own = METRICS.map((metric) => ({ metric, weeks: windows.weeksOf(metric.id) }));
  const asked = rules.flatMap(figuresAsked).map(({ metric, weeks }) => ({ metric, weeks }));
  return [...new Map([...own, ...asked].map((use) => [figureKey(use.metric.id, use.weeks), use])).values()];
}

function versionOf({ 'sources.yaml': _, ...files }: RuleFiles): string {
  return shortHash(JSON.stringify(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** A role and a risk of one name could not be told apart in the history of flags. */
function checkNames({ roles, risks }: SortedFiles, problems: Problems): void {
  for (const { path, name } of risks) {
    const role = roles.find((one) => one.name === name);
    if (role !== undefined) problems.addFile(path, `${role.path} has the same id "${name}". Rename one of the two.`);
  }
}

/** Every rule has its worked examples, and every example its rule, beside it. */
function checkCases({ roles, risks, cases }: SortedFiles, rules: readonly RoleRule[], problems: Problems): void {
  for (const { path, name } of [...roles, ...risks]) {
    const beside = path.replace(/\.yaml$/, '.cases.yaml');
    if (cases.some((one) => one.path === beside)) continue;
    problems.addFile(path, `"${name}" has no cases. Write ${beside} with examples of what it is to say.`);
  }
  for (const { path, name, text } of cases) {
    const ofRule = path.replace(/\.cases\.yaml$/, '.yaml');
    if (![...roles, ...risks].some((one) => one.path === ofRule)) {
      problems.addFile(path, `cases without a rule. Write ${ofRule}, or remove this file.`);
    }
    const rule = rules.find(({ file }) => file === ofRule);
    const figures = rule === undefined ? undefined : figuresAsked(rule);
    problems.read(
      path,
      text,
      casesForm(
        name,
        figures?.map(({ metric }) => metric.id),
      ),
    );
  }
}
