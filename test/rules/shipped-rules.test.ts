import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Requirement, RoleRule } from '../../src/progression/rule.ts';
import { type DeskRules, loadRules } from '../../src/rules/load-rules.ts';
import { runCases } from '../../src/rules/rule-cases.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';

const root = join(import.meta.dirname, '../..');
const load = async (folder: string): Promise<DeskRules> => loadRules(await readRuleFiles(join(root, folder)));
const shipped = await load('rules');
const threeMonths = await load('rules/three-month-log');

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

  it('has all four rules, each with cases that pass', () => {
    const ids = ['generalist', 'service-level-manager', 'quality-regression', 'single-point-of-failure'];
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
      expect(text.match(/^ +reason: .* # S00\d-\d+/gm)).toHaveLength(rule.requirements.length);
      const told = [rule.why, ...rule.askPeople, ...rule.requirements.map(({ reason }) => reason)].join(' ');
      expect(told).not.toMatch(/S00\d-\d+/);
    },
  );

  it('asks about interest before it names anyone for a role', () => {
    const roles = desk.rules.filter(({ kind }) => kind === 'readiness');
    for (const { askPeople } of roles)
      expect(askPeople.join(' ')).toMatch(/Do they want it\? Interest is the person's own/);
  });
});

describe('the two folders', () => {
  it('differ: the small one is laid over the shipped one, not part of it', () => {
    expect(Object.keys(shipped.files).filter((path) => path.includes('three-month'))).toEqual([]);
    expect(Object.keys(threeMonths.files)).toEqual(Object.keys(shipped.files));
    expect(threeMonths.files['calendars/always-open.yaml']).toBe(shipped.files['calendars/always-open.yaml']);
    expect([shipped.windows.maturityDays, threeMonths.windows.maturityDays]).toEqual([14, 7]);
    expect(threeMonths.rules.map(({ holdFor }) => holdFor)).toEqual([2, 2, 2, 2]);
  });

  it('fit the windows of three months into three months', () => {
    const weeks = threeMonths.rules.flatMap(({ requirements }) => requirements.map((one) => one.weeks));
    expect(Math.max(...weeks)).toBeLessThanOrEqual(10);
  });
});
