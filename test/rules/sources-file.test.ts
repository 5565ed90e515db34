import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/rules/load-rules.ts';
import type { RuleFiles } from '../../src/rules/rule-files.ts';
import { InvalidSettings } from '../../src/settings/read-yaml.ts';
import { smallDesk } from './small-desk.ts';

const withSources = (text: string): RuleFiles => ({ ...smallDesk, 'sources.yaml': text });

const GOOD = `
helpdesk:
  connector: ticket-log
  verify: { kind: standard-webhooks }
jsm-eu:
  connector: ticket-log
  verify:
    kind: hmac
    header: X-Signature
    signed: "{timestamp}.{body}"
    timestamp: { header: X-Time, unit: s }
  limit: 25MB
`;

function problemOf(text: string): string {
  try {
    loadRules(withSources(text));
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message;
    throw error;
  }
  return 'read';
}

describe('sources.yaml', () => {
  it('names who may send webhooks, and how large', () => {
    const { sources } = loadRules(withSources(GOOD));
    expect(sources.map(({ id, connector, webhook }) => ({ id, connector, limitBytes: webhook?.limitBytes }))).toEqual([
      { id: 'helpdesk', connector: 'ticket-log', limitBytes: 1_000_000 },
      { id: 'jsm-eu', connector: 'ticket-log', limitBytes: 25_000_000 },
    ]);
  });

  it('says where a source is read, as whom, and how fast', () => {
    const text = `
helpdesk:
  connector: zendesk
  read:
    url: https://acme.zendesk.com/
    sign_in: { kind: client-credentials, client_id: c1, scope: read }
    only: [a]
    per_minute: 200
    credential_ends: 2027-04-30
  settings: "bots: [1]"
`;
    expect(loadRules(withSources(text)).sources).toEqual([
      {
        id: 'helpdesk',
        connector: 'zendesk',
        settings: 'bots: [1]',
        webhook: null,
        reading: {
          source: 'helpdesk',
          url: 'https://acme.zendesk.com',
          signIn: { kind: 'client-credentials', clientId: 'c1', scope: 'read' },
          only: ['a'],
          perMinute: 200,
          credentialEnds: Date.UTC(2027, 3, 30),
          settings: 'bots: [1]',
        },
      },
    ]);
  });

  const reading = (url: string) => `a: { connector: x, read: { url: "${url}", sign_in: { kind: bearer } } }`;
  it.each([
    ['over http, which others can read', 'http://acme.example'],
    ['with a path', 'https://acme.example/api'],
    ['with a user', 'https://ann@acme.example'],
    ['of another kind', 'ftp://acme.example'],
  ])('refuses an address %s', (_, url) => {
    expect(problemOf(reading(url))).toContain('sources.yaml:1:33 ');
    expect(problemOf(reading('http://localhost:8080'))).toBe('read');
  });

  it('need not be there, and does not change the version of the rules that judge', () => {
    expect(loadRules(smallDesk).sources).toEqual([]);
    expect(loadRules(withSources(GOOD)).version).toBe(loadRules(smallDesk).version);
  });

  it.each([
    ['an unknown kind', 'a: { connector: x, verify: { kind: trust } }', '1:36', 'kind: standard-webhooks | zendesk'],
    ['no kind', 'a: { connector: x, verify: {} }', '1:28', 'kind: standard-webhooks'],
    [
      'nothing that comes from it',
      'a: { connector: x }',
      '1:4',
      'nothing comes from it. Write how its sender is known',
    ],
    [
      'a way to sign in that is none',
      'a: { connector: x, read: { url: "https://a.b", sign_in: { kind: x } } }',
      '1:65',
      'client-credentials | api-token',
    ],
    [
      'further ways without a first',
      'a: { connector: x, verify_also: [{ kind: jira }] }',
      '1:4',
      'Write the first way',
    ],
    [
      'a secret among the rules',
      'a: { connector: x, read: { url: "https://a.b", sign_in: { kind: bearer, token: y } } }',
      '1:80',
      'unknown key',
    ],
    ['no connector', 'a: { verify: { kind: none } }', '1:4', 'missing. Write the id of a connector'],
    ['a key of another kind', 'a: { connector: x, verify: { kind: jira, header: X } }', '1:50', 'unknown key'],
    ['a header that is none', 'a: { connector: x, verify: { kind: header, header: "X Y" } }', '1:52', 'not "X Y"'],
    [
      'a body that is not signed',
      'a: { connector: x, verify: { kind: hmac, header: X, signed: "{timestamp}" } }',
      '1:61',
      'Write {body} into it',
    ],
    ['a size too large', 'a: { connector: x, verify: { kind: jira }, limit: 26MB }', '1:51', 'at most 25MB'],
    ['a size without a unit', 'a: { connector: x, verify: { kind: jira }, limit: 26 }', '1:51', 'such as 256kB'],
    [
      'settings that are no text',
      'a: { connector: x, verify: { kind: jira }, settings: { a: 1 } }',
      '1:54',
      'as a block of text',
    ],
    ['an id that no address can hold', '"A b": { connector: x, verify: { kind: jira } }', '1:8', 'lower case letters'],
    ['a list', '- helpdesk', '1:1', 'Write sources by their ids'],
  ])('refuses %s', (_, text, place, says) => {
    expect(problemOf(text)).toContain(`sources.yaml:${place} `);
    expect(problemOf(text)).toContain(says);
  });
});
