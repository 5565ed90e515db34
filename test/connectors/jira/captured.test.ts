import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reader, readOrNull } from './source.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const WEBHOOKS = join(DATA, 'jira-webhooks');
const DESK = join(DATA, 'jsm');
const read = reader();
const json = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'));
const names = existsSync(WEBHOOKS) ? readdirSync(WEBHOOKS).filter((name) => name.endsWith('.json')) : [];

interface Captured {
  readonly timestamp: number;
  readonly webhookEvent: string;
  readonly user?: object;
  readonly issue?: { readonly fields: Readonly<Record<string, unknown>> };
  readonly changelog?: object;
}

describe.skipIf(names.length === 0)('captured webhooks (skipped where ../shared/data is absent)', () => {
  it.each(names)('%s rings for the issue it is about, and for no other', (name) => {
    const body = json(join(WEBHOOKS, name));
    const { issue, comment } = body as { issue?: { id: string }; comment?: { self: string } };
    const id = issue?.id ?? comment?.self.match(/\d+(?=\/comment)/)?.[0];
    expect(read(body)).toEqual({ events: [], agents: [], unmapped: [], reread: [id] });
  });

  it.each(names)('the issue of %s reads as if the API had returned it, where it is whole', (name) => {
    const { issue, changelog, timestamp, user, webhookEvent } = json(join(WEBHOOKS, name)) as unknown as Captured;
    // The API's change log begins after the creation; a webhook tells that as a change too.
    const told = changelog === undefined || webhookEvent === 'jira:issue_created' ? [] : [changelog];
    const histories = told.map((log) => ({ ...log, author: user, created: new Date(timestamp).toISOString() }));
    const data = { ...issue, changelog: { startAt: 0, total: histories.length, histories } };
    const normalised = readOrNull(() => read({ resource: 'issue', data }));
    if (issue?.fields['created'] === undefined) return expect(normalised).toBeNull();
    const opened = normalised?.events.find(({ id }) => id.endsWith('#initial'));
    expect(opened?.fact).toMatchObject({ set: { status: expect.stringMatching(/new|open|resolved/) } });
    for (const { occurredAt } of normalised?.events ?? []) expect(occurredAt).toBeGreaterThan(Date.UTC(2000, 0, 1));
    expect(normalised?.unmapped).toEqual([]);
  });

  it('tell a resolution and its reopening as what they are', () => {
    const status = (name: string) => {
      const { changelog } = json(join(WEBHOOKS, `webhook-${name}.json`));
      const data = { ...(changelog as object), created: '2026-03-02T08:00:00.000+0000' };
      const { events } = read({ resource: 'changelog', issue: { id: '1' }, data });
      return events.map(({ fact }) => (fact.type === 'changed' ? fact.set : fact));
    };
    expect(status('issue-updated-resolved')).toEqual([{ status: 'resolved', sourceStatus: 'Done' }]);
    expect(status('issue-updated-reopened')).toEqual([{ status: 'new', sourceStatus: 'To Do' }]);
    expect(status('server-issue-updated-closed')).toEqual([{ status: 'closed', sourceStatus: 'Closed' }]);
    expect(status('issue-updated-assigned-nobody')).toEqual([{ holder: null }]);
    expect(status('issue-updated-raised-priority')).toEqual([{ priority: 'P2' }]);
  });

  it('tell comments from whoever reported the issue, and from others', () => {
    const type = (name: string) => {
      const { comment, issue } = json(join(WEBHOOKS, `webhook-${name}.json`));
      return read({ resource: 'comment', data: comment, issue }).events[0]?.fact.type;
    };
    expect(type('server-issue-updated-commented-2')).toMatch(/replied$/);
    expect(() => type('cloud-comment-created-mention-user')).toThrow('comment of an unknown issue');
  });
});

describe.skipIf(!existsSync(DESK))(
  'captured answers of a service desk (skipped where ../shared/data is absent)',
  () => {
    it('tell of each SLA how its cycles ended', () => {
      const { values } = json(join(DESK, 'get-customer-slas.json')) as { values: Record<string, unknown>[] };
      const told = values.flatMap((data) => read({ resource: 'request-sla', data }).events);
      const results = told.map(({ ticketId, fact }) => [
        ticketId,
        fact.type === 'sla-reported' && [fact.target, fact.met],
      ]);
      for (const target of ['first-response', 'resolution'])
        for (const met of [true, false]) expect(results).toContainEqual(['jira:101102', [target, met]]);
    });

    it.each(['get-customer-request.json', 'get-service-desk-queues.json', 'get-customer-slas.json'])(
      '%s is set aside as what it is not: an issue',
      (name) => {
        expect(readOrNull(() => read({ resource: 'issue', data: json(join(DESK, name)) }))).toBeNull();
      },
    );
  },
);
