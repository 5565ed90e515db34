import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promisesOf } from './desk/promises.ts';
import type { OutgoingWebhook } from './desk/stand-in.ts';
import type { Happening, TicketStory } from './desk/story.ts';
import {
  type Asking,
  allRows,
  askingDesk,
  type Body,
  exportByCursor,
  exportByTime,
  START,
  told,
} from './zendesk/asking.ts';
import { ZENDESK_LOGIN } from './zendesk/auth.ts';
import { zendeskIds } from './zendesk/ids.ts';

let asking: Asking;
beforeAll(async () => {
  asking = await askingDesk();
});
afterAll(() => asking.zendesk.close());

const STATUS = { open: 'open', pending: 'pending', 'on-hold': 'hold', resolved: 'solved', closed: 'closed' } as const;
const PRIORITY = { P1: 'urgent', P2: 'high', P3: 'normal', P4: 'low' } as const;
const last = <K extends Happening['kind']>({ happenings }: TicketStory, kind: K) =>
  happenings.findLast((one): one is Extract<Happening, { kind: K }> => one.kind === kind);
const isGone = (story: TicketStory) => last(story, 'deleted') !== undefined;
const alive = () => asking.desk.tickets.filter((story) => !isGone(story));
const second = (at: number) => new Date(at).toISOString().replace('.000', '');

describe('the records', () => {
  it('stand as the story left them', async () => {
    expect(alive().length).toBeGreaterThan(70);
    for (const story of alive()) {
      const { ticket } = await asking.get(`/api/v2/tickets/${asking.zendesk.idOf(story)}.json`);
      const [opened, assigned, status] = [story.happenings[0], last(story, 'assigned'), last(story, 'status')];
      const priority = last(story, 'priority')?.to ?? (opened?.kind === 'opened' ? opened.priority : 'P4');
      expect(ticket).toMatchObject({
        id: zendeskIds.ticket(story.n),
        created_at: second(opened?.at ?? 0),
        updated_at: second(story.happenings.at(-1)?.at ?? 0),
        status: status === undefined ? 'new' : STATUS[status.to],
        priority: PRIORITY[priority],
        assignee_id: assigned?.to == null ? null : zendeskIds.agent(assigned.to),
        requester_id: zendeskIds.customer(story.requester),
      });
    }
  });

  it('have a history that leads there, by those who did it', async () => {
    for (const story of alive()) {
      const path = `/api/v2/tickets/${asking.zendesk.idOf(story)}/audits?page[size]=3`;
      const audits = await allRows(asking, path, 'audits');
      expect(audits.map((audit) => audit.created_at)).toEqual(story.happenings.map(({ at }) => second(at)));
      for (const [i, { by, kind }] of story.happenings.entries()) {
        const rule = kind === 'assigned' ? zendeskIds.bot : -1;
        const person = by === 'requester' ? zendeskIds.customer(story.requester) : null;
        const author = person ?? (typeof by === 'object' ? zendeskIds.agent(by.agent) : rule);
        expect(audits[i].author_id).toBe(author);
      }
      const state = new Map<string, unknown>();
      for (const event of audits.flatMap(({ events }) => events)) {
        if (event.type === 'Change')
          expect(event.previous_value).toEqual(state.get(event.field_name) ?? event.previous_value);
        if (event.type === 'Create' || event.type === 'Change') state.set(event.field_name, event.value);
      }
      const { ticket } = await asking.get(`/api/v2/tickets/${asking.zendesk.idOf(story)}`);
      expect(state.get('status')).toBe(ticket.status);
      expect(state.get('priority')).toBe(ticket.priority);
      expect(state.get('assignee_id') ?? null).toBe(ticket.assignee_id === null ? null : String(ticket.assignee_id));
      expect(state.get('group_id')).toBe(String(ticket.group_id));
      const said = audits.flatMap(({ events }) => events).filter(({ type }) => type === 'Comment');
      const spoken = story.happenings.filter(({ kind }) => /reply|note|opened/.test(kind));
      expect(said.map((event) => event.public)).toEqual(spoken.map(({ kind }) => kind !== 'note'));
    }
  });

  it('keep and break promises as the desk does', async () => {
    const count = { met: 0, broken: 0, paused: 0 };
    for (const story of alive()) {
      const path = `/api/v2/tickets/${asking.zendesk.idOf(story)}?include=metric_events,slas`;
      const { ticket } = await asking.get(path);
      for (const promise of promisesOf(story, asking.now)) {
        const metric = promise.target === 'resolution' ? 'resolution_time' : 'reply_time';
        const rows: Body[] = ticket.metric_events[metric].filter((row: Body) => row.instance_id === promise.cycle);
        const one = (type: string) => rows.filter((row) => row.type === type).at(-1);
        expect(one('apply_sla').sla.target_in_seconds * 1000).toBe(promise.targetMs);
        expect(one('breach') !== undefined).toBe(promise.breached);
        expect(one('fulfill')?.time).toBe(promise.stoppedAt === null ? undefined : second(promise.stoppedAt));
        count[promise.breached ? 'broken' : 'met']++;
        count.paused += promise.pauses.length;
      }
    }
    for (const seen of Object.values(count)) expect(seen).toBeGreaterThan(10);
  });

  it('keep a rating given again in its place', async () => {
    const rows = await allRows(
      asking,
      '/api/v2/satisfaction_ratings?score=received&page[size]=4',
      'satisfaction_ratings',
    );
    const rated = alive().filter((story) => last(story, 'rated') !== undefined);
    expect(rows.length).toBe(rated.length);
    for (const story of rated) {
      const given = story.happenings.filter((one) => one.kind === 'rated');
      const row = rows.find(({ ticket_id: id }) => id === zendeskIds.ticket(story.n));
      expect(row.score).toBe(given.at(-1)?.stars === 1 ? 'bad' : 'good');
      expect([row.created_at, row.updated_at]).toEqual([given[0]?.at ?? 0, given.at(-1)?.at ?? 0].map(second));
      const shown = await asking.get(`/api/v2/satisfaction_ratings/${row.id}`);
      expect(shown.satisfaction_rating).toEqual(row);
    }
    expect(rows.some((row) => row.created_at !== row.updated_at)).toBe(true);
  });

  it('of deleted tickets are in exports and the list of the deleted only', async () => {
    const gone = asking.desk.tickets.filter(isGone);
    const id = asking.zendesk.idOf(gone[0]!);
    expect((await asking.ask('GET', `/api/v2/tickets/${id}`)).status).toBe(404);
    expect((await asking.get('/api/v2/tickets/count')).count.value).toBe(alive().length);
    const rows = await allRows(asking, '/api/v2/deleted_tickets?page[size]=1', 'deleted_tickets');
    expect(rows.map((row) => row.id)).toEqual(gone.map(({ n }) => zendeskIds.ticket(n)));
    const pages = await exportByCursor(asking, `/api/v2/incremental/tickets/cursor?start_time=${START / 1000}`);
    const exported = pages.flatMap(({ tickets }) => tickets);
    const deleted = exported.filter(({ status }) => status === 'deleted').map((ticket) => ticket.id);
    expect(deleted.sort()).toEqual(gone.map(({ n }) => zendeskIds.ticket(n)));
  });
});

