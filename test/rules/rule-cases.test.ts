import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/rules/load-rules.ts';
import { runCases } from '../../src/rules/rule-cases.ts';
import { smallDesk, withChange } from './small-desk.ts';

const results = (words: string, instead: string) =>
  runCases(loadRules(withChange('roles/lead.cases.yaml', words, instead)));

describe('runCases', () => {
  it('finds that 15 good of 18 tell nothing against .85 (COPC), though there are enough of them', () => {
    expect(runCases(loadRules(smallDesk))).toEqual([
      {
        file: 'roles/lead.cases.yaml',
        rule: 'lead',
        name: '15 good of 18 (COPC)',
        ok: true,
        expected: 'not-enough-data, flag none',
        got: 'not-enough-data, flag none',
      },
    ]);
  });

  it.each([
    ['150, of: 180', 'not-enough-data, flag none'],
    ['1500, of: 1800', 'not-met, flag none'],
    ['18, of: 18', 'met, flag raised'],
    ['9, of: 9', 'not-enough-data, flag none'],
  ])('judges %s as the rule does', (figure, got) => {
    expect(results('15, of: 18', figure)[0]).toMatchObject({ got, ok: got === 'not-enough-data, flag none' });
  });

  it.each([
    ['value: 0.9, lower: 0.86, upper: 0.95, of: 40', 'met, flag raised'],
    ['value: 0.9, lower: 0.84, upper: 0.95, of: 40', 'not-enough-data, flag none'],
    ['value: 0.8, lower: 0.75, upper: 0.84, of: 40', 'not-met, flag none'],
  ])('takes a written interval as it stands: %s', (figure, got) => {
    expect(results('hits: 15, of: 18', figure)[0]?.got).toBe(got);
  });

  it('takes no figure at all for not enough data', () => {
    expect(results('{ hits: 15, of: 18 }', '{}')[0]?.ok).toBe(true);
  });

  it('raises the flag in the evaluation that completes hold_for', () => {
    const flagAfter = (weeks: number) =>
      results('{ hits: 15, of: 18 } }\n    weeks: 2', `{ hits: 18, of: 18 } }\n    weeks: ${weeks}`)[0]?.got;
    expect([1, 2, 9].map(flagAfter)).toEqual(['met, flag none', 'met, flag raised', 'met, flag raised']);
  });

  it('leaves the flag out of what was not asked about it', () => {
    expect(results(', flag: none', '')[0]).toMatchObject({ expected: 'not-enough-data', got: 'not-enough-data' });
  });
});

describe('runCases, of what people put down', () => {
  const REQUIRED = '  - { metric: standardised-quality';
  const lead = (smallDesk['roles/lead.yaml'] ?? '')
    .replace(
      'leave_after: 3',
      'leave_after: 3\ninterest: asked\nstrong: { confidence: 0.9, hold_for: 3, minimum_sample: 30, stay_confidence: 0.6 }',
    )
    .replace(REQUIRED, `  - { record: improvement, at_least: 2, weeks: 26, reason: initiative }\n${REQUIRED}`);
  const got = (given: string, expected: string) => {
    const cases = `rule: lead\ncases:\n  - { name: one, ${given}, expect: { ${expected} } }\n`;
    return runCases(loadRules({ ...smallDesk, 'roles/lead.yaml': lead, 'roles/lead.cases.yaml': cases }))[0]?.got;
  };
  const FIGURE = 'given: { standardised-quality: { hits: 98, of: 100 } }';

  it.each([
    ['weeks: 2', 'not-enough-data, flag none'],
    ['weeks: 2, records: { improvement: 1 }', 'not-enough-data, flag none'],
    ['weeks: 2, records: { improvement: 2 }', 'met, flag raised'],
    ['weeks: 2, records: { improvement: 2 }, wants: true', 'met, flag raised'],
    ['weeks: 2, records: { improvement: 2 }, wants: false', 'met, flag none'],
  ])('with %s finds %s', (more, found) => {
    expect(got(`${FIGURE}, ${more}`, 'verdict: met, flag: raised')).toBe(found);
  });

  it.each([
    [1, 'met, developing'],
    [2, 'met, nominated'],
    [3, 'met, strong'],
  ])('tells after %i weeks how far they are', (weeks, found) => {
    const given = `${FIGURE}, weeks: ${weeks}, records: { improvement: 2 }`;
    expect(got(given, 'verdict: met, readiness: strong')).toBe(found);
  });

  it('puts the cases of each version to that version, whenever it is in force', () => {
    const later = (smallDesk['roles/lead.yaml'] ?? '').replace(
      'id: lead',
      'id: lead-2\nversion_of: lead\nfrom: 2999-01-01',
    );
    const cases = (smallDesk['roles/lead.cases.yaml'] ?? '')
      .replace('rule: lead', 'rule: lead-2')
      .replace('hits: 15, of: 18', 'hits: 18, of: 18')
      .replace('not-enough-data, flag: none', 'met, flag: raised');
    const files = { ...smallDesk, 'roles/lead-2.yaml': later, 'roles/lead-2.cases.yaml': cases };
    expect(runCases(loadRules(files)).map(({ file, rule, ok }) => [file, rule, ok])).toEqual([
      ['roles/lead.cases.yaml', 'lead', true],
      ['roles/lead-2.cases.yaml', 'lead-2', true],
    ]);
  });
});
