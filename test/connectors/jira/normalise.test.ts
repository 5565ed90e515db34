import { describe, expect, it } from 'vitest';
import { Rejected } from '../../../src/connector/rejected.ts';
import { person, reader, STATUSES } from './source.ts';

const read = reader();
const AT = '2026-03-02T08:00:00.000+0000';
const issue = (fields: object, more: object = {}) =>
  read({ resource: 'issue', data: { id: '1', fields: { created: AT, updated: AT, ...fields }, ...more } });
const history = (id: number, ...items: object[]) =>
  read({ resource: 'changelog', issue: { id: '1' }, data: { id, created: AT, author: person('ann'), items } });
const sets = ({ events }: ReturnType<typeof read>) =>
  events.map(({ fact }) => (fact.type === 'changed' ? fact.set : fact.type));

describe('an item of a change log', () => {
  it('without a new word has none: what every object calls toString is not it', () => {
    expect(
      sets(history(7, { field: 'priority', fieldId: 'priority', from: '3', fromString: 'Low', to: null })),
    ).toEqual([{ priority: null }]);
    const unread = { field: 'status', fieldId: 'status', from: '1', fromString: 'Open', to: null };
    expect(history(7, unread).events).toEqual([]);
  });

  it('is read whatever its other keys are called', () => {
    const item = JSON.parse('{"__proto__":{"to":"5"},"constructor":1,"field":"status","to":"5","toString":"Done"}');
    expect(sets(history(7, item))).toEqual([{ status: 'resolved', sourceStatus: 'Done' }]);
  });

  it('names accounts apart where from and to are user names', () => {
    const item = { field: 'assignee', from: null, to: 'ann.lee', toString: 'Ann', tmpToAccountId: '712020:x' };
    expect(sets(history(7, item))).toEqual([{ holder: 'jira:712020:x' }]);
  });

  it('comes after those of an earlier entry of the same instant, also past a power of ten', () => {
    const [a] = history(9, { field: 'status', to: '1', toString: 'Open' }).events;
    const [b] = history(10, { field: 'status', to: '5', toString: 'Done' }).events;
    expect(b?.seq).toBeGreaterThan(a?.seq ?? Infinity);
  });

  it('changes the status last of all that one entry changes', () => {
    const { events } = history(
      9,
      { field: 'status', to: '5', toString: 'Done' },
      { field: 'assignee', to: 'ann', toString: 'Ann' },
    );
    expect(events.toSorted((a, b) => a.seq - b.seq).map(({ id }) => id)).toEqual([
      'jira:1#9.holder',
      'jira:1#9.status',
    ]);
  });
});

describe('a status', () => {
  const now = (status: unknown) => sets(issue({ status }))[1];

  it.each([
    ['constructor', undefined, 'unknown'],
    ['__proto__', 'done', 'resolved'],
    ['Waiting For Customer', 'indeterminate', 'pending'],
    ['Done', 'indeterminate', 'open'],
    ['In Progress', 'done', 'resolved'],
    ['Anything', 'new', 'new'],
    ['Anything', 'undefined', 'unknown'],
  ])('called %s in category %s is %s', (name, key, status) => {
    expect(now({ id: '77', name, statusCategory: key && { key } })).toEqual({ status, sourceStatus: name });
  });

  it('that is said in no way we read is left as it was', () => {
    expect(issue({ status: 7 }).events).toHaveLength(1);
  });
});

describe('what an issue says now', () => {
  it('tells nobody from not said', () => {
    expect(sets(issue({ assignee: null }))[1]).toEqual({ holder: null });
    expect(issue({}).events).toHaveLength(1);
    expect(issue({ assignee: 'ann' }).events).toHaveLength(1);
  });

  it('counts a resolution where it was, not where a comment came later, nor before its last change', () => {
    const at = (resolutiondate: string | null, more: object = {}) =>
      issue({ status: STATUSES.Checked, resolutiondate, updated: '2026-03-09T08:00:00.000+0000' }, more).events.at(-1);
    expect(at('2026-03-05T08:00:00.000+0000')).toMatchObject({
      occurredAt: Date.UTC(2026, 2, 5, 8),
      knownAt: Date.UTC(2026, 2, 9, 8),
    });
    const later = { id: '5', created: '2026-03-06T08:00:00.000+0000', items: [{ field: 'labels', toString: 'vip' }] };
    const changelog = { startAt: 1, total: 9, histories: [later] };
    for (const one of [at(null), at('2026-03-05T08:00:00.000+0000', { changelog }), at('2026-02-01T08:00:00.000+0000')])
      expect(one?.occurredAt).toBe(Date.UTC(2026, 2, 9, 8));
  });

  it('takes a field of many values by its first, and none from a list within a list', () => {
    const settings = 'fields: { team: customfield_1 }';
    const team = (value: unknown) =>
      sets(
        reader(settings)({
          resource: 'issue',
          data: { id: 1, fields: { created: AT, updated: AT, customfield_1: value } },
        }),
      )[1];
    expect(
      team([
        { id: '1', name: 'A' },
        { id: '2', name: 'B' },
      ]),
    ).toEqual({ team: 'A' });
    expect(team(['A'])).toEqual({ team: 'A' });
    expect(team({ id: '9', value: 'EMEA' })).toEqual({ team: 'EMEA' });
    expect(team([])).toEqual({ team: null });
    expect(team(JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`))).toBeUndefined();
  });

  it('has an SLA that cannot be read counted, and the rest read', () => {
    const { events, unmapped } = issue({ customfield_7: { completedCycles: 'none' } });
    expect(events).toHaveLength(1);
    expect(unmapped).toEqual([{ what: 'field', word: 'customfield_7' }]);
  });

  it('does not set an account that only asks among the agents, and an app among the automations', () => {
    const app = { accountId: 'a', accountType: 'app', displayName: 'Robot' };
    expect(issue({ reporter: { accountId: 'c', accountType: 'customer' } }).agents).toEqual([]);
    expect(issue({ assignee: app }).agents).toMatchObject([{ id: 'jira:a', bot: true }]);
  });
});

describe('a delivery', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['of nothing', {}, 'not a Jira webhook'],
    ['of an error page', { resource: 'issue', data: '<html>Log in: 401</html>' }, 'not a Jira issue'],
    ['of an error', { errorMessages: ['Issue does not exist'], errors: {} }, 'not a Jira webhook'],
    ['of an issue with a path for an id', { resource: 'issue', data: { id: '../1', fields: {} } }, 'unreadable time'],
    ['of a resource of the language', { resource: 'constructor', data: {} }, 'unknown resource'],
  ])('%s is set aside', (_, fields, reason) => {
    expect(() => read(fields)).toThrow(Rejected);
    expect(() => read(fields)).toThrow(reason);
  });

  it('names no issue to read again that is neither a number nor a key', () => {
    const rung = (id: unknown) => read({ webhookEvent: 'jira:issue_updated', issue: { id } }).reread;
    expect(rung(10001)).toEqual(['10001']);
    for (const id of ['../../admin', 'a?b', '', null, {}, '1'.repeat(40)]) expect(rung(id)).toEqual([]);
  });
});