describe('lists', () => {
  it.each([
    ['/api/v2/tickets', 'tickets', () => alive().length],
    ['/api/v2/tickets?sort=-updated_at', 'tickets', () => alive().length],
    ['/api/v2/ticket_metrics', 'ticket_metrics', () => alive().length],
    ['/api/v2/search/export?filter[type]=ticket&query=type:ticket', 'results', () => alive().length],
    ['/api/v2/users', 'users', () => 14 + asking.desk.customers.length],
    ['/api/v2/users?role[]=agent&role[]=admin', 'users', () => 14],
    ['/api/v2/groups', 'groups', () => 5],
    ['/api/v2/group_memberships', 'group_memberships', () => 12],
  ])('%s give every row once, by cursor', async (path, name, expected) => {
    const rows = await allRows(asking, `${path}${path.includes('?') ? '&' : '?'}page[size]=7`, name);
    expect(rows.length).toBe(expected());
    expect(new Set(rows.map((row) => row.id ?? row.ticket_id)).size).toBe(rows.length);
  });

  it.each([
    ['/api/v2/tickets?per_page=9&sort_by=updated_at&sort_order=desc', 'tickets', () => alive().length],
    ['/api/v2/search?query=type:ticket+status:closed&per_page=9', 'results', () => closed()],
    [
      '/api/v2/satisfaction_ratings?per_page=9',
      'satisfaction_ratings',
      () => alive().filter((s) => last(s, 'rated')).length,
    ],
  ])('%s give every row once, by page number', async (path, name, expected) => {
    const rows = await allRows(asking, path, name);
    expect(rows.length).toBe(expected());
    expect(rows.length).toBeGreaterThan(9);
  });
  const closed = () => alive().filter((story) => last(story, 'status')?.to === 'closed').length;

  it('are in the order asked for', async () => {
    const rows = await allRows(asking, '/api/v2/tickets?sort=-updated_at&page[size]=7', 'tickets');
    const times = rows.map((row) => row.updated_at);
    expect(times).toEqual(times.toSorted().reverse());
    const lost = await asking.get('/api/v2/tickets?sort_by=updated_at&page[size]=100');
    const ids = lost.tickets.map((row: Body) => row.id);
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => a - b));
  });

  it('end at row 10,000 by number, and a search at its thousandth', async () => {
    expect((await asking.ask('GET', '/api/v2/tickets?page=101')).status).toBe(400);
    expect((await asking.ask('GET', '/api/v2/search?query=type:ticket&page=11')).status).toBe(422);
  });

  it('of everything else a client needs are there', async () => {
    const paths = `users/me users/count account/settings custom_roles organizations custom_statuses ticket_fields
      slas/policies group_slas/policies business_hours/schedules business_hours/schedules/360000310002/holidays
      routing/attributes routing/attributes/6e279587-e930-11e8-a7a0-2d4d1a6b7d01/values ticket_audits
      routing/agents/${zendeskIds.agent(1)}/instance_values trigger_categories triggers webhooks search/count?query=type:ticket
      users/show_many?ids=${zendeskIds.agent(1)} tickets/show_many?ids=5001,5002 groups/${zendeskIds.group(1)}/memberships
      tickets/${zendeskIds.ticket(alive()[0]!.n)}/comments tickets/${zendeskIds.ticket(alive()[0]!.n)}/metrics`;
    for (const path of paths.split(/\s+/)) {
      const response = await asking.ask('GET', `/api/v2/${path}`);
      expect([path, response.status]).toEqual([path, 200]);
    }
    expect(await asking.get('/api/v2/users/me')).toMatchObject({ user: { id: zendeskIds.admin } });
    expect(asking.zendesk.asked.get('GET /api/v2/tickets/{id}/comments 200')).toBe(1);
    const missing = await asking.ask('GET', '/api/v2/no_such_thing');
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { error: 'RecordNotFound', description: 'Not found' },
    ]);
  });
});

