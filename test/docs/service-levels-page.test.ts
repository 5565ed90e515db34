import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SLA_REASONS } from '../../src/domain/sla/compare.ts';
import { CLOCKS, DEFAULT_OPTIONS } from '../../src/domain/sla/policy.ts';
import { standsIn } from '../../src/domain/sla/runs.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { readRuleFiles } from '../../src/rules/rule-files.ts';
import { InvalidSettings } from '../../src/settings/read-yaml.ts';
import { CALENDAR_KINDS } from '../../src/sla-cases/calendar-kinds.ts';
import { clockCaseForm } from '../../src/sla-cases/clock-case.ts';
import { INSTRUMENT_NAMES } from '../../src/telemetry/instrument-list.ts';
import { inlineCode, pageText, ROOT } from './pages.ts';

const page = pageText('docs/service-levels.md');
const named = new Set(inlineCode(page));

/** Cells of the table whose first title is this, without its head. */
function rowsOf(title: string): string[][] {
  const [, rows = ''] = new RegExp(`^\\| ${title} \\|.*\\n\\|[-|]+\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
  const lines = rows.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

const firstCode = (text = ''): string => inlineCode(text)[0] ?? '';

/** A policy's keys, by what an unknown one is told. */
async function keysOfPolicies(): Promise<string[]> {
  const stray = ['x: 1', 'match: { x: 1 }', 'options: { x: 1 }', 'targets: { x: 1 }'].join('\n');
  try {
    loadRules({ ...(await readRuleFiles(join(ROOT, 'rules'))), 'sla/stray.yaml': stray });
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    return error.problems.flatMap(({ message }) => /Known here: (.*)\./.exec(message)?.[1]?.split(', ') ?? []);
  }
  return [];
}

describe('docs/service-levels.md', () => {
  it('names every key of a policy', async () => {
    const keys = await keysOfPolicies();
    expect(keys).toEqual(expect.arrayContaining(['version_of', 'requester_group', 'responses_pause', 'own']));
    expect(keys.filter((key) => !named.has(key))).toEqual([]);
  });

  it('tells the default of every option', () => {
    const told = rowsOf('option').map(([option, byDefault]) => [firstCode(option), firstCode(byDefault)]);
    const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const defaults = Object.entries(DEFAULT_OPTIONS).map(([name, value]) => [snakeCase(name), String(value)]);
    expect(told).toEqual(defaults);
  });

  it('tells of every clock in which statuses it stands', () => {
    const told = rowsOf('clock').map(([clock, , , stands]) => [firstCode(clock), stands]);
    const words = (statuses: readonly string[]) => statuses.map((status) => `\`${status}\``).join(', ') || 'nothing';
    const really = CLOCKS.map((clock) => {
      const statuses = standsIn(clock, ['unknown'], DEFAULT_OPTIONS);
      return [clock, statuses.includes('unknown') ? "the policy's pauses" : words(statuses)];
    });
    expect(told).toEqual(really);
  });

  it.each([
    ['reason why results differ', SLA_REASONS],
    ['kind of case', [...Object.keys(CALENDAR_KINDS), 'clock']],
    ['field of a clock case', Object.keys(clockCaseForm.shape)],
  ])('names every %s', (_what, names) => {
    expect(names.filter((name) => !named.has(name))).toEqual([]);
  });

  it('names instruments that exist', () => {
    const instruments = [...page.matchAll(/stepladder_\w+/g)].map(([name]) => name);
    expect(instruments.length).toBeGreaterThan(3);
    expect(instruments.filter((name) => !INSTRUMENT_NAMES.includes(name))).toEqual([]);
  });
});
