import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { promisesOf } from './desk/promises.ts';
import {
  type Asking,
  allRows,
  askingDesk,
  type Body,
  END,
  exportByCursor,
  exportByTime,
  told,
} from './zendesk/asking.ts';
import { ZENDESK_LOGIN } from './zendesk/auth.ts';
import { zendeskIds } from './zendesk/ids.ts';
import { ZENDESK_TRAPS, type ZendeskTrap } from './zendesk/traps.ts';

let asking: Asking;
beforeAll(async () => {
  asking = await askingDesk({ tickets: 60, limits: { account: 5, bucket: 3 } });
});
afterEach(() => {
  for (const trap of ZENDESK_TRAPS) asking.zendesk.traps[trap] = false;
  asking.now = Math.max(asking.now, END) + 120_000;
});
afterAll(() => asking.zendesk.close());

/** What a client gets that knows nothing of a trap, with it off and with it on. */
async function offAndOn<T>(trap: ZendeskTrap, naive: () => Promise<T>): Promise<readonly [T, T]> {
  asking.zendesk.traps[trap] = false;
  const off = await naive();
  asking.zendesk.traps[trap] = true;
  return [off, await naive()];
}

const FROM_THE_START = '/api/v2/incremental/tickets/cursor?start_time=0&per_page=20';
const isGone = (story: Asking['desk']['tickets'][number]) => story.happenings.at(-1)?.kind === 'deleted';
const aliveIn = ({ desk }: Asking) => desk.tickets.filter((story) => !isGone(story));