describe('exports', () => {
  it('by cursor give every ticket once, and go on from there', async () => {
    const pages = await exportByCursor(
      asking,
      `/api/v2/incremental/tickets/cursor?start_time=${START / 1000}&per_page=25`,
    );
    expect(pages.map(({ tickets }) => tickets.length)).toEqual([25, 25, 25, 5]);
    const ids = pages.flatMap(({ tickets }) => tickets.map((row: Body) => row.id));
    expect(new Set(ids).size).toBe(asking.desk.tickets.length);
    const again = await asking.get(`/api/v2/incremental/tickets/cursor?cursor=${pages.at(-1).after_cursor}`);
    expect(again).toMatchObject({ tickets: [], end_of_stream: true });
  });

  it.each([
    ['tickets', 'tickets', () => asking.desk.tickets.length],
    ['ticket_events', 'ticket_events', () => told(asking.desk).length],
    ['users', 'users', () => 14 + asking.desk.customers.length],
  ])('of %s by time lose nothing', async (path, name, expected) => {
    const rows = await exportByTime(asking, `/api/v2/incremental/${path}?start_time=0&per_page=10`, name);
    expect(new Set(rows.map((row) => row.id)).size).toBe(expected());
    expect(rows.length).toBe(expected());
  });

  it('of metric events agree with what each ticket tells', async () => {
    const rows = await exportByTime(
      asking,
      '/api/v2/incremental/ticket_metric_events?start_time=0&per_page=50',
      'ticket_metric_events',
    );
    const paged = await allRows(
      asking,
      '/api/v2/incremental/ticket_metric_events?start_time=0&page[size]=90',
      'ticket_metric_events',
    );
    expect(paged.map((row) => row.id)).toEqual(rows.map((row) => row.id));
    for (const story of alive()) {
      const { ticket } = await asking.get(`/api/v2/tickets/${zendeskIds.ticket(story.n)}?include=metric_events`);
      const own = Object.values<Body[]>(ticket.metric_events).flat();
      const told = rows.filter(({ ticket_id: id }) => id === ticket.id);
      expect(told.sort((a, b) => a.id - b.id)).toEqual(own.sort((a, b) => a.id - b.id));
    }
  });

  it('tell the comments when asked to', async () => {
    const path = '/api/v2/incremental/ticket_events?start_time=0&include=comment_events';
    const rows = await exportByTime(asking, path, 'ticket_events');
    const notes = rows.flatMap((row) => row.child_events).filter((event: Body) => event.comment_public === false);
    expect(notes.length).toBe(told(asking.desk).filter(({ happening }) => happening.kind === 'note').length);
    expect(notes[0].body).toBe('Seen this before.');
  });

  it('refuse the last minute as a start', async () => {
    const at = (ago: number) => `/api/v2/incremental/tickets/cursor?start_time=${asking.now / 1000 - ago}`;
    expect((await asking.ask('GET', at(59))).status).toBe(400);
    expect((await asking.ask('GET', at(60))).status).toBe(200);
  });
});

