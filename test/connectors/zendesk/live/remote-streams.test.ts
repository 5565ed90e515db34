import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ask, Client } from '../../../../src/connector/client.ts';
import type { Found, Listed, Remote } from '../../../../src/connector/remote.ts';
import type { TicketTimeline } from '../../../../src/domain/timeline.ts';
import type { Happening, TicketStory } from '../../../vendors/desk/story.ts';
import { END, told as happeningsOf, START } from '../../../vendors/zendesk/asking.ts';
import type { ZendeskTrap } from '../../../vendors/zendesk/traps.ts';
import { eventsIn, folded, isGone, type LiveDesk, liveDesk, pagesOf, streamOf, told, truthOf } from './desk.ts';

const DAY = 86_400_000;

/** So that a small desk has many pages. */
const smallPages = (client: Client): Client => ({
  ask: (ask: Ask) => {
    const size = 'page[size]' in (ask.query ?? {}) ? { 'page[size]': 7 } : { per_page: 7 };
    return client.ask({ ...ask, query: { ...ask.query, ...size } });
  },
});

/** What the runner does: whatever is listed at a version that it has not read is read whole. */
class Runner {
  readonly found: { readonly found: Found; readonly at: number }[] = [];
  readonly versions = new Map<string, number | null>();
  readonly #cursors = new Map<string, string>();
  readonly #remote: Remote;
  readonly #desk: LiveDesk;
  reads = 0;

  constructor(desk: LiveDesk, remote: Remote, since: number | null = null) {
    this.#desk = desk;
    this.#remote = remote;
    for (const stream of remote.streams) this.#cursors.set(stream.name, stream.start(since));
  }

