import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promisesOf } from './desk/promises.ts';
import type { DeskStatus, Happening, TicketStory } from './desk/story.ts';
import { ALL, asking, CLASSIC, livedDesk, type Said, SCOPED, SECRET, searchAll } from './jira/asking.ts';
import { CREDENTIALS } from './jira/auth.ts';

type Lived = Awaited<ReturnType<typeof livedDesk>>;
let lived: Lived;
beforeAll(async () => {
  lived = await livedDesk();
});
afterAll(() => lived.jira.close());

const WORDS: Record<DeskStatus, readonly string[]> = {
  open: ['In Progress', 'Waiting for support'],
  pending: ['Waiting for customer'],
  'on-hold': ['Pending'],
  resolved: ['Resolved'],
  closed: ['Closed'],
};
const PRIORITIES = { P1: 'Highest', P2: 'High', P3: 'Medium', P4: 'Low' };
const isGone = ({ happenings }: TicketStory) => happenings.at(-1)?.kind === 'deleted';
const of = <K extends Happening['kind']>({ happenings }: TicketStory, ...kinds: K[]) =>
  happenings.filter((one): one is Extract<Happening, { kind: K }> => (kinds as string[]).includes(one.kind));
const alive = () => lived.desk.tickets.filter((story) => !isGone(story));

