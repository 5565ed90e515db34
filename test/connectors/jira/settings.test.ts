import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jira } from '../../../connectors/jira/index.ts';
import { InvalidSettings } from '../../../src/settings/read-yaml.ts';

const readme = readFileSync(new URL('../../../connectors/jira/README.md', import.meta.url), 'utf8');
const problems = (text: string) => {
  try {
    jira.configure('jira', text);
  } catch (error) {
    if (error instanceof InvalidSettings)
      return error.problems.map((one) => `${one.line}:${one.column} ${one.message}`);
    throw error;
  }
  return [];
};

describe('settings', () => {
  it('are those the README shows', () => {
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
    expect(problems(example)).toEqual([]);
    const source = jira.configure('jira', example);
    expect(source.bots).toEqual(['svc-deploy']);
    const status = { id: '9', name: 'Waiting for vendor' };
    const fields = { created: '2026-03-02T08:00:00.000+0000', updated: '2026-03-02T09:00:00.000+0000', status };
    const fact = { about: 'ticket', receivedAt: 0, key: 'k', fields: { resource: 'issue', data: { id: 1, fields } } };
    const { events } = source.normalise(fact as never);
    expect(events[1]).toMatchObject({ fact: { set: { status: 'on-hold' } } });
  });

  it.each([
    ['nothing', ''],
    ['an empty map', '{}'],
    ['a comment', '# none yet'],
  ])('may be %s', (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['a status of no kind', 'statuses: { Parked: waiting }', /^1:21 statuses\.Parked: /],
    ['an unknown key', 'bots: []\nstates: {}', /^2:\d+ unknown key "states"/],
    ['a field by its name', 'fields:\n  team: My team', /^2:9 fields\.team: write the id of a field/],
    ['a field without an id', 'fields:\n  team: { called: Squad }', /^2:9 fields\.team: write the id of a field/],
  ])('refuse %s, saying where', (_, text, message) => {
    expect(problems(text).join('\n')).toMatch(message);
  });
});
