import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { zendesk } from '../../../connectors/zendesk/index.ts';
import { InvalidSettings } from '../../../src/settings/read-yaml.ts';
import { CONNECTORS_FOLDER } from '../fixtures.ts';
import { eventsOf, read, unmappedOf } from './reading.ts';

const readme = readFileSync(join(CONNECTORS_FOLDER, 'zendesk/README.md'), 'utf8');
const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

const problems = (text: string) => {
  try {
    zendesk.configure('zd', text);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message.split('\n');
    throw error;
  }
  return [];
};

const audit = (...events: readonly object[]) => ({
  resource: 'audit',
  data: { id: 7, ticket_id: 1, created_at: '2026-03-02T08:00:00Z', author_id: 5, events },
});
const change = (field: string, value: unknown) => ({ type: 'Change', field_name: field, value, previous_value: null });
const setBy = (settings: string | null, ...events: readonly object[]) => {
  const [first] = eventsOf(read(settings, audit(...events)));
  return first?.fact.type === 'changed' ? first.fact.set : undefined;
};

describe('the example of the README', () => {
  it('is understood, and says of the bots who they are', () => {
    expect(zendesk.configure('zd', example).bots).toEqual(['automation', '23111595978799']);
  });

  it('maps what it names', () => {
    expect(
      setBy(
        example,
        change('custom_status_id', '23328884381588'),
        change('group_id', '23111598987540'),
        change('type', 'question'),
        change('organization_id', '23111598989844'),
        change('23111693329300', 'net__vpn'),
        change('23111693329301', 'south'),
        change('tags', ['vpn', 'night_shift']),
      ),
    ).toEqual({
      status: 'on-hold',
      sourceStatus: 'Waiting for parts',
      team: 'Service desk',
      kind: 'service-request',
      requesterGroup: 'Finance',
      workType: 'vpn',
      region: 'south',
      shift: 'night',
    });
  });
});

describe('settings', () => {
  it('may be left out', () => {
    for (const settings of ['', null, '# nothing yet', 'fields: {}']) {
      expect(setBy(settings, change('priority', 'urgent'), change('group_id', 71))).toEqual({
        priority: 'P1',
        team: '71',
      });
      expect(unmappedOf(read(settings, audit(change('group_id', 71))))).toEqual([]);
    }
  });

  it('add to the words of priority that are known, and may take them from another field', () => {
    expect(setBy('fields: { priority: { words: { critical: P0 } } }', change('priority', 'CRITICAL'))).toEqual({
      priority: 'P0',
    });
    expect(setBy('fields: { priority: { field: 990 } }', change('990', 'low'), change('priority', 'high'))).toEqual({
      priority: 'P4',
    });
  });

  it.each([
    ['statusses: {}', '1:12 unknown key "statusses"'],
    ['statuses:\n  waiting: { status: open }', '2:12 statuses.waiting'],
    ['statuses:\n  "12": { status: parked }', '2:19 statuses.12.status'],
    ['bots: [ann]', '1:8 bots.0: write an id of Zendesk'],
    ['staff:\n  - 12\n  - { id: 3 }', '3:5 staff.1: write an id of Zendesk'],
    ['fields:\n  work_type: { words: {} }', '2:14 fields.work_type.field: name the field as audits do'],
    ['fields: { kind: [question] }', '1:17 fields.kind'],
    ['groups: { 71: 8 }', '1:9 groups.71'],
    ['- a', '1:1 Invalid input'],
    ['groups: {', '1:10'],
  ])('%j is refused at its place', (text, expected) => {
    expect(problems(text).join('\n')).toContain(`zendesk-settings:${expected}`);
  });

  it('cannot be tricked by names every object has', () => {
    expect(setBy('groups: { 71: Desk }', change('priority', 'constructor'), change('type', '__proto__'))).toEqual({
      priority: 'constructor',
      kind: '__proto__',
    });
  });
});