describe('what Jira keeps of a desk', () => {
  it('is the end of each story', async () => {
    const issues = await searchAll(lived.post, ALL, { fields: ['*all'], maxResults: 100 });
    expect(issues.map(({ id }) => id).sort()).toEqual(
      alive()
        .map((story) => lived.jira.idOf(story))
        .sort(),
    );
    const byId = new Map(issues.map((issue) => [issue.id, issue.fields]));
    for (const story of alive()) {
      const fields = byId.get(lived.jira.idOf(story));
      const status = of(story, 'status').at(-1)?.to;
      expect(status === undefined ? ['Open'] : WORDS[status]).toContain(fields.status.name);
      const priority = of(story, 'opened', 'priority').at(-1);
      expect(fields.priority.name).toBe(
        PRIORITIES[priority?.kind === 'opened' ? priority.priority : (priority?.to ?? 'P1')],
      );
      const holder = of(story, 'assigned').at(-1)?.to;
      expect(fields.assignee?.displayName).toBe(holder ? `Agent ${holder}` : undefined);
      expect(fields.reporter).toMatchObject({ accountType: 'customer', displayName: `Customer ${story.requester}` });
      expect(Date.parse(fields.updated)).toBe(story.happenings.at(-1)?.at);
      expect(fields.customfield_10041?.rating).toBe(of(story, 'rated').at(-1)?.stars);
      expect(fields.customfield_10010.requestType.name).toBe(story.workType);
      const isDone = status === 'resolved' || status === 'closed';
      expect(fields.resolution === null).toBe(!isDone);
    }
  });

  it('is the whole history, each change when it happened and by whom', async () => {
    const ids = alive().map((story) => lived.jira.idOf(story));
    const { body } = await lived.post('/rest/api/3/changelog/bulkfetch', { issueIdsOrKeys: ids });
    const logs = new Map<string, Said[]>(body.issueChangeLogs.map((log: Said) => [log.issueId, log.changeHistories]));
    for (const story of alive()) {
      const entries = logs.get(lived.jira.idOf(story)) ?? [];
      const times = (field: string) =>
        entries.filter(({ items }) => items.some((item: Said) => item.fieldId === field)).map(({ created }) => created);
      expect(times('status')).toEqual(of(story, 'status').map(({ at }) => at));
      expect(times('assignee')).toEqual(of(story, 'assigned').map(({ at }) => at));
      const byRule = of(story, 'status', 'assigned').filter(({ by }) => by === 'automation');
      expect(entries.filter(({ author }) => author.accountType === 'app').length).toBe(byRule.length);
    }
  });

  it('shows comments, public or not, alike by both of its APIs', async () => {
    const story = alive().find((one) => of(one, 'note').length > 0 && of(one, 'reply').length > 0);
    const id = lived.jira.idOf(story!);
    const { body } = await lived.get(`/rest/api/3/issue/${id}/comment`);
    const told = of(story!, 'reply', 'note', 'customer-reply').map((one) => one.kind !== 'note');
    expect(body.comments.map((one: Said) => one.jsdPublic)).toEqual(told);
    const desk = await lived.get(`/rest/servicedeskapi/request/${id}/comment?internal=false`);
    expect(desk.body.values.map((one: Said) => one.public)).toEqual(told.filter((isPublic) => isPublic));
  });

  it('promises what the desk promises, by field and by endpoint', async () => {
    const reopened = alive().find((story) => promisesOf(story, lived.time.now).length > 2)!;
    const id = lived.jira.idOf(reopened);
    const { body } = await lived.get(`/rest/servicedeskapi/request/${id}/sla`);
    const sla = body.values.find(({ name }: Said) => name === 'Time to resolution');
    const truth = promisesOf(reopened, lived.time.now).filter(({ target }) => target === 'resolution');
    const cycles = [...sla.completedCycles, ...(sla.ongoingCycle ? [sla.ongoingCycle] : [])];
    expect(cycles.map((one) => [one.startTime.epochMillis, one.breached, one.elapsedTime.millis])).toEqual(
      truth.map((one) => [one.startedAt, one.breached, one.elapsedMs]),
    );
    const issue = await lived.get(`/rest/api/3/issue/${id}?fields=customfield_10051`);
    expect(issue.body.fields.customfield_10051).toEqual(sla);
  });

  it('has no more of a deleted issue than an entry of the audit log', async () => {
    const gone = lived.desk.tickets.filter(isGone);
    expect(gone.length).toBeGreaterThan(0);
    const id = lived.jira.idOf(gone[0]!);
    expect((await lived.get(`/rest/api/3/issue/${id}`)).status).toBe(404);
    const bulk = await lived.post('/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: [id] });
    expect([bulk.body.issues.length, bulk.body.issueErrors.length]).toEqual([0, 1]);
    const audit = await lived.get('/rest/api/3/auditing/record');
    expect(audit.body.records.map((one: Said) => one.objectItem.id)).toContain(id);
  });

  it('tells a rating only to those who opt in, and nothing where there is none', async () => {
    const rated = lived.jira.idOf(alive().find((story) => of(story, 'rated').length > 0)!);
    const path = `/rest/servicedeskapi/request/${rated}/feedback`;
    expect((await lived.get(path)).status).toBe(412);
    expect((await lived.get(path, { 'X-ExperimentalApi': 'opt-in' })).body.type).toBe('csat');
    const unrated = lived.jira.idOf(alive().find((story) => of(story, 'rated').length === 0)!);
    const none = await lived.get(`/rest/servicedeskapi/request/${unrated}/feedback`, { 'X-ExperimentalApi': 'opt-in' });
    expect(none.status).toBe(404);
  });
});

describe('lists', () => {
  const offsets = async (path: string, size: string, last: (body: Said) => boolean, skip = 'startAt') => {
    const all: Said[] = [];
    for (let start = 0; ; ) {
      const { body } = await lived.get(`${path}${path.includes('?') ? '&' : '?'}${skip}=${start}&${size}`);
      const page = Array.isArray(body) ? body : body.values;
      all.push(...page);
      start += page.length;
      if (last(body)) return all;
    }
  };

  it('come to their end page by page, nothing twice', async () => {
    const people = await offsets('/rest/api/3/users/search', 'maxResults=5', (page) => page.length === 0);
    expect(new Set(people.map(({ accountId }) => accountId)).size).toBe(1 + 2 + 9 + 12);
    expect(people.length).toBe(24);
    const groups = await offsets('/rest/api/3/group/bulk', 'maxResults=2', ({ isLast }) => isLast);
    expect(groups.length).toBe(6);
    const path = `/rest/api/3/group/member?groupId=${groups[0].groupId}`;
    expect((await offsets(path, 'maxResults=3', ({ isLast }) => isLast)).length).toBe(10);
    const types = await offsets(
      '/rest/servicedeskapi/servicedesk/1/requesttype',
      'limit=2',
      (page) => page.isLastPage,
      'start',
    );
    expect(types.length).toBe(6);
    const story = alive().find((one) => of(one, 'status').length > 4)!;
    const log = `/rest/api/3/issue/${lived.jira.idOf(story)}/changelog`;
    expect((await offsets(log, 'maxResults=2', ({ isLast }) => isLast)).length).toBe((await lived.get(log)).body.total);
  });

  it('of a search come in order, up or down, and as often as they are counted', async () => {
    const up = await searchAll(lived.post, ALL, { fields: ['updated'], maxResults: 7 });
    const times = up.map(({ fields }) => Date.parse(fields.updated));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const down = await searchAll(lived.post, 'project = ITSM ORDER BY updated DESC', {
      fields: ['updated'],
      maxResults: 9,
    });
    expect(down.map(({ id }) => id)).toEqual(up.map(({ id }) => id).reverse());
    const count = await lived.post('/rest/api/3/search/approximate-count', { jql: 'project = ITSM' });
    expect(count.body).toEqual({ count: up.length });
    expect(await searchAll(lived.post, 'created >= "2000-01-01"', { maxResults: 5000 })).toEqual(
      up.map(({ id }) => ({ id })).sort((a, b) => Number(a.id) - Number(b.id)),
    );
  });

  it('of histories are cut wherever a page is full', async () => {
    const issueIdsOrKeys = alive().map((story) => lived.jira.idOf(story));
    let pages = 0;
    let entries = 0;
    for (let nextPageToken: string | undefined; ; pages++) {
      const { body } = await lived.post('/rest/api/3/changelog/bulkfetch', {
        issueIdsOrKeys,
        maxResults: 50,
        nextPageToken,
      });
      for (const { changeHistories } of body.issueChangeLogs) entries += changeHistories.length;
      if (body.nextPageToken === undefined) break;
      nextPageToken = body.nextPageToken;
    }
    const whole = await lived.post('/rest/api/3/changelog/bulkfetch', { issueIdsOrKeys });
    expect(entries).toBe(whole.body.issueChangeLogs.flatMap((log: Said) => log.changeHistories).length);
    expect(pages).toBeGreaterThan(2);
  });
});

describe('queries', () => {
  const search = (jql: string) => lived.post('/rest/api/3/search/jql', { jql });

  it('have to be bounded, known and of the new search', async () => {
    for (const jql of [
      '',
      'ORDER BY updated',
      'flavour = sweet',
      'project = NOWHERE',
      'updated >= "2026-03-02 08:00:30"',
    ]) {
      expect([jql, (await search(jql)).status]).toEqual([jql, 400]);
    }
    expect((await lived.get('/rest/api/3/search?jql=project=ITSM')).status).toBe(410);
    expect((await lived.post('/rest/api/2/search', { jql: 'project = ITSM' })).status).toBe(410);
    expect((await lived.get('/rest/api/3/search/jql?jql=project=ITSM&nextPageToken=null')).status).toBe(400);
  });

  it('read literals on the clock of the account that asks, to the minute; numbers as they are', async () => {
    const first = alive()[0]!;
    const { at } = first.happenings.at(-1)!;
    const id = lived.jira.idOf(first);
    const found = async (jql: string) => (await searchAll(lived.post, jql)).some((issue) => issue.id === id);
    expect(await found(`updated >= ${at} AND updated <= ${at}`)).toBe(true);
    expect(await found(`updated > ${at}`)).toBe(false);
    // The minute after the update, written in UTC, is an hour or two earlier in Madrid: the issue is found again.
    const literal = new Date(at + 60_000).toISOString().slice(0, 16).replace('T', ' ');
    expect(await found(`updated >= "${literal}"`)).toBe(true);
    const local = new Date(at + 3_660_000 + (at > Date.UTC(2026, 2, 29, 1) ? 3_600_000 : 0)).toISOString();
    expect(await found(`updated >= "${local.slice(0, 16).replace('T', ' ')}"`)).toBe(false);
  });

  it('combine', async () => {
    const all = (await searchAll(lived.post, 'project = ITSM')).length;
    const done = (await searchAll(lived.post, 'project = ITSM AND statusCategory = Done')).length;
    const rest = await searchAll(
      lived.post,
      'project = ITSM AND NOT (status in (Resolved, Closed)) AND assignee is not EMPTY',
    );
    const loose = await searchAll(lived.post, 'project = ITSM AND (statusCategory != done AND assignee is EMPTY)');
    expect(done + rest.length + loose.length).toBe(all);
    const rated = await searchAll(lived.post, '"Satisfaction date" >= "2026-01-01"');
    expect(rated.length).toBe(alive().filter((story) => of(story, 'rated').length > 0).length);
  });
});

describe('webhooks', () => {
  it('ring for every change, signed over their bytes; a rating sends none', async () => {
    const { jira, desk } = await livedDesk();
    const out = jira.takeWebhooks();
    const told = desk.tickets.flatMap((story) =>
      of(story, 'opened', 'assigned', 'status', 'priority', 'reply', 'note', 'customer-reply', 'deleted'),
    );
    const events = out.map(({ body }) => JSON.parse(body.toString()));
    // A priority set to what it was changes nothing.
    const idle = told.length - out.length;
    expect(idle).toBeGreaterThanOrEqual(0);
    expect(idle).toBeLessThanOrEqual(told.filter(({ kind }) => kind === 'priority').length);
    expect(new Set(events.map(({ webhookEvent }) => webhookEvent))).toEqual(
      new Set(['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted', 'comment_created']),
    );
    expect(new Set(out.map(({ headers }) => headers['x-atlassian-webhook-identifier'])).size).toBe(out.length);
    for (const { headers, body, at } of out) {
      expect(headers['x-hub-signature']).toBe(`sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`);
      expect(JSON.parse(body.toString()).timestamp).toBe(at);
    }
    expect(jira.takeWebhooks()).toEqual([]);
    await jira.close();
  });

  it('are registered, changed and removed, and another app keeps its own', async () => {
    const { jira, ask, get, post, desk, time } = await livedDesk({ webhookSecret: null });
    expect(jira.takeWebhooks()).toEqual([]);
    const path = '/rest/webhooks/1.0/webhook';
    const wanted = {
      name: 'stepladder-signals T1',
      url: 'https://in.example.com/h/jira/T1',
      events: ['jira:issue_updated'],
      filters: { 'issue-related-events-section': 'project in (ITSM)' },
      excludeBody: false,
      secret: 'first',
    };
    const made = await post(path, wanted);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ isSigned: true, enabled: true, name: wanted.name });
    expect(JSON.stringify(made.body)).not.toContain('first');
    const one = path + made.body.self.slice(made.body.self.lastIndexOf('/'));
    const again = () =>
      jira.happen(desk.tickets[0]!, { at: time.now, by: { agent: 1 }, kind: 'status', to: 'pending' });
    const secretOf = ({ headers, body }: { headers: Readonly<Record<string, string>>; body: Buffer }) =>
      ['first', 'second'].find((word) =>
        headers['x-hub-signature']?.endsWith(createHmac('sha256', word).update(body).digest('hex')),
      );
    again();
    expect(jira.takeWebhooks().map(secretOf)).toEqual(['first']);
    expect((await ask('PUT', one, { ...wanted, secret: 'second' })).status).toBe(200);
    jira.happen(desk.tickets[0]!, { at: time.now, by: { agent: 1 }, kind: 'status', to: 'resolved' });
    expect(jira.takeWebhooks().map(secretOf)).toEqual(['second']);
    expect((await ask('DELETE', one)).status).toBe(204);
    expect((await get(one)).status).toBe(404);
    expect((await get(path)).body.map((hook: Said) => hook.name)).toEqual(['Chat notifications']);
    again();
    expect(jira.takeWebhooks()).toEqual([]);
    await jira.close();
  });
});

