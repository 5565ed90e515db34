import { afterEach, describe, expect, it } from 'vitest';
import type { Happening } from '../desk/story.ts';
import { ALL, asking, CLASSIC, livedDesk, type Said, SCOPED, searchAll } from './asking.ts';
import { CREDENTIALS } from './auth.ts';
import { startJira } from './stand-in.ts';
import { noTraps } from './traps.ts';

/** Each trap shows itself: a client that does not know of it goes wrong with it on, and right with it off. */
let close: () => Promise<void> = async () => {};
afterEach(() => close());
async function lived(...args: Parameters<typeof livedDesk>) {
  const desk = await livedDesk(...args);
  close = desk.jira.close;
  return {
    ...desk,
    traps: desk.jira.traps,
    alive: desk.desk.tickets.filter((one) => one.happenings.at(-1)?.kind !== 'deleted'),
  };
}

describe('paging', () => {
  it('pagesCutShort: who stops at a short page misses the rest', async () => {
    const { post, traps, alive } = await lived();
    const untilShort = async () => {
      let found = 0;
      for (let nextPageToken: string | undefined; ; ) {
        const { body } = await post('/rest/api/3/search/jql', { jql: ALL, maxResults: 20, nextPageToken });
        found += body.issues.length;
        if (body.issues.length < 20) return found;
        nextPageToken = body.nextPageToken;
      }
    };
    expect(await untilShort()).toBe(alive.length);
    traps.pagesCutShort = true;
    expect(await untilShort()).toBeLessThan(alive.length);
    expect((await searchAll(post, ALL, { maxResults: 20 })).length).toBe(alive.length);
  });

  it('tokenTwice: who follows tokens for ever does so', async () => {
    const { post, traps } = await lived();
    const pages = async () => {
      let nextPageToken: string | undefined;
      for (let page = 1; page <= 50; page++) {
        const { body } = await post('/rest/api/3/search/jql', { jql: ALL, maxResults: 20, nextPageToken });
        if (body.isLast) return page;
        nextPageToken = body.nextPageToken;
      }
      return 'endless';
    };
    expect(await pages()).toBe(3);
    traps.tokenTwice = true;
    expect(await pages()).toBe('endless');
    await expect(searchAll(post, ALL, { maxResults: 20 })).rejects.toThrow('the same token twice');
  });

  it('indexLag: a watermark without an overlap passes what was not found yet', async () => {
    const { post, traps, alive, jira, time } = await lived();
    const late = alive.find(({ n }) => n % 3 === 0)!;
    const prompt = alive.find(({ n }) => n % 3 !== 0)!;
    traps.indexLag = true;
    const reply = (seconds: number): Happening => ({
      at: time.now + seconds * 1000,
      by: 'requester',
      kind: 'customer-reply',
    });
    const since = time.now;
    const happened = [reply(1), reply(2)] as const;
    jira.happen(late, happened[0]);
    jira.happen(prompt, happened[1]);
    time.now += 10_000;
    const idsSince = async (from: number, more: object = {}) =>
      (await searchAll(post, `updated >= ${from} ORDER BY updated ASC`, { ...more })).map(({ id }) => id);
    expect(await idsSince(since)).toEqual([jira.idOf(prompt)]);
    expect(await idsSince(since, { reconcileIssues: [Number(jira.idOf(late))] })).toContain(jira.idOf(late));
    time.now += 300_000;
    const watermark = happened[1].at;
    expect(await idsSince(watermark)).toEqual([jira.idOf(prompt)]);
    expect(await idsSince(watermark - 600_000)).toEqual([late, prompt].map((one) => jira.idOf(one)));
  });
});