describe('who may ask', () => {
  const token = async (body: object) => {
    const login = {
      grant_type: 'client_credentials',
      client_id: ZENDESK_LOGIN.clientId,
      client_secret: ZENDESK_LOGIN.clientSecret,
    };
    return asking.ask('POST', '/oauth/tokens', { ...login, ...body }, { authorization: '' });
  };
  const me = (authorization: string, path = '/api/v2/groups') => asking.ask('GET', path, undefined, { authorization });

  it('is whoever has a token, as long as it lives', async () => {
    const before = asking.now;
    const given: Body = await (await token({ scope: 'read', expires_in: 300 })).json();
    expect(given).toMatchObject({ token_type: 'bearer', scope: 'read', expires_in: 300 });
    expect((await me(`Bearer ${given.access_token}`)).status).toBe(200);
    expect(
      (await asking.ask('POST', '/api/v2/webhooks', {}, { authorization: `Bearer ${given.access_token}` })).status,
    ).toBe(403);
    asking.now = before + 300_000;
    expect((await me(`Bearer ${given.access_token}`)).status).toBe(401);
    asking.now = before;
  });

  it('needs the right scope; an unknown one opens nothing, one past the ceiling is refused', async () => {
    const narrow: Body = await (await token({ scope: 'tickets:read' })).json();
    expect((await me(`Bearer ${narrow.access_token}`, '/api/v2/tickets')).status).toBe(200);
    expect((await me(`Bearer ${narrow.access_token}`)).status).toBe(403);
    const strange: Body = await (await token({ scope: 'tikets:read' })).json();
    expect((await me(`Bearer ${strange.access_token}`, '/api/v2/tickets')).status).toBe(403);
    expect((await token({ scope: 'impersonate' })).status).toBe(400);
    expect((await token({ client_secret: 'wrong' })).status).toBe(401);
  });

  it('is nobody without a login, nor with an API token after its end', async () => {
    const nobody = await fetch(`${asking.zendesk.url}/api/v2/users/me.json`);
    expect(nobody.status).toBe(401);
    const before = asking.now;
    asking.now = Date.UTC(2027, 3, 30);
    expect((await asking.ask('GET', '/api/v2/groups')).status).toBe(401);
    asking.now = before;
  });

  it('is nobody while nobody is at home', async () => {
    asking.zendesk.up = false;
    expect((await asking.ask('GET', '/api/v2/groups')).status).toBe(503);
    asking.zendesk.up = true;
  });
});

const bodyOf = ({ body }: OutgoingWebhook): Body => JSON.parse(body.toString());

function isSigned({ headers, body }: OutgoingWebhook, secret: string): boolean {
  const stamp = headers['X-Zendesk-Webhook-Signature-Timestamp'] ?? '';
  const mac = createHmac('sha256', secret).update(stamp).update(body).digest('base64');
  return mac === headers['X-Zendesk-Webhook-Signature'];
}