describe('who may ask', () => {
  it('is known by tokens; those with scopes only at the gateway, whose site is named to all', async () => {
    const { jira } = lived;
    const tenant = await asking(jira, '').get('/_edge/tenant_info');
    const gateway = `${jira.url}/ex/jira/${tenant.body.cloudId}`;
    const me = async (authorization: string, base: string) =>
      (await asking(jira, authorization, base).get('/rest/api/3/myself')).status;
    expect([await me(CLASSIC, jira.url), await me(CLASSIC, gateway)]).toEqual([200, 200]);
    expect([await me(SCOPED, jira.url), await me(SCOPED, gateway)]).toEqual([401, 200]);
    expect([await me('', jira.url), await me('Bearer nonsense', gateway)]).toEqual([401, 401]);
    const hooks = await asking(jira, SCOPED, gateway).get('/rest/webhooks/1.0/webhook');
    expect(hooks.status).toBe(401);
  });

  it('is known for an hour by a token of the client, counted by the clock', async () => {
    const { jira, time, post } = lived;
    const credentials = { client_id: CREDENTIALS.clientId, client_secret: CREDENTIALS.clientSecret };
    expect(
      (await post('/oauth/token', { grant_type: 'client_credentials', ...credentials, client_secret: 'x' })).status,
    ).toBe(401);
    const { body } = await post('/oauth/token', { grant_type: 'client_credentials', ...credentials });
    const { get } = asking(jira, `Bearer ${body.access_token}`, `${jira.url}/ex/jira/${jira.cloudId}`);
    expect((await get('/rest/api/3/myself')).status).toBe(200);
    time.now += body.expires_in * 1000;
    expect((await get('/rest/api/3/myself')).status).toBe(401);
    time.now -= body.expires_in * 1000;
  });

  it('gets an error in the form of the place that is asked', async () => {
    expect((await lived.get('/rest/api/3/nothing')).body).toMatchObject({ 'status-code': 404 });
    expect((await lived.get('/rest/api/3/issue/1')).body).toMatchObject({ errorMessages: [expect.any(String)] });
    expect((await lived.get('/rest/servicedeskapi/request/1')).body).toMatchObject({
      errorMessage: expect.any(String),
    });
    expect(lived.jira.asked.get('GET /rest/api/3/issue/{id} 404')).toBeGreaterThan(0);
    lived.jira.up = false;
    expect((await lived.get('/rest/api/3/myself')).status).toBe(503);
    lived.jira.up = true;
  });
});

