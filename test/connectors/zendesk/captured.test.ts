import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventsOf, read, unmappedOf } from './reading.ts';

const folder = new URL('../../../../shared/data/zendesk/', import.meta.url);
const schemas = new URL('../../../../shared/data/zendesk-event-schemas/', import.meta.url);
const absent = !existsSync(folder) || !existsSync(schemas);

type Thing = Readonly<Record<string, unknown>>;
const json = (name: string, base = folder) => JSON.parse(readFileSync(new URL(name, base), 'utf8'));
const list = (name: string, key: string): Thing[] => json(name)[key];

/** Everything of the captured stream, by what it holds. */
function streams(): Map<string, Thing[]> {
  const lines = readFileSync(new URL('streams.jsonl', folder), 'utf8').trim().split('\n');
  const records = lines.map((line) => JSON.parse(line).record as { stream: string; data: Thing });
  return Map.groupBy(
    records.map(({ stream, data }) => ({ name: stream.split('__').at(-1) ?? '', data })),
    ({ name }) => name,
  ) as unknown as Map<string, Thing[]>;
}

const streamOf = (name: string) => (streams().get(name) ?? []).map((one) => one['data'] as Thing);
const as = (resource: string, things: readonly Thing[]) => read(null, ...things.map((data) => ({ resource, data })));
const asideOf = (outcomes: ReturnType<typeof read>) => outcomes.filter((one) => typeof one === 'string');

interface Column {
  readonly name: string;
  readonly type: string;
  readonly fields?: readonly Column[];
}

/** A body of every column a schema names. */
const bodyOf = (columns: readonly Column[]): Thing =>
  Object.fromEntries(
    columns.map(({ name, type, fields }) => {
      if (fields !== undefined) return [name, bodyOf(fields)];
      return [name, type === 'INTEGER' ? 7 : type === 'BOOLEAN' ? true : '7'];
    }),
  );

describe.skipIf(absent)(`captured payloads${absent ? ' (skipped: ../shared/data/zendesk is not here)' : ''}`, () => {
  it('reads every ticket as it stands', () => {
    const tickets = [json('ticket.json').ticket, ...streamOf('tickets')];
    const outcomes = as('ticket', tickets);
    expect(asideOf(outcomes)).toEqual([]);
    expect(outcomes).toHaveLength(15);
    const facts = eventsOf(outcomes).map(({ fact }) => fact);
    const statuses = facts.flatMap((fact) => (fact.type === 'changed' ? [fact.set.status] : []));
    expect(Object.fromEntries([...Map.groupBy(statuses, (one) => one)].map(([key, of]) => [key, of.length]))).toEqual({
      open: 12,
      resolved: 1,
      closed: 1,
      pending: 1,
    });
    expect(facts.filter(({ type }) => type === 'linked')).toEqual([
      { type: 'linked', relation: 'follow-up', other: '6' },
    ]);
    expect(unmappedOf(outcomes)).toEqual([]);
  });

  it('reads every audit: a note, and a trigger that opens the ticket', () => {
    const outcomes = as('audit', [json('ticket_audit.json').audit, ...list('ticket_audits.json', 'audits')]);
    expect(asideOf(outcomes)).toEqual([]);
    expect(new Set(eventsOf(outcomes).map(({ id, actor, fact }) => `${id} ${actor} ${fact.type}`))).toEqual(
      new Set(['zd:666#audit-2127301143.000 zd:5246746 noted', 'zd:666#audit-2127301143.001 zd:automation changed']),
    );
  });

  it('reads every rating', () => {
    const edition = { of: expect.stringMatching(/^rating-\d+$/), at: expect.any(Number) };
    expect(eventsOf(as('satisfaction-rating', streamOf('satisfaction_ratings'))).map(({ fact }) => fact)).toEqual([
      { type: 'rated', score: 1, about: null, edition },
    ]);
  });

  it('reads everybody who is staff, and keeps no customer', () => {
    const outcomes = as('user', [...list('users.json', 'users'), ...streamOf('users')]);
    expect(asideOf(outcomes)).toEqual([]);
    expect(outcomes).toHaveLength(17);
    expect(outcomes.flatMap((one) => (typeof one === 'string' ? [] : one.agents))).toHaveLength(3);
  });

  it('lists every group by its name', () => {
    const words = unmappedOf(as('group', [...list('groups.json', 'groups'), ...streamOf('groups')]));
    expect(words.map(({ word }) => word)).toContain('360002440594 Support');
  });

  it('rings for a body of every known event schema', () => {
    for (const name of ['comment-added', 'created', 'priority-changed', 'status-changed']) {
      const columns = json(`ticket-${name}.schema.json`, schemas) as Column[];
      const body = bodyOf(columns)['body'] as Thing;
      const type = `zen:event-type:ticket.${name.replaceAll('-', '_')}`;
      expect(read(null, { ...body, type })).toEqual([{ events: [], agents: [], unmapped: [], reread: ['7'] }]);
    }
  });

  it('sets aside, by name, what it does not read', () => {
    const others: readonly [string, readonly Thing[]][] = [
      ['comment', list('ticket_comments.json', 'comments')],
      ['sla-policy', list('sla_policies.json', 'sla_policies')],
      ['group-membership', list('group_memberships.json', 'group_memberships')],
      ['webhook', [json('webhook.json').webhook]],
      ...['tags', 'ticket_fields', 'ticket_metrics'].map((name): [string, Thing[]] => [name, streamOf(name)]),
    ];
    for (const [resource, things] of others) {
      expect(things.length).toBeGreaterThan(0);
      for (const outcome of as(resource, things)) expect(outcome).toMatch(/^unknown resource: resource is "/);
    }
  });
});