describe('webhooks', () => {
  it('tell every update, a delivery for each of its changes, signed', () => {
    const all = asking.zendesk.takeWebhooks();
    expect(asking.zendesk.takeWebhooks()).toEqual([]);
    expect(all.every((one) => isSigned(one, 'secret'))).toBe(true);
    expect(new Set(all.map(({ headers }) => headers['X-Zendesk-Webhook-Invocation-Id'])).size).toBe(all.length);
    expect(new Set(all.map((one) => bodyOf(one).id)).size).toBe(all.length);
    const kinds = (kind: string) => all.map(bodyOf).filter(({ type }) => type === `zen:event-type:ticket.${kind}`);
    const happened = (kind: string) => told(asking.desk).filter(({ happening }) => happening.kind === kind).length;
    expect(kinds('created').length).toBe(happened('opened'));
    expect(kinds('soft_deleted').length).toBe(happened('deleted'));
    expect(kinds('csat_received').length).toBe(happened('rated'));
    expect(kinds('comment_added').length).toBe(happened('reply') + happened('note') + happened('customer-reply'));
    const solved = kinds('status_changed').find(({ event }) => event.current === 'SOLVED');
    expect(solved).toMatchObject({ zendesk_event_version: '2022-11-06', subject: `zen:ticket:${solved.detail.id}` });
    const together = all.map(bodyOf).filter(({ event }) => event.meta.sequence.id === solved.event.meta.sequence.id);
    expect(together.length).toBe(solved.event.meta.sequence.total);
    expect(together.map(({ type }) => type)).toContain('zen:event-type:ticket.next_sla_breach_changed');
  });

  it('are registered, changed, tested, given new secrets and removed; those of others stay', async () => {
    const other = await askingDesk({ tickets: 6, isTold: false });
    const happenings = told(other.desk);
    const go = (from: number, to: number) => {
      for (const { story, happening } of happenings.slice(from, to)) {
        other.now = happening.at;
        other.zendesk.happen(story, happening);
      }
      return other.zendesk.takeWebhooks();
    };
    const before = (await other.get('/api/v2/webhooks')).webhooks;
    expect(before.length).toBe(1);
    const created = 'zen:event-type:ticket.created';
    const fields = {
      name: 'ours',
      status: 'active',
      endpoint: 'https://in.example.com/h',
      http_method: 'POST',
      request_format: 'json',
    };
    const key = { type: 'api_key', add_position: 'header', data: { name: 'X-Key', value: 'k' } };
    const asked = { ...fields, subscriptions: [created], authentication: key, custom_headers: { 'X-Tenant': 'T1' } };
    const refused = await other.ask('POST', '/api/v2/webhooks', {
      webhook: { ...asked, subscriptions: ['zen:event-type:ticket.updated'] },
    });
    expect(refused.status).toBe(400);
    const made: Body = await (await other.ask('POST', '/api/v2/webhooks', { webhook: asked })).json();
    const path = `/api/v2/webhooks/${made.webhook.id}`;
    expect(made.webhook.authentication).toEqual({ type: 'api_key', add_position: 'header' });
    const { signing_secret: old } = await other.get(`${path}/signing_secret`);
    const first = go(0, 10);
    expect(new Set(first.map((one) => bodyOf(one).type))).toEqual(new Set([created]));
    expect(first.every((one) => isSigned(one, old.secret))).toBe(true);
    expect(first[0]?.headers).toMatchObject({
      'X-Key': 'k',
      'X-Tenant': 'T1',
      'X-Zendesk-Webhook-Id': made.webhook.id,
    });
    const rotated: Body = await (await other.ask('POST', `${path}/signing_secret`)).json();
    await other.ask('PATCH', path, { webhook: { subscriptions: [created, 'zen:event-type:ticket.comment_added'] } });
    expect((await other.ask('PATCH', path, { webhook: { subscriptions: ['conditional_ticket_events'] } })).status).toBe(
      400,
    );
    const then = go(10, 30);
    expect(then.length).toBeGreaterThan(0);
    expect(then.every((one) => isSigned(one, rotated.signing_secret.secret) && !isSigned(one, old.secret))).toBe(true);
    expect((await other.get(`${path}/invocations`)).invocations.length).toBe(first.length + then.length);
    expect((await other.ask('POST', `/api/v2/webhooks/test?webhook_id=${made.webhook.id}`, {})).status).toBe(200);
    expect(other.zendesk.takeWebhooks().length).toBe(1);
    expect((await other.ask('DELETE', path)).status).toBe(204);
    expect(go(30, 50)).toEqual([]);
    expect((await other.get('/api/v2/webhooks')).webhooks).toEqual(before);
    await other.zendesk.close();
  });

  it('of a trigger carry what its template says', async () => {
    const other = await askingDesk({ tickets: 1, isTold: false });
    const fields = {
      name: 'ours',
      status: 'active',
      endpoint: 'https://in.example.com/h',
      http_method: 'POST',
      request_format: 'json',
    };
    const asked = { webhook: { ...fields, subscriptions: ['conditional_ticket_events'] } };
    const { webhook }: Body = await (await other.ask('POST', '/api/v2/webhooks', asked)).json();
    const { trigger_categories: categories } = await other.get('/api/v2/trigger_categories');
    const actions = [{ field: 'notification_webhook', value: [webhook.id, '{"ticket_id":"{{ticket.id}}"}'] }];
    const trigger = { title: 'ours', category_id: categories[0].id, actions };
    expect((await other.ask('POST', '/api/v2/triggers', { trigger: { title: 'ours', actions } })).status).toBe(422);
    expect((await other.ask('POST', '/api/v2/triggers', { trigger })).status).toBe(201);
    const [{ story, happening }] = told(other.desk) as [ReturnType<typeof told>[number]];
    other.zendesk.happen(story, happening);
    expect(other.zendesk.takeWebhooks().map(bodyOf)).toEqual([{ ticket_id: '5001' }]);
    await other.zendesk.close();
  });
});