describe('a client goes wrong that', () => {
  it('starts the next export at the time of the last one: lastMinuteWithheld', async () => {
    const run = async (isOn: boolean, goOn: (page: Body, at: number) => string) => {
      const other = await askingDesk({ tickets: 20, isTold: false });
      other.zendesk.traps.lastMinuteWithheld = isOn;
      const happenings = told(other.desk);
      for (const { story, happening } of happenings) {
        other.now = happening.at;
        other.zendesk.happen(story, happening);
      }
      other.now += 30_000;
      const pages = await exportByCursor(other, FROM_THE_START);
      const at = other.now;
      other.now += 300_000;
      pages.push(await other.get(goOn(pages.at(-1), at)));
      await other.zendesk.close();
      const newest = pages.flatMap(({ tickets }) => tickets).map(({ updated_at: updated }) => Date.parse(updated));
      return Math.max(...newest) === happenings.at(-1)?.happening.at;
    };
    const fromNow = (_page: Body, at: number) => `/api/v2/incremental/tickets/cursor?start_time=${at / 1000}`;
    const fromCursor = (page: Body) => `/api/v2/incremental/tickets/cursor?cursor=${page.after_cursor}`;
    expect(await run(false, fromNow)).toBe(true);
    expect(await run(true, fromNow)).toBe(false);
    expect(await run(true, fromCursor)).toBe(true);
  });

  it.each([
    ['by cursor', async () => (await exportByCursor(asking, FROM_THE_START)).flatMap(({ tickets }) => tickets)],
    [
      'by time',
      () => exportByTime(asking, '/api/v2/incremental/ticket_events?start_time=0&per_page=20', 'ticket_events'),
    ],
  ])('counts rows, %s: duplicateRowsOverPages', async (_how, rows) => {
    const ids = async () => (await rows()).map(({ id }) => id);
    const [off, on] = await offAndOn('duplicateRowsOverPages', ids);
    expect(on.length).toBeGreaterThan(off.length);
    expect(new Set(on)).toEqual(new Set(off));
    expect(new Set(off).size).toBe(off.length);
  });

  it('takes every row for a change: unchangedRowsReappear', async () => {
    const changed = async (isOn: boolean) => {
      const other = await askingDesk({ tickets: 10, isTold: false });
      other.zendesk.traps.unchangedRowsReappear = isOn;
      const happenings = told(other.desk);
      const half = Math.floor(happenings.length / 2);
      const tell = (some: typeof happenings) => {
        for (const { story, happening } of some) {
          other.now = happening.at;
          other.zendesk.happen(story, happening);
        }
      };
      tell(happenings.slice(0, half));
      const cursor = (await exportByCursor(other, FROM_THE_START)).at(-1).after_cursor;
      const since = other.now;
      tell(happenings.slice(half));
      const { tickets } = await other.get(`/api/v2/incremental/tickets/cursor?cursor=${cursor}`);
      await other.zendesk.close();
      const really = tickets.filter((one: Body) => Date.parse(one.updated_at) > since);
      return { rows: tickets.length, really: really.length };
    };
    const [off, on] = [await changed(false), await changed(true)];
    expect(off.rows).toBe(off.really);
    expect(on.rows).toBeGreaterThan(on.really);
    expect(on.really).toBe(off.really);
  });

  it.each([
    ['tickets', 'tickets'],
    ['ticket_metrics', 'ticket_metrics'],
    ['satisfaction_ratings', 'satisfaction_ratings'],
  ])('reads history from the list of %s: archivedTicketsVanish', async (path, name) => {
    asking.now += 121 * 86_400_000;
    const [off, on] = await offAndOn('archivedTicketsVanish', () =>
      allRows(asking, `/api/v2/${path}?page[size]=50`, name),
    );
    expect(on.length).toBeLessThan(off.length);
    const exported = (await exportByCursor(asking, FROM_THE_START)).flatMap(({ tickets }) => tickets);
    expect(exported.length).toBe(asking.desk.tickets.length);
    const closed = exported.find(({ status }) => status === 'closed');
    expect((await asking.ask('GET', `/api/v2/tickets/${closed.id}`)).status).toBe(200);
  });

  it('believes that 200 means known: anonymousMe', async () => {
    const me = () => asking.ask('GET', '/api/v2/users/me.json', undefined, { authorization: 'Bearer nobody' });
    const [off, on] = await offAndOn('anonymousMe', async () => (await me()).ok);
    expect([off, on]).toEqual([false, true]);
    expect(((await (await me()).json()) as Body).user.id).toBeNull();
  });

  it('asks on when it was refused: rateLimited429', async () => {
    const statuses = async () => {
      asking.now = Math.ceil((asking.now + 1) / 60_000) * 60_000;
      const some: number[] = [];
      for (let i = 0; i < 7; i++) some.push((await asking.ask('GET', '/api/v2/groups')).status);
      return some;
    };
    const [off, on] = await offAndOn('rateLimited429', statuses);
    expect(off).toEqual([200, 200, 200, 200, 200, 200, 200]);
    expect(on).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const wait = (await asking.ask('GET', '/api/v2/groups')).headers.get('retry-after');
    asking.now += Number(wait) * 1000;
    const then = await asking.ask('GET', '/api/v2/groups');
    expect([then.status, then.headers.get('x-rate-limit-remaining')]).toEqual([200, '4']);
  });

  it('waits as long as it is told, and is told nothing: rateLimitedNoRetryAfter', async () => {
    const refusals = async () => {
      let count = 0;
      for (let i = 0; i < 7; i++) {
        const { status, headers } = await asking.ask('GET', '/api/v2/groups');
        if (status === 429) count++;
        asking.now += Number(headers.get('retry-after') ?? 0) * 1000;
      }
      return count;
    };
    asking.zendesk.traps.rateLimited429 = true;
    expect(await refusals()).toBe(1);
    asking.now += 60_000;
    asking.zendesk.traps.rateLimitedNoRetryAfter = true;
    expect(await refusals()).toBe(2);
  });

  it('counts requests of the account only: exportBucketSmall', async () => {
    const statuses = async () => {
      asking.now += 60_000;
      const some: Response[] = [];
      for (let i = 0; i < 4; i++) some.push(await asking.ask('GET', '/api/v2/incremental/ticket_events?start_time=0'));
      return some;
    };
    const [off, on] = await offAndOn('exportBucketSmall', statuses);
    expect([off, on].map((some) => some.at(-1)?.status)).toEqual([200, 429]);
    expect(on[0]?.headers.get('zendesk-ratelimit-incremental-exports')).toMatch(/^total=3; remaining=2; resets=\d+$/);
    expect(Number(on.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await asking.ask('GET', '/api/v2/groups')).status).toBe(200);
  });

  it('keeps a token for as long as it was promised: tokenExpires', async () => {
    const stillGood = async () => {
      const login = { client_id: ZENDESK_LOGIN.clientId, client_secret: ZENDESK_LOGIN.clientSecret };
      const asked = { grant_type: 'client_credentials', ...login, scope: 'read', expires_in: 3600 };
      const given: Body = await (await asking.ask('POST', '/oauth/tokens', asked)).json();
      asking.now += (given.expires_in - 60) * 1000;
      const authorization = `Bearer ${given.access_token}`;
      return (await asking.ask('GET', '/api/v2/groups', undefined, { authorization })).ok;
    };
    expect(await offAndOn('tokenExpires', stillGood)).toEqual([true, false]);
  });

  it('knows one form of error: fourErrorShapes', async () => {
    const naive = async () => {
      const errors: unknown[] = [];
      for (let i = 0; i < 4; i++) {
        const text = await (await asking.ask('GET', '/api/v2/tickets/1')).text();
        errors.push(text.startsWith('{') ? JSON.parse(text).error : undefined);
      }
      return errors.filter((error) => error === 'RecordNotFound').length;
    };
    expect(await offAndOn('fourErrorShapes', naive)).toEqual([4, 1]);
  });

  it('trusts a status of 200: htmlErrorWith200', async () => {
    const readable = async () => {
      const texts: string[] = [];
      for (let i = 0; i < 5; i++) texts.push(await (await asking.ask('GET', '/api/v2/groups')).text());
      return texts.filter((text) => text.startsWith('{')).length;
    };
    expect(await offAndOn('htmlErrorWith200', readable)).toEqual([5, 4]);
  });

  it('counts rows of breaches: metricRowsRewritten', async () => {
    const other = await askingDesk({ tickets: 60, isTold: false });
    const happenings = told(other.desk);
    const half = Math.floor(happenings.length / 2);
    for (const { story, happening } of happenings.slice(0, half)) {
      other.now = happening.at;
      other.zendesk.happen(story, happening);
    }
    const until = (at: number) =>
      aliveIn(other).map((story) => ({ ...story, happenings: story.happenings.filter((one) => one.at <= at) }));
    const truth = until(other.now)
      .flatMap((story) => promisesOf(story, other.now))
      .filter(({ breached }) => breached).length;
    const path = '/api/v2/incremental/ticket_metric_events?start_time=0&page[size]=100';
    const ofLiving = new Set(aliveIn(other).map(({ n }) => zendeskIds.ticket(n)));
    const breaches = async (more = '') => {
      const rows = await allRows(other, `${path}${more}`, 'ticket_metric_events');
      return rows.filter((row) => row.type === 'breach' && ofLiving.has(row.ticket_id));
    };
    expect((await breaches()).length).toBe(truth);
    other.zendesk.traps.metricRowsRewritten = true;
    const rows = await breaches();
    const count = (some: Body[]) => new Set(some.map(({ id }) => id)).size;
    const good = (some: Body[]) => some.filter((row) => row.deleted !== true && Date.parse(row.time) < other.now);
    expect(count(rows)).toBeGreaterThan(truth);
    expect(count(good(rows))).toBe(truth);
    expect(rows.some((row) => row.deleted)).toBe(true);
    expect(rows.some((row) => Date.parse(row.time) > other.now)).toBe(true);
    expect((await breaches('&include_changes=true')).length).toBeGreaterThan(rows.length);
    expect((await breaches('&exclude_deleted=true')).some((row) => row.deleted)).toBe(false);
    await other.zendesk.close();
  });

  it('believes in every webhook: circuitBreaker', async () => {
    const sent = async (isOn: boolean, ok: boolean) => {
      const other = await askingDesk({ tickets: 60, isTold: false });
      other.zendesk.traps.circuitBreaker = isOn;
      let count = 0;
      for (const { story, happening } of told(other.desk)) {
        other.now = happening.at;
        other.zendesk.happen(story, happening);
        // The receiver answers all at once, and is asked often enough for the breaker to go by.
        for (const _ of other.zendesk.takeWebhooks()) {
          count++;
          for (let i = 0; i < 100; i++) other.zendesk.delivered(ok);
        }
      }
      await other.zendesk.close();
      return count;
    };
    const all = await sent(false, false);
    expect(await sent(true, true)).toBe(all);
    expect(await sent(true, false)).toBeLessThan(all);
  });

  it('asks for ratings only: surveyInsteadOfRating', async () => {
    const naive = () => allRows(asking, '/api/v2/satisfaction_ratings?page[size]=50', 'satisfaction_ratings');
    const [off, on] = await offAndOn('surveyInsteadOfRating', naive);
    const rated = aliveIn(asking).filter(({ happenings }) => happenings.some(({ kind }) => kind === 'rated'));
    expect([off.length, on.length]).toEqual([rated.length, 0]);
    const answers = await allRows(asking, '/api/v2/guide/survey_responses?page[size]=5', 'survey_responses');
    expect(answers.length).toBe(rated.length);
    const words = { 1: 'bad', 3: 'neutral', 5: 'good' } as const;
    for (const story of rated) {
      const zrn = `zen:ticket:${zendeskIds.ticket(story.n)}`;
      const own = await asking.get(`/api/v2/guide/survey_responses?filter[subject_zrns]=${zrn}`);
      const given = story.happenings.findLast((one) => one.kind === 'rated');
      expect(own.survey_responses[0].answers[0].rating_category).toBe(words[given?.stars ?? 5]);
      expect(own.survey_responses).toEqual(answers.filter(({ subjects }) => subjects[0].zrn === zrn));
    }
    asking.zendesk.traps.surveyInsteadOfRating = false;
    expect((await asking.ask('GET', '/api/v2/guide/survey_responses')).status).toBe(403);
  });

  it('compares ids as numbers: numbersAsText', async () => {
    const story = aliveIn(asking)[0]!;
    const isFound = async () => {
      const { tickets } = await asking.get('/api/v2/tickets?page[size]=100');
      return tickets.some((ticket: Body) => ticket.id === zendeskIds.ticket(story.n));
    };
    expect(await offAndOn('numbersAsText', isFound)).toEqual([true, false]);
  });

  it('has no patience: slowAnswers', async () => {
    const isAnswered = () =>
      fetch(`${asking.zendesk.url}/api/v2/users/me`, { signal: AbortSignal.timeout(100) }).then(
        () => true,
        () => false,
      );
    expect(await offAndOn('slowAnswers', isAnswered)).toEqual([true, false]);
  });
});
