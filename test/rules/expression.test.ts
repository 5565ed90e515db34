import { describe, expect, it } from 'vitest';
import { loadRules, metricUses } from '../../src/rules/load-rules.ts';
import { runCases } from '../../src/rules/rule-cases.ts';
import type { RuleFiles } from '../../src/rules/rule-files.ts';
import { complaints, smallDesk } from './small-desk.ts';

const BREADTH = 'figure["breadth"].lower >= 2.0';
const EITHER = `${BREADTH} || record["improvement"] >= 1`;

/** The small desk, with an expression beside its one requirement. */
function desk(expression: string, { weeks = 'weeks: 26, ', subject = 'agent', cases = '' } = {}): RuleFiles {
  const line = `  - { expression: '${expression}', ${weeks}reason: initiative }\n`;
  return {
    ...smallDesk,
    'roles/lead.yaml': (smallDesk['roles/lead.yaml'] ?? '').replace('hold_for', `subject: ${subject}\nhold_for`) + line,
    ...(cases !== '' && { 'roles/lead.cases.yaml': `rule: lead\ncases:\n  - ${cases}\n` }),
  };
}

describe('an expression that cannot be used', () => {
  it.each([
    [
      'half written',
      'figure["breadth"].lower >',
      'at character 26: Unexpected token: EOF. Allowed are figure["METRIC"]',
    ],
    [
      'of a metric misspelt',
      'figure["bredth"].lower > 1.0',
      'at character 1: no metric "bredth". Did you mean "breadth"?',
    ],
    [
      'of a record misspelt',
      'record["improvment"] > 0',
      'at character 1: no record "improvment". Did you mean "improvement"?',
    ],
    ['of an end misspelt', 'figure["breadth"].lowr > 1.0', 'a figure has no "lowr". Did you mean "lower"?'],
    ['of a figure as a whole', 'figure["breadth"] == 1.0', 'Write figure["breadth"].value, .lower, .upper or .n'],
    ['of another variable', 'person.age < 30.0', 'at character 1: a point stands after figure["METRIC"] only'],
    ['of a variable by itself', 'ready', '"ready" by itself is not allowed here'],
    ['of a function', 'size(record) > 1', 'the function size is not allowed here'],
    ['of a method', 'figure["breadth"].value.exists(x, x > 1.0)', 'the function exists is not allowed here'],
    ['of a list', '1.0 in [1.0]', '"in" is not allowed here'],
    ['of a name put together', 'record["improve" + "ment"] > 0', 'this is no figure and no record'],
    ['of a text', '"a" == "b"', 'only numbers can stand here'],
    ['that is a number', 'figure["breadth"].value', 'a double, neither true nor false. Compare it with something'],
    ['of whole numbers where none are', 'figure["breadth"].value + 1 > 2.0', 'Beside + - * / == write 1.0 for 1'],
    ['of what nobody may be asked', 'figure["volume"].value > 9.0', 'no rule may ask it of a person'],
    ['of a prototype', 'record["__proto__"] > 0', 'no record "__proto__"'],
  ])('is told by its place: %s', (_what, expression, says) => {
    const found = complaints(desk(expression));
    expect(found.join('\n')).toContain(says);
    expect(found.every((line) => line.startsWith('roles/lead.yaml:10:19 requirements.1.expression: '))).toBe(true);
  });

  it('is told where a record counts from no day on, or is asked of a team', () => {
    expect(complaints(desk(EITHER, { weeks: '' })).join()).toContain('a record counts from some day on. Write a whole');
    const team = complaints(
      desk('record["improvement"] >= 1 || figure["reopen-rate"].n > 1', { subject: 'team' }),
    ).join();
    expect(team).toContain('records are kept of people, not of a team');
  });

  it('counts among the three that may be required, and judges nobody by records alone', () => {
    const three = desk([EITHER, EITHER, EITHER].join(`', weeks: 26, reason: x }\n  - { expression: '`));
    expect(complaints(three).join()).toContain('roles/lead.yaml:12:5 requirements.3: more than 3 required');
    const text = desk('record["improvement"] >= 1')['roles/lead.yaml'] ?? '';
    const alone = text.replace(/ {2}- \{ metric.*\n/, '');
    expect(complaints({ ...smallDesk, 'roles/lead.yaml': alone }).join('\n')).toContain('records alone judge nobody');
  });
});

describe('an expression', () => {
  it('has what it speaks of measured, over its own weeks', () => {
    const uses = metricUses(loadRules(desk(EITHER))).map(({ metric, weeks }) => `${metric.id} ${weeks}`);
    expect(uses).toContain('breadth 26');
  });

  const got = (given: string, more = '', expression = EITHER) => {
    const cases = `{ name: one, given: { standardised-quality: { hits: 99, of: 100 }${given} }, weeks: 2${more}, expect: { verdict: met, flag: raised } }`;
    return runCases(loadRules(desk(expression, { cases })))[0]?.got;
  };
  const broad = (lower: number, upper: number, of = 100) =>
    `, breadth: { value: ${(lower + upper) / 2}, lower: ${lower}, upper: ${upper}, of: ${of} }`;

  it.each([
    ['by the one', broad(2, 3), '', 'met, flag raised'],
    ['by the other, the one being missing', '', ', records: { improvement: 1 }', 'met, flag raised'],
    ['by the other, the one being too thin', broad(2, 3, 2), ', records: { improvement: 1 }', 'met, flag raised'],
    ['not told without either', '', '', 'not-enough-data, flag none'],
    ['not told by too few', broad(2, 3, 2), '', 'not-enough-data, flag none'],
    ['not told by an interval that holds the target', broad(1, 3), '', 'not-enough-data, flag none'],
    ['not told where more might be put down', broad(1, 1.5), '', 'not-enough-data, flag none'],
  ])('of a figure or a record holds %s', (_what, given, more, expected) => expect(got(given, more)).toBe(expected));

  it.each([
    ['lies on the right side', broad(2, 3), 'met, flag raised'],
    ['holds the target', broad(1, 3), 'not-enough-data, flag none'],
    ['lies on the wrong side', broad(1, 1.5), 'not-met, flag none'],
  ])('of a figure is met, not met or untold: its interval %s', (_what, given, expected) => {
    expect(got(given, '', BREADTH)).toBe(expected);
  });
});