describe('records', () => {
  it('changelogTruncated: an issue with its change log has only the youngest of it', async () => {
    const { get, post, traps, alive, jira } = await lived();
    const story = alive.find(({ happenings }) => happenings.filter(({ kind }) => kind === 'status').length > 4)!;
    const path = `/rest/api/3/issue/${jira.idOf(story)}`;
    const told = async () => (await get(`${path}?expand=changelog`)).body.changelog;
    const whole = await told();
    expect(whole.histories.length).toBe(whole.total);
    traps.changelogTruncated = true;
    const cut = await told();
    expect(cut.total).toBe(whole.total);
    expect(cut.histories).toEqual(whole.histories.slice(0, 3));
    expect((await get(`${path}/changelog`)).body.values.length).toBe(whole.total);
    const bulk = await post('/rest/api/3/changelog/bulkfetch', { issueIdsOrKeys: [jira.idOf(story)] });
    expect(bulk.body.issueChangeLogs[0].changeHistories.length).toBe(whole.total);
  });

  it('movedIssueKeys: who knows issues by key, or asks one project, loses some', async () => {
    const still = await lived();
    const keyed = async ({ post }: typeof still) => (await searchAll(post, 'project = ITSM')).length;
    expect(await keyed(still)).toBe(still.alive.length);
    await still.jira.close();
    const { post, get, alive, jira } = await lived({}, { movedIssueKeys: true });
    const gone = alive.filter(({ n }) => n % 5 === 0).length;
    expect((await searchAll(post, 'project = ITSM')).length).toBe(alive.length - gone);
    expect((await searchAll(post, ALL)).length).toBe(alive.length);
    const { body } = await get('/rest/api/3/issue/ITSM-5?expand=changelog');
    expect([body.id, body.key]).toEqual([jira.idOf(alive.find(({ n }) => n === 5)!), 'NET-5']);
    const moves = body.changelog.histories
      .flatMap(({ items }: Said) => items)
      .filter(({ field }: Said) => field === 'Key');
    expect(moves).toMatchObject([{ fromString: 'ITSM-5', toString: 'NET-5' }]);
  });

  it('ratingsLeaveUpdated: who follows `updated` never hears of a rating', async () => {
    const ratedSince = async (isQuiet: boolean) => {
      const { post, alive, jira, time } = await lived({}, { ratingsLeaveUpdated: isQuiet });
      jira.happen(alive[0]!, { at: time.now + 1000, by: 'requester', kind: 'rated', stars: 5 });
      const since = time.now;
      time.now += 5000;
      const found = async (field: string) => (await searchAll(post, `${field} >= ${since}`)).length;
      return [await found('updated'), await found('cf[10042]')];
    };
    expect(await ratedSince(false)).toEqual([1, 1]);
    await close();
    expect(await ratedSince(true)).toEqual([0, 1]);
  });

  it('slaFieldMissing, feedbackNotReadable, emailsHidden: what the account may not see is not there', async () => {
    const { get, traps, alive, jira } = await lived();
    const rated = alive.find(({ happenings }) => happenings.some(({ kind }) => kind === 'rated'))!;
    const id = jira.idOf(rated);
    const seen = async () => {
      const { body } = await get(`/rest/api/3/issue/${id}?fields=*all`);
      const fields = (await get('/rest/api/3/field')).body.map((field: Said) => field.schema.custom);
      const feedback = await get(`/rest/servicedeskapi/request/${id}/feedback`, { 'X-ExperimentalApi': 'opt-in' });
      const email = (await get('/rest/api/3/users/search?startAt=5&maxResults=1')).body[0].emailAddress;
      return {
        sla: fields.includes('com.atlassian.servicedesk:sd-sla-field') && 'customfield_10051' in body.fields,
        rating: body.fields.customfield_10041 !== null,
        feedback: feedback.status,
        email: email !== undefined,
      };
    };
    expect(await seen()).toEqual({ sla: true, rating: true, feedback: 200, email: true });
    Object.assign(traps, { slaFieldMissing: true, feedbackNotReadable: true, emailsHidden: true });
    expect(await seen()).toEqual({ sla: false, rating: false, feedback: 403, email: false });
    expect((await get(`/rest/servicedeskapi/request/${id}/sla`)).body.values.length).toBe(2);
  });
});

