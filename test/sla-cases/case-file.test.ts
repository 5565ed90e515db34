import { describe, expect, it } from 'vitest';
import { InvalidSettings } from '../../src/settings/read-yaml.ts';
import { readCaseFile } from '../../src/sla-cases/case-file.ts';

const file = { calendars: { a: { timezone: 'UTC' } }, cases: [{ id: 'one', kind: 'elapsed' }] };

function problemOf(name: string, text: string): string {
  try {
    readCaseFile(name, text);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message;
    throw error;
  }
  return 'read';
}

describe('a file of worked cases', () => {
  it('is JSON, or YAML by its name', () => {
    expect(readCaseFile('a.json', JSON.stringify(file))).toEqual(file);
    expect(
      readCaseFile('a.yaml', 'cases:\n  - { id: one, kind: elapsed }\ncalendars: { a: { timezone: UTC } }'),
    ).toEqual(file);
  });

  it('needs no calendars', () => {
    expect(readCaseFile('a.json', '{"cases": []}')).toEqual({ calendars: {}, cases: [] });
  });

  it.each([
    ['a.json', 'cases:', 'a.json:1:1 not JSON: '],
    ['a.json', '{}', 'a.json:1:1 cases: write a list of cases.'],
    ['a.json', '{"cases": [3]}', 'a.json:1:1 cases.0: write a block of keys.'],
    ['a.json', '[]', 'write { calendars: { NAME: { timezone, weekly } }, cases: [{ id'],
    ['a.yml', 'cases:\n  - 3', 'a.yml:2:5 cases.0: write a block of keys'],
  ])('%s %s', (name, text, problem) => {
    expect(problemOf(name, text)).toContain(problem);
  });
});