const captured = join(import.meta.dirname, '../../../shared/data');
describe.skipIf(!existsSync(captured))(
  'shapes, beside the captured ones (skipped where ../shared/data is absent)',
  () => {
    const read = (file: string): Said => JSON.parse(readFileSync(join(captured, file), 'utf8'));
    /** Keys of ours that no captured payload has. */
    const beyond = (ours: object, theirs: object) => Object.keys(ours).filter((key) => !(key in theirs));

    it('webhooks, people, changes and comments have no keys of our own making', async () => {
      const { jira } = await livedDesk();
      const out = jira.takeWebhooks().map(({ body }) => JSON.parse(body.toString()));
      await jira.close();
      const updated = out.find(({ changelog }) => changelog?.items[0].field === 'assignee');
      const theirs = read('jira-webhooks/webhook-issue-updated-assigned.json');
      expect(Object.keys(updated).sort()).toEqual(Object.keys(theirs).sort());
      expect(beyond(updated.user, theirs.user)).toEqual(['accountType']);
      expect(beyond(updated.changelog.items[0], theirs.changelog.items[0])).toEqual([]);
      expect(beyond(updated.issue, theirs.issue)).toEqual(['expand']);
      expect(beyond(updated.issue.fields.status, theirs.issue.fields.status)).toEqual([]);
      const commented = out.find(({ webhookEvent }) => webhookEvent === 'comment_created');
      const comment = read('jira-webhooks/webhook-cloud-comment-created-mention-user.json');
      expect(Object.keys(commented).sort()).toEqual(Object.keys(comment).sort());
      expect(Object.keys(commented.comment).sort()).toEqual(Object.keys(comment.comment).sort());
      expect(Object.keys(commented.issue.fields).sort()).toEqual(Object.keys(comment.issue.fields).sort());
    });

    it('requests and SLAs have all keys the captured ones have', async () => {
      const id = lived.jira.idOf(alive()[0]!);
      const request = (await lived.get(`/rest/servicedeskapi/request/${id}`)).body;
      expect(Object.keys(request).sort()).toEqual(Object.keys(read('jsm/get-customer-request.json')).sort());
      const slas = (await lived.get(`/rest/servicedeskapi/request/${id}/sla`)).body;
      const theirs = read('jsm/get-customer-slas.json');
      expect(beyond(theirs, slas)).toEqual([]);
      const [cycle] = slas.values[0].completedCycles;
      expect(beyond(theirs.values[0].completedCycles[0], cycle)).toEqual([]);
      expect(beyond(cycle, theirs.values[0].completedCycles[0])).toEqual(['breachTime']);
    });
  },
);
