import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serviceNow } from '../../../connectors/servicenow/index.ts';
import { InvalidSettings } from '../../../src/settings/read-yaml.ts';
import { EXAMPLE, FOLDER } from './desk.ts';

const problems = (text: string): string[] => {
  try {
    serviceNow.configure('snow', text);
  } catch (error) {
    if (error instanceof InvalidSettings)
      return error.problems.map((one) => `${one.line}:${one.column} ${one.message}`);
    throw error;
  }
  return [];
};

describe('settings', () => {
  it('are shown in the README as they can be used', () => {
    expect(problems(EXAMPLE)).toEqual([]);
    expect(readFileSync(join(FOLDER, 'README.md'), 'utf8')).toContain(`\`\`\`yaml\n${EXAMPLE}\`\`\``);
  });

  it('may be left out, or empty', () => {
    expect(serviceNow.configure('snow', null)).toMatchObject({ source: 'snow', neededColumns: [] });
    expect(problems('{}')).toEqual([]);
  });

  it('name automations by login or sys_id; the platform itself is always one', () => {
    expect(serviceNow.configure('snow', null).bots).toEqual(['system', 'login/system']);
    expect(serviceNow.configure('snow', 'bots: [etl]').bots).toContain('login/etl');
  });

  it.each([
    ['a misspelt key', 'bot: [etl]', /^1:6 unknown key "bot"/],
    [
      'a status of nobody',
      'tables:\n  incident:\n    states: { "9": finished }',
      /^3:20 tables\.incident\.states\.9: write one of new, open/,
    ],
    ['a label without a status', 'hold_reasons:\n  "7": { label: Board }', /^2:8 hold_reasons\.7: write one of/],
    ['a word for a list', 'bots: etl', /^1:7 bots: /],
    ['names that are numbers', 'names: { "a": 7 }', /^1:15 names\.a: /],
    ['broken YAML', 'names: {', /^1:9 .*Mend the YAML here/],
  ])('with %s are refused at their place', (_what, text, message) => {
    expect(problems(text)[0]).toMatch(message);
  });
});
