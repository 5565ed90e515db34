import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { growingFrom, nextStages, stagesOf } from '../../src/progression/path.ts';
import type { Requirement, RoleRule } from '../../src/progression/rule.ts';
import { type DeskRules, loadRules } from '../../src/rules/load-rules.ts';
import { runCases } from '../../src/rules/rule-cases.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';

const root = join(import.meta.dirname, '../..');
const load = async (folder: string): Promise<DeskRules> => loadRules(await readRuleFiles(join(root, folder)));
const shipped = await load('rules');
const threeMonths = await load('rules/three-month-log');

const ROLES = [
  'analyst',
  'architect-apprentice',
  'automation-author',
  'broad-analyst',
  'change-assistant',
  'generalist',
  'knowledge-author',
  'mentor',
  'problem-analyst',
  'service-level-analyst',
  'service-level-manager',
  'system-architect',
  'team-lead',
];
const RISKS = [
  'opportunity-not-offered',
  'overload',
  'quality-notice',
  'quality-regression',
  'region-gap',
  'single-point-of-failure',
  'sla-regression',
  'step-back',
  'uncovered-region',
  'uncovered-shift',
  'uncovered-work',
];

const failures = (rules: DeskRules) => runCases(rules).filter(({ ok }) => !ok);

/** Cases that fail when one requirement of one rule is changed. */
function brokenBy(desk: DeskRules, rule: RoleRule, index: number, change: Partial<Requirement>): number {
  const requirements = rule.requirements.map((one, i) => (i === index ? { ...one, ...change } : one));
  const rules = desk.rules.map((one) => (one === rule ? { ...one, requirements } : one));
  return failures({ ...desk, rules }).length;
}