const DATA = join(import.meta.dirname, '../../../shared/data');

describe.skipIf(!existsSync(DATA))('beside what real accounts gave (skipped where ../shared/data is absent)', () => {
  const read = (file: string): Body => JSON.parse(readFileSync(join(DATA, file), 'utf8'));
  const rows = () =>
    readFileSync(join(DATA, 'zendesk/streams.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line): Body => JSON.parse(line).record);
  const streamed = (name: string): Body => rows().find((row) => row?.stream.endsWith(`__${name}`)).data;
  const missing = (real: object, ours: object, ...left: string[]) =>
    Object.keys(real).filter((key) => !(key in ours) && !left.includes(key));

  it('every record has the keys that real ones have', async () => {
    const id = zendeskIds.ticket(alive()[0]!.n);
    const { ticket } = await asking.get(`/api/v2/tickets/${id}`);
    const exported = (await asking.get('/api/v2/incremental/tickets/cursor?start_time=0')).tickets[0];
    expect(missing(read('zendesk/ticket.json').ticket, ticket)).toEqual([]);
    expect(missing(streamed('tickets'), exported)).toEqual([]);
    const { users } = await asking.get('/api/v2/users');
    expect(missing(streamed('users'), users[0])).toEqual([]);
    expect(missing(streamed('groups'), (await asking.get('/api/v2/groups')).groups[0])).toEqual([]);
    const memberships = (await asking.get('/api/v2/group_memberships')).group_memberships;
    expect(missing(read('zendesk/group_memberships.json').group_memberships[0], memberships[0])).toEqual([]);
    const { audits } = await asking.get(`/api/v2/tickets/${id}/audits`);
    expect(missing(read('zendesk/ticket_audits.json').audits[0], audits[0])).toEqual([]);
    const { comments } = await asking.get(`/api/v2/tickets/${id}/comments`);
    expect(missing(read('zendesk/ticket_comments.json').comments[0], comments[0])).toEqual([]);
    const metrics = await asking.get(`/api/v2/tickets/${id}/metrics`);
    expect(missing(streamed('ticket_metrics'), metrics.ticket_metric)).toEqual([]);
    const ratings = (await asking.get('/api/v2/satisfaction_ratings')).satisfaction_ratings;
    expect(missing(streamed('satisfaction_ratings'), ratings[0])).toEqual([]);
    const policies = (await asking.get('/api/v2/slas/policies')).sla_policies;
    expect(missing(read('zendesk/sla_policies.json').sla_policies[0], policies[0])).toEqual([]);
    const { webhooks } = await asking.get('/api/v2/webhooks');
    expect(missing(read('zendesk/webhook.json').webhook, webhooks[0], 'authentication')).toEqual([]);
  });

  it('every event has the fields of its schema', async () => {
    const other = await askingDesk({ tickets: 20 });
    const sent = other.zendesk.takeWebhooks().map(bodyOf);
    for (const name of ['created', 'status-changed', 'priority-changed', 'comment-added']) {
      const type = `zen:event-type:ticket.${name.replace('-', '_')}`;
      const ours = sent.find((event) => event.type === type);
      const field = (of: Body, key: string): Body => of.find((one: Body) => one.name === key).fields;
      const body = field(read(`zendesk-event-schemas/ticket-${name}.schema.json`), 'body');
      for (const { name: key } of body) expect(Object.keys(ours)).toContain(key);
      for (const { name: key } of field(body, 'detail')) expect(Object.keys(ours.detail)).toContain(key);
    }
    await other.zendesk.close();
  });
});