  async follow(): Promise<void> {
    const wanted = new Set<string>();
    for (const stream of this.#remote.streams) {
      const pages = await pagesOf(stream, this.#cursors.get(stream.name) ?? '');
      this.#cursors.set(stream.name, pages.at(-1)?.next ?? '');
      for (const page of pages) {
        this.#keep(page.found);
        for (const one of page.listed) if (this.#isNews(one)) wanted.add(one.ticket);
      }
    }
    await this.read([...wanted]);
  }

  async reconcile(since: number): Promise<void> {
    const wanted = new Set<string>();
    for await (const page of this.#remote.versions(since)) {
      for (const one of page) if (this.#isNews(one)) wanted.add(one.ticket);
    }
    await this.read([...wanted]);
  }

  #isNews = ({ ticket, version }: Listed) =>
    version === null || (this.versions.get(ticket) !== null && version > (this.versions.get(ticket) ?? 0));

  async read(tickets: readonly string[]): Promise<void> {
    for (let i = 0; i < tickets.length; i += this.#remote.atOnce) {
      for (const read of await this.#remote.readTickets(tickets.slice(i, i + this.#remote.atOnce), 'backfill')) {
        this.reads++;
        this.#keep(read.found);
        if (read.unsettled !== true) this.versions.set(read.ticket, read.version);
      }
    }
  }

  #keep(found: readonly Found[]): void {
    this.found.push(...found.map((one) => ({ found: one, at: this.#desk.now })));
  }

  /** As the pipeline would have it: what was read first was received first. */
  timelines(): ReadonlyMap<string, TicketTimeline> {
    const seen = new Set<string>();
    const news = this.found.filter(({ found }) => {
      const body = JSON.stringify(found.envelope);
      const isNew = !seen.has(body);
      seen.add(body);
      return isNew;
    });
    const events = news.flatMap(({ found, at }) => eventsIn([found], at));
    const once = new Map(events.toReversed().map((one) => [one.id, one]));
    const byTicket = Map.groupBy(once.values(), ({ ticketId }) => String(ticketId));
    return new Map([...byTicket].map(([id, mine]) => [id, folded(mine)]));
  }

  timelineOf(story: TicketStory, all = this.timelines()): TicketTimeline {
    const id = `zd:${this.#desk.zendesk.idOf(story)}`;
    const found = all.get(id);
    if (found === undefined) throw new Error(`nothing is known of ${id}`);
    return found;
  }
}

/** As `truthOf` has it; of the deleted only that they are: what was not read before cannot be read any more. */
function expectTruth(runner: Runner, { desk, now }: LiveDesk, isSurvey = false): void {
  const all = runner.timelines();
  for (const story of desk.tickets) {
    const [is, truth] = [runner.timelineOf(story, all), truthOf(story, now, isSurvey)];
    if (isGone(story)) expect([is.openedAt, is.state.status]).toEqual([truth.openedAt, 'cancelled']);
    else expect(told(is)).toEqual(truth);
  }
}

describe('a backfill from the very beginning', () => {
  let desk: LiveDesk;
  beforeAll(async () => {
    desk = await liveDesk({ tickets: 60 });
  });
  afterAll(() => desk.zendesk.close());

  const traps: ZendeskTrap[][] = [
    [],
    ['duplicateRowsOverPages'],
    ['archivedTicketsVanish'],
    ['lastMinuteWithheld', 'unchangedRowsReappear'],
  ];
  it.each(traps.map((some) => [some]))('finds all tickets, also with %j', async (some) => {
    for (const trap of some) desk.zendesk.traps[trap] = true;
    // All that is closed is archived by then.
    desk.now = END + 200 * DAY;
    const runner = new Runner(desk, desk.opened({}, undefined, smallPages));
    await runner.follow();
    expect(runner.versions.size).toBe(desk.desk.tickets.length);
    expectTruth(runner, desk);
    for (const trap of some) desk.zendesk.traps[trap] = false;
    desk.now = END;
  });

  it('goes on where it was, and reads nothing twice', async () => {
    const tickets = streamOf(desk.opened({}, undefined, smallPages), 'tickets');
    const pages = await pagesOf(tickets, tickets.start(null));
    expect(pages.length).toBeGreaterThan(5);
    const rest = await pagesOf(tickets, pages[2]?.next ?? '');
    expect(rest).toEqual(pages.slice(3));
    const ids = pages.flatMap(({ listed }) => listed.map(({ ticket }) => ticket));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('knows since when those are gone that no list of the deleted has any more', async () => {
    const remote = desk.opened({}, undefined, (client) => ({
      ask: async (ask) =>
        ask.path.endsWith('/deleted_tickets')
          ? { status: 200, headers: {}, data: { deleted_tickets: [], next_page: null } }
          : client.ask(ask),
    }));
    const tickets = streamOf(remote, 'tickets');
    await pagesOf(tickets, tickets.start(null));
    const gone = desk.desk.tickets.find(isGone) as TicketStory;
    const [read] = await remote.readTickets([desk.zendesk.idOf(gone)], 'live');
    expect(eventsIn(read?.found ?? [], END)[0]?.occurredAt).toBe(gone.happenings.at(-1)?.at);
  });

  it('may begin with a day', async () => {
    const since = START + 20 * DAY;
    const tickets = streamOf(desk.remote, 'tickets');
    const listed = (await pagesOf(tickets, tickets.start(since))).flatMap((page) => page.listed);
    const changed = desk.desk.tickets.filter(({ happenings }) => (happenings.at(-1)?.at ?? 0) >= since);
    expect(new Set(listed.map(({ ticket }) => ticket))).toEqual(new Set(changed.map(desk.zendesk.idOf)));
  });

  it('may begin within the last minute, which exports refuse', async () => {
    const tickets = streamOf(desk.remote, 'tickets');
    expect((await pagesOf(tickets, tickets.start(desk.now))).at(-1)?.end).toBe(true);
  });
});

/** The desk lives, and is followed every now and then, a few seconds after something happened. */
async function lived(traps: readonly ZendeskTrap[]) {
  const desk = await liveDesk({ tickets: 40, isTold: false });
  for (const trap of traps) desk.zendesk.traps[trap] = true;
  const runner = new Runner(desk, desk.remote, START - DAY);
  const all = happeningsOf(desk.desk);
  for (const [i, { story, happening }] of all.entries()) {
    desk.now = happening.at;
    desk.zendesk.happen(story, happening);
    desk.now += 5_000;
    if (i % 7 === 0 && (all[i + 1]?.happening.at ?? Infinity) > desk.now) await runner.follow();
  }
  desk.now = END + 600_000;
  await runner.follow();
  return { desk, runner };
}

describe('following a desk that lives', () => {
  it.each([
    [[]],
    [['lastMinuteWithheld', 'unchangedRowsReappear', 'duplicateRowsOverPages']],
    [['metricRowsRewritten', 'lastMinuteWithheld']],
    [['surveyInsteadOfRating']],
  ] as ZendeskTrap[][][])('knows its truth in the end, also with %j', async (traps) => {
    const { desk, runner } = await lived(traps);
    expectTruth(runner, desk, traps.includes('surveyInsteadOfRating'));
    await desk.zendesk.close();
  });

  it('hears of a promise that breaks although nobody touches the ticket', async () => {
    const desk = await liveDesk({ tickets: 1, isTold: false });
    const story = desk.desk.tickets[0] as TicketStory;
    const opened = story.happenings[0] as Happening;
    desk.now = opened.at;
    desk.zendesk.happen(story, opened);
    desk.now += 300_000;
    const runner = new Runner(desk, desk.remote, START - DAY);
    await runner.follow();
    expect(runner.timelineOf(story).sourceSla).toEqual({});
    const { reads } = runner;
    desk.now += 5 * DAY;
    await runner.follow();
    expect(runner.timelineOf(story).sourceSla).toEqual({ 'first-response': false, resolution: false });
    expect(runner.reads).toBe(reads);
    await desk.zendesk.close();
  });

  it('counts a breach that was foreseen when its time has come, and not before', async () => {
    const desk = await liveDesk({ tickets: 1, isTold: false });
    desk.zendesk.traps.metricRowsRewritten = true;
    const story = desk.desk.tickets[0] as TicketStory;
    const opened = story.happenings[0] as Happening;
    desk.now = opened.at;
    desk.zendesk.happen(story, opened);
    desk.now += 10_000;
    const runner = new Runner(desk, desk.remote, START - DAY);
    const id = desk.zendesk.idOf(story);
    await runner.read([id]);
    expect(runner.timelineOf(story).sourceSla).toEqual({});
    desk.now += 5 * DAY;
    await runner.read([id]);
    expect(runner.timelineOf(story).sourceSla).toEqual({ 'first-response': false, resolution: false });
    await desk.zendesk.close();
  });

  it('asks for rows that were taken back too, and reads them with their clocks', async () => {
    const desk = await liveDesk({ tickets: 3 });
    const row = {
      id: 9,
      ticket_id: 5001,
      metric: 'reply_time',
      instance_id: 1,
      type: 'breach',
      time: '2026-03-20T08:00:00Z',
    };
    const asks: Ask[] = [];
    const remote = desk.opened({}, undefined, (client) => ({
      ask: async (ask) => {
        asks.push(ask);
        if (!ask.path.endsWith('/ticket_metric_events')) return client.ask(ask);
        const rows = [{ ...row, type: 'pause', deleted: true }];
        return {
          status: 200,
          headers: {},
          data: { ticket_metric_events: rows, end_time: 1_774_000_000, end_of_stream: true },
        };
      },
    }));
    const page = await streamOf(remote, 'promises').page('1772438400', 'live');
    expect(asks[0]?.query).toMatchObject({ include_changes: true });
    // Rows may be written a little late.
    expect(page.next).toBe('1773999940');
    expect(page.found.map(({ envelope }) => envelope.resource)).toEqual(['metric-events']);
    await desk.zendesk.close();
  });

  it('hears of a mind that was changed long after, where the ticket tells nothing of it', async () => {
    const { desk, rated } = await ratedDesk();
    const ratings = streamOf(desk.remote, 'ratings');
    desk.now = rated.at + 60_000;
    let next = (await pagesOf(ratings, ratings.start(rated.at - DAY))).at(-1)?.next ?? '';
    const pass = async () => {
      const pages = await pagesOf(ratings, next);
      next = pages.at(-1)?.next ?? '';
      return eventsIn(
        pages.flatMap(({ found }) => found),
        desk.now,
      ).flatMap(({ fact }) => (fact.type === 'rated' ? [fact.score] : []));
    };
    // Others rate meanwhile, so that the list goes on.
    desk.now += 5 * DAY;
    const other = desk.desk.tickets.find((story) => story !== rated.story) as TicketStory;
    const [opened] = other.happenings;
    desk.zendesk.happen(other, { ...(opened as Happening), at: desk.now });
    desk.zendesk.happen(other, { kind: 'rated', by: 'requester', stars: 5, at: desk.now + 1_000 });
    desk.now += 60_000;
    const [heardOfOther] = [await pass(), await pass()];
    expect(heardOfOther).toContain(1);
    desk.now += 4 * DAY;
    desk.zendesk.happen(rated.story, { kind: 'rated', by: 'requester', stars: 1, at: desk.now });
    desk.now += 60_000;
    const heard = [...(await pass()), ...(await pass())];
    expect(heard).toContain(0);
    await desk.zendesk.close();
  });
});

async function ratedDesk() {
  const desk = await liveDesk({ tickets: 60, isTold: false });
  const story = desk.desk.tickets.find(({ happenings }) =>
    happenings.some(({ kind }) => kind === 'rated'),
  ) as TicketStory;
  const at = story.happenings.find(({ kind }) => kind === 'rated')?.at ?? 0;
  for (const happening of story.happenings.filter((one) => one.at < at)) desk.zendesk.happen(story, happening);
  desk.zendesk.happen(story, { kind: 'rated', by: 'requester', stars: 5, at });
  return { desk, rated: { story, at } };
}

describe('the versions of all tickets', () => {
  it('are those of every ticket there is, the archived and the newest too, each once', async () => {
    const desk = await liveDesk({ tickets: 60 });
    const traps = { lastMinuteWithheld: true, archivedTicketsVanish: true, duplicateRowsOverPages: true };
    Object.assign(desk.zendesk.traps, traps);
    const alive = desk.desk.tickets.filter((story) => !isGone(story));
    const last = alive.at(-1) as TicketStory;
    desk.now = END + 150 * DAY;
    desk.zendesk.happen(last, { kind: 'note', by: { agent: 1 }, at: desk.now });
    desk.now += 5_000;
    const listed: Listed[] = [];
    for await (const page of desk.opened({}, undefined, smallPages).versions(START - DAY)) listed.push(...page);
    const truth = alive.map((story) => [
      desk.zendesk.idOf(story),
      story === last ? END + 150 * DAY : (story.happenings.at(-1)?.at ?? 0),
    ]);
    const versions = listed.map(({ ticket, version }) => [ticket, version]);
    expect(versions.toSorted()).toEqual(truth.toSorted());
    await desk.zendesk.close();
  });
});

describe('a list that does not end', () => {
  const answering = (...bodies: object[]): Client => {
    let i = -1;
    return { ask: async () => ({ status: 200, headers: {}, data: bodies[++i % bodies.length] }) };
  };
  const row = { id: 5, updated_at: '2026-03-02T08:00:00Z', created_at: '2026-03-02T08:00:00Z' };

  it.each([
    ['tickets', 'after same', { tickets: [row], after_cursor: 'same', end_of_stream: false }],
    ['tickets', 'from 7', { tickets: [row], after_cursor: null, end_of_stream: false }],
    ['promises', '1772438400', { ticket_metric_events: [], end_time: 1_772_438_400, end_of_stream: false }],
  ])('is trouble: %s at %s', async (name, cursor, body) => {
    const desk = await liveDesk({ tickets: 0, isTold: false });
    desk.now = END;
    const stream = streamOf(
      desk.opened({}, undefined, () => answering(body)),
      name,
    );
    await expect(stream.page(cursor, 'live')).rejects.toThrow(/leads in a circle/);
    await desk.zendesk.close();
  });

  it('is trouble also where it is read to its end at one go', async () => {
    const desk = await liveDesk({ tickets: 0, isTold: false });
    const page = { groups: [], meta: { has_more: true, after_cursor: 'same' } };
    const remote = desk.opened({}, undefined, () => answering(page));
    const reading = async () => {
      for await (const _ of remote.people());
    };
    await expect(reading()).rejects.toThrow(/groups leads in a circle/);
    await desk.zendesk.close();
  });

  it('is no end of a page that is short', async () => {
    const desk = await liveDesk({ tickets: 0, isTold: false });
    desk.now = END;
    const short = { tickets: [], after_cursor: 'next', end_of_stream: false };
    const stream = streamOf(
      desk.opened({}, undefined, () => answering(short)),
      'tickets',
    );
    expect(await stream.page('after some', 'live')).toMatchObject({ end: false, next: 'after next' });
    await desk.zendesk.close();
  });
});