describe('access', () => {
  it('scopedTokenOnlyAtGateway: who asks the site alone takes the token for wrong', async () => {
    const { get, traps, jira } = await lived();
    expect((await get('/rest/api/3/myself')).status).toBe(200);
    traps.scopedTokenOnlyAtGateway = true;
    expect((await get('/rest/api/3/myself')).status).toBe(401);
    const gateway = asking(jira, CLASSIC, `${jira.url}/ex/jira/${(await get('/_edge/tenant_info')).body.cloudId}`);
    const { status, body } = await gateway.get('/rest/api/3/myself');
    expect([status, body.timeZone]).toEqual([200, 'Europe/Madrid']);
    expect((await gateway.get('/rest/webhooks/1.0/webhook')).status).toBe(401);
  });

  it('notAdministrator: webhooks and the audit log are out of reach, and say so', async () => {
    const { get, traps } = await lived();
    const statuses = async () => {
      const may = await get('/rest/api/3/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS');
      const hooks = await get('/rest/webhooks/1.0/webhook');
      return [
        hooks.status,
        (await get('/rest/api/3/auditing/record')).status,
        may.body.permissions.ADMINISTER.havePermission,
      ];
    };
    expect(await statuses()).toEqual([200, 200, true]);
    traps.notAdministrator = true;
    expect(await statuses()).toEqual([403, 403, false]);
  });

  it('rateLimitedBurst, rateLimitedNoRetryAfter: an answer may be 429, with or without a word when to come again', async () => {
    const { get, traps } = await lived();
    const three = async () => [
      await get('/rest/api/3/field'),
      await get('/rest/api/3/field'),
      await get('/rest/api/3/field'),
    ];
    expect((await three()).map(({ status }) => status)).toEqual([200, 200, 200]);
    traps.rateLimitedBurst = true;
    const limited = (await three())[2]!;
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('1');
    expect(limited.headers.get('ratelimit-reason')).toBe('jira-burst-based');
    Object.assign(traps, { rateLimitedBurst: false, rateLimitedNoRetryAfter: true });
    const silent = (await three())[2]!;
    expect([silent.status, silent.headers.get('retry-after')]).toEqual([429, null]);
    expect((await get('/rest/api/3/field')).status).toBe(200);
  });

  it('rateLimitedQuota: an OAuth caller has used up the hour, until the next; plain tokens are exempt', async () => {
    const { jira, traps, post, time } = await lived();
    const { body } = await post('/oauth/token', {
      grant_type: 'client_credentials',
      client_id: CREDENTIALS.clientId,
      client_secret: CREDENTIALS.clientSecret,
    });
    const gateway = `${jira.url}/ex/jira/${jira.cloudId}`;
    const app = asking(jira, `Bearer ${body.access_token}`, gateway);
    const drain = async (by: typeof app.post) => {
      for (let asks = 1; asks <= 12; asks++) {
        const reply = await by('/rest/api/3/search/jql', { jql: ALL, fields: ['status'], maxResults: 100 });
        if (reply.status === 429) return reply;
      }
      return null;
    };
    expect(await drain(app.post)).toBe(null);
    traps.rateLimitedQuota = true;
    const reply = await drain(app.post);
    expect(reply?.headers.get('ratelimit-reason')).toBe('jira-quota-tenant-based');
    expect(Date.parse(reply?.headers.get('x-ratelimit-reset') ?? '')).toBe(time.now + 3_600_000);
    expect(await drain(asking(jira, SCOPED, gateway).post)).toBe(null);
    time.now += 3_599_999;
    expect((await app.get('/rest/api/3/field')).status).toBe(429);
  });

  it('htmlErrorWith200: a page comes with status 200 where JSON was asked for', async () => {
    const { get, traps } = await lived();
    traps.htmlErrorWith200 = true;
    await get('/rest/api/3/field');
    await get('/rest/api/3/field');
    const { status, body, headers } = await get('/rest/api/3/field');
    expect([status, headers.get('content-type'), typeof body]).toEqual([200, 'text/html;charset=UTF-8', 'string']);
  });
});

describe('Data Center', () => {
  const token = `Bearer ${CREDENTIALS.personalToken}`;

  it('is searched by offset, names people by key, and has no fieldId in its history', async () => {
    const { jira, alive } = await lived({ deployment: 'data-center' });
    const { get, post } = asking(jira, token);
    const issues: Said[] = [];
    for (let total = 1; issues.length < total; ) {
      const { body } = await post('/rest/api/2/search', {
        jql: 'ORDER BY updated',
        startAt: issues.length,
        maxResults: 7,
        expand: ['changelog'],
      });
      issues.push(...body.issues);
      total = body.total;
    }
    expect(new Set(issues.map(({ id }) => id)).size).toBe(alive.length);
    const [history] = issues[0].changelog.histories;
    expect(history.author).toMatchObject({ key: expect.any(String), name: expect.any(String) });
    expect('accountId' in history.author || 'fieldId' in history.items[0]).toBe(false);
    expect((await get('/rest/api/3/myself')).status).toBe(404);
    const out = jira.takeWebhooks().map(({ body }) => JSON.parse(body.toString()));
    const both = out.filter(({ comment }) => comment !== undefined).map(({ webhookEvent }) => webhookEvent);
    expect(both.slice(0, 2)).toEqual(['comment_created', 'jira:issue_updated']);
  });

  it('takes a wrong token for nobody, who finds nothing: only X-AUSERNAME tells', async () => {
    const { jira, alive } = await lived({ deployment: 'data-center' });
    const search = (who: string) => asking(jira, who).post('/rest/api/2/search', { jql: 'project = ITSM' });
    const right = await search(token);
    expect([right.status, right.body.total, right.headers.get('x-ausername')]).toEqual([
      200,
      alive.length,
      'stepladder',
    ]);
    const wrong = await search('Bearer expired');
    expect([wrong.status, wrong.body.total, wrong.headers.get('x-ausername')]).toEqual([200, 0, 'anonymous']);
  });
});

it('traps are all off at first', async () => {
  const { desk } = await lived();
  const other = await startJira({ desk, clock: () => 0, webhookSecret: null });
  expect(other.traps).toEqual(noTraps());
  expect(Object.values(other.traps)).not.toContain(true);
  await other.close();
});
