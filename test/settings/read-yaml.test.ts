import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidSettings, readYaml } from '../../src/settings/read-yaml.ts';

const schema = z.strictObject({
  title: z.string(),
  weeks: z.number().int().positive().default(4),
  teams: z.array(z.strictObject({ name: z.string() })).default([]),
});

const problems = (text: string) => {
  try {
    readYaml('teams.yaml', text, schema);
  } catch (error) {
    if (error instanceof InvalidSettings)
      return error.problems.map((one) => `${one.line}:${one.column} ${one.message}`);
    throw error;
  }
  return [];
};

describe('readYaml', () => {
  it('gives what the schema makes of the text', () => {
    expect(readYaml('teams.yaml', 'title: Desk # ours\nteams: [{ name: first }]\n', schema).value).toEqual({
      title: 'Desk',
      weeks: 4,
      teams: [{ name: 'first' }],
    });
  });

  it('names the place of a value that is wrong', () => {
    expect(problems('title: Desk\nweeks: many\n')).toEqual([expect.stringMatching(/^2:8 weeks: .*expected number/)]);
  });

  it('names the place of every one of them', () => {
    expect(problems('title: 7\nweeks: -1\nteams:\n  - name: 8\n')).toEqual([
      expect.stringMatching(/^1:8 title: /),
      expect.stringMatching(/^2:8 weeks: /),
      expect.stringMatching(/^4:11 teams\.0\.name: /),
    ]);
  });

  it('names the place of a key nobody knows, and what to do', () => {
    expect(problems('title: Desk\nteams:\n  - name: first\n    nmae: second\n')).toEqual([
      '4:11 teams.0: unknown key "nmae". Check its spelling, or remove it.',
    ]);
  });

  it('names each of several', () => {
    expect(problems('a: 1\ntitle: Desk\nb:\n').map((one) => one.slice(0, 15))).toEqual([
      '1:4 unknown key',
      '3:3 unknown key',
    ]);
  });

  it('points to where a missing key would stand', () => {
    expect(problems('title: Desk\nteams:\n  - {}\n')).toEqual([expect.stringMatching(/^3:5 teams\.0\.name: /)]);
  });

  it.each([
    ['nothing at all', ''],
    ['only a remark', '# nothing yet\n'],
    ['a list', '- title\n'],
    ['a word', 'title'],
  ])('refuses %s', (_what, text) => {
    expect(problems(text)).toEqual([expect.stringMatching(/^1:1 .*expected object/)]);
  });

  it.each([
    ['a broken line', 'title: "Desk\nweeks: 3\n', /^[123]:\d+ .*Mend the YAML here\.$/],
    ['a key written twice', 'title: Desk\nweeks: 1\nweeks: 2\n', /^3:1 .*unique.*Mend the YAML here\.$/],
    ['a tab as indentation', 'title: Desk\nteams:\n\t- name: x\n', /^3:1 .*Mend the YAML here\.$/],
  ])('names the place of %s', (_what, text, message) => {
    expect(problems(text)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  it('writes file, line and column as editors read them', () => {
    expect(() => readYaml('rules/teams.yaml', 'title: 7\n', schema)).toThrow(/^rules\/teams\.yaml:1:8 title: /);
  });

  it('lets a reader of the value complain at its place later', () => {
    const placed = readYaml('teams.yaml', 'title: Desk\nteams:\n  - name: first\n  - name: first\n', schema);
    expect(placed.problem(['teams', 1, 'name'], 'said twice')).toEqual({
      file: 'teams.yaml',
      line: 4,
      column: 11,
      message: 'said twice',
    });
    expect(placed.problem(['teams', 7, 'name'], 'missing')).toMatchObject({ line: 3, column: 3 });
  });

  it('names the place of an alias that points nowhere', () => {
    expect(problems('title: Desk\nteams: *first\n')).toEqual([
      expect.stringMatching(/^2:8 \*first refers to no anchor/),
    ]);
  });

  it('does not blow up a small file that refers to itself over and over', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [i, name] of ['b', 'c', 'd', 'e', 'f', 'g', 'h'].entries())
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(', ')}]`);
    expect(problems(bomb.join('\n'))).toEqual([expect.stringContaining('Use fewer aliases.')]);
  });
});
