import { describe, expect, it } from 'vitest';
import { eventLog } from '../../../connectors/event-log/index.ts';
import { InvalidSettings } from '../../../src/settings/read-yaml.ts';

const LINES = [
  'source: desk',
  'title: Desk log',
  'ticket: id',
  'time: { column: at, format: iso, zone: UTC }',
  'status: { column: state, words: { Done: resolved } }',
];

const mapped = (...more: string[]) => [...LINES, ...more].join('\n');
const problems = (text: string, source = 'desk') => {
  try {
    eventLog.configure(source, text);
  } catch (error) {
    if (error instanceof InvalidSettings)
      return error.problems.map((one) => `${one.line}:${one.column} ${one.message}`);
    throw error;
  }
  return [];
};

describe('a mapping', () => {
  it('needs no more than a ticket, a time and a status', () => {
    const source = eventLog.configure('desk', mapped());
    expect(source).toMatchObject({ source: 'desk', neededColumns: ['id', 'at', 'state'], bots: [] });
    const fields = { id: 7, at: '2026-03-02T08:00:00Z', state: 'Done', other: null };
    expect(source.normalise({ about: 'ticket', receivedAt: 0, key: 'a', fields })).toEqual({
      events: [
        {
          id: 'desk:7#a.0',
          ticketId: 'desk:7',
          occurredAt: Date.UTC(2026, 2, 2, 8),
          knownAt: Date.UTC(2026, 2, 2, 8),
          seq: 0,
          actor: null,
          fact: { type: 'changed', set: { status: 'resolved', sourceStatus: 'Done' } },
        },
      ],
      agents: [],
      unmapped: [],
    });
  });

  it('asks for every column it names, once', () => {
    const { neededColumns } = eventLog.configure(
      'desk',
      mapped(
        'order: n',
        'opened_at: opened',
        'attributes: { team: group, kind: { value: incident }, priority: { column: p } }',
        'accounts: { holder: { column: who, space: a }, actor: { column: by, space: b } }',
        'sla: { resolution: { column: made, met: "1", breached: "0" } }',
        'known_only: { made: { from: [closed], not_before: closed_at } }',
      ),
    );
    expect([...neededColumns].sort()).toEqual(
      ['id', 'at', 'state', 'n', 'opened', 'group', 'p', 'who', 'by', 'made', 'closed_at'].sort(),
    );
  });

  it.each<[string, string[], RegExp]>([
    ['a misspelt key', ['atributes: { team: group }'], /^6:12 unknown key "atributes"\. Check its spelling/],
    ['a misspelt attribute', ['attributes:', '  taem: group'], /^7:9 attributes: unknown key "taem"/],
    [
      'a misspelt key of an attribute',
      ['attributes:', '  team: { colunm: group }'],
      /^7:19 attributes\.team: unknown key "colunm"/,
    ],
    [
      'an attribute of neither column nor value',
      ['attributes:', '  team: { words: { a: b } }'],
      /^7:9 attributes\.team: give either a column, or a value/,
    ],
    [
      'an attribute of both',
      ['attributes:', '  team: { column: a, value: b }'],
      /^7:9 attributes\.team: give either a column, or a value/,
    ],
    [
      'an attribute that is a number',
      ['attributes:', '  team: 7'],
      /^7:9 attributes\.team: write the name of a column, or an object/,
    ],
    [
      'a status of nobody',
      ['known_only:', '  made: { from: [finished] }'],
      /^7:18 known_only\.made\.from\.0: .*"resolved"/,
    ],
    [
      'an id space with signs',
      ['accounts: { holder: { column: who, space: a/b } }'],
      /^6:43 accounts\.holder\.space: letters, digits, _ and - only/,
    ],
    ['a source column without its space', ['accounts: { holder: { column: who } }'], /^6:21 accounts\.holder\.space: /],
  ])('with %s is refused at its place', (_what, more, message) => {
    const [first] = problems(mapped(...more));
    expect(first).toMatch(message);
  });

  it.each<[string, number, string, RegExp]>([
    [
      'an unknown status',
      4,
      'status: { column: state, words: { Done: finished } }',
      /^5:41 status\.words\.Done: .*"resolved"/,
    ],
    [
      'an unknown zone',
      3,
      'time: { column: at, format: iso, zone: Berlin }',
      /^4:7 "Berlin" is no time zone\. Give a known format and an IANA zone/,
    ],
    ['a format without a year', 3, 'time: { column: at, format: d/m, zone: UTC }', /^4:7 .*needs yyyy, m and d/],
    ['a source with a colon', 0, 'source: "a:b"', /^1:9 source: letters, digits, dot, _ and - only/],
    ['another source', 0, 'source: other', /^1:9 expected source "desk"/],
    ['no ticket', 2, '', /^1:1 ticket: /],
  ])('with %s is refused at its place', (_what, line, text, message) => {
    expect(problems(LINES.with(line, text).join('\n'))).toEqual([expect.stringMatching(message)]);
  });

  it('is needed at all', () => {
    expect(() => eventLog.configure('desk', null)).toThrow(InvalidSettings);
  });
});

describe('words of a mapping', () => {
  it("are taken only as written: a word like a property of every object is the source's own", () => {
    const text = mapped('attributes: { team: { column: group, words: { a: First } } }');
    const { normalise } = eventLog.configure('desk', text);
    const teamOf = (group: string) => {
      const fields = { id: 1, at: '2026-03-02T08:00:00Z', state: 'constructor', group };
      const [event] = normalise({ about: 'ticket', receivedAt: 0, key: 'a', fields }).events;
      return event?.fact.type === 'changed' ? event.fact.set : undefined;
    };
    expect(teamOf('a')).toMatchObject({ team: 'First', status: 'unknown', sourceStatus: 'constructor' });
    expect(teamOf('toString')).toMatchObject({ team: 'toString' });
    expect(teamOf('A')).toMatchObject({ team: 'A' });
  });
});