describe.each([
  ['rules', shipped],
  ['rules/three-month-log', threeMonths],
])('%s', (_folder, desk) => {
  const requirements = desk.rules.flatMap((rule) =>
    rule.requirements.map((one, index) => ({ rule, index, one, name: `${rule.id}, ${one.metric.id}` })),
  );

  it('has all the rules, each with cases that pass', () => {
    const ids = [...ROLES, ...RISKS];
    expect(desk.rules.map(({ id }) => id)).toEqual(ids);
    expect(new Set(runCases(desk).map(({ rule }) => rule))).toEqual(new Set(ids));
    expect(failures(desk)).toEqual([]);
  });

  it.each(requirements)('$name: a target that nobody reaches breaks a case', ({ rule, index, one }) => {
    const target = one.comparison === 'at-least' ? 1e9 : -1e9;
    expect(brokenBy(desk, rule, index, { target })).toBeGreaterThan(0);
  });

  it.each(requirements)('$name: a target that everybody reaches breaks a case', ({ rule, index, one }) => {
    const target = one.comparison === 'at-least' ? -1e9 : 1e9;
    expect(brokenBy(desk, rule, index, { target })).toBeGreaterThan(0);
  });

  it.each(
    desk.rules.flatMap((rule) =>
      rule.records.map((one, index) => ({ rule, index, name: `${rule.id}, ${one.record}` })),
    ),
  )('$name: one record more or less asked for breaks a case', ({ rule, index }) => {
    const asking = (more: number) => {
      const records = rule.records.map((one, i) => (i === index ? { ...one, atLeast: one.atLeast + more } : one));
      return failures({ ...desk, rules: desk.rules.map((one) => (one === rule ? { ...one, records } : one)) }).length;
    };
    expect([asking(1), asking(-1)].every((broken) => broken > 0)).toBe(true);
  });

  it.each(desk.rules)('$id: flags that rise one evaluation sooner or later break a case', (rule) => {
    const held = (holdFor: number) =>
      failures({ ...desk, rules: desk.rules.map((one) => (one === rule ? { ...one, holdFor } : one)) }).length;
    expect([held(rule.holdFor - 1), held(rule.holdFor + 1)].every((broken) => broken > 0)).toBe(true);
  });

  it.each(desk.rules)('$id: asks little, and says what only people know', (rule) => {
    expect(rule.requirements.filter(({ weight }) => weight === 'required').length).toBeLessThanOrEqual(3);
    expect(rule.askPeople.length).toBeGreaterThan(0);
  });

  it.each(desk.rules)(
    '$id: names the requirement behind each reason to whoever edits it, not to whom it judges',
    (rule) => {
      const text = desk.files[`${rule.kind === 'risk' ? 'risks' : 'roles'}/${rule.id}.yaml`] ?? '';
      expect(text.match(/^ +reason: .* # S00\d-\d+/gm)).toHaveLength(rule.requirements.length + rule.records.length);
      const told = [
        rule.why,
        ...rule.askPeople,
        ...[...rule.requirements, ...rule.records].map(({ reason }) => reason),
      ].join(' ');
      expect(told).not.toMatch(/S00\d-\d+/);
    },
  );

  it('asks about interest before it names anyone for a role', () => {
    const roles = desk.rules.filter(({ kind }) => kind === 'readiness');
    expect(roles.every(({ asksInterest }) => asksInterest)).toBe(true);
    for (const { askPeople } of roles)
      expect(askPeople.join(' ')).toMatch(/Do they want it\? Interest is the person's own/);
  });
});

describe('shipped paths', () => {
  const { paths, files } = shipped;
  const stages = [...stagesOf(paths)];

  it('are ten, with a role for each of the shipped roles', () => {
    expect(paths.map(({ id }) => id)).toEqual([
      'automation-engineer',
      'change',
      'generalist',
      'knowledge',
      'maintenance-to-architect',
      'mentor',
      'problem',
      'service-level-management',
      'team-lead',
      'three-year-programme',
    ]);
    expect(new Set(stages.flatMap(([, { role }]) => role ?? []))).toEqual(new Set(ROLES));
  });

  it('lead from the first day to every stage there is, whatever the order in which people walk', () => {
    const reached = new Set<string>();
    for (let next = nextStages(paths, reached); next.length > 0; next = nextStages(paths, reached)) {
      for (const key of next) reached.add(key);
    }
    expect([...reached].sort()).toEqual(stages.map(([key]) => key).sort());
    expect(growingFrom(paths, { path: 'generalist', stage: 'analyst' })).toContain('service-level-management/analyst');
  });

  it('keep a floor of earlier work on every stage that comes after another and does not end the path', () => {
    const later = paths.flatMap(({ stages }) => stages.slice(1)).filter(({ exit }) => exit === null);
    const first = ['analyst'];
    expect(later.filter(({ keeps, id }) => keeps === null && !first.includes(id)).map(({ id }) => id)).toEqual([]);
  });

  it('name requirements to whoever edits them, and not to those who read them', () => {
    for (const path of paths) {
      expect(files[`paths/${path.id}.yaml`]).toMatch(/# .*S00\d-\d+/);
      expect(JSON.stringify(path)).not.toMatch(/S00\d-\d+/);
    }
  });
});

describe('the two folders', () => {
  it('differ: the small one is laid over the shipped one, not part of it', () => {
    expect(Object.keys(shipped.files).filter((path) => path.includes('three-month'))).toEqual([]);
    expect(Object.keys(threeMonths.files)).toEqual(Object.keys(shipped.files));
    expect(threeMonths.files['calendars/always-open.yaml']).toBe(shipped.files['calendars/always-open.yaml']);
    expect([shipped.windows.maturityDays, threeMonths.windows.maturityDays]).toEqual([14, 7]);
    const own = ['generalist', 'service-level-analyst', 'quality-regression', 'single-point-of-failure'];
    const holds = threeMonths.rules.filter(({ id }) => own.includes(id)).map(({ holdFor }) => holdFor);
    expect(holds).toEqual([2, 2, 2, 2]);
  });

  it('fit the windows of three months into three months', () => {
    const weeks = threeMonths.rules.flatMap(({ requirements }) => requirements.map((one) => one.weeks));
    expect(Math.max(...weeks)).toBeLessThanOrEqual(10);
  });
});
