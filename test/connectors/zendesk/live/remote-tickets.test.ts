import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptAudits, understoodAudits } from '../../../../connectors/zendesk/live/kept.ts';
import type { Ask, Client } from '../../../../src/connector/client.ts';
import type { TicketStory } from '../../../vendors/desk/story.ts';
import { type Body, END } from '../../../vendors/zendesk/asking.ts';
import { eventsIn, folded, isGone, type LiveDesk, liveDesk, told, truthOf } from './desk.ts';

let desk: LiveDesk;
beforeAll(async () => {
  desk = await liveDesk({ tickets: 60 });
});
afterAll(() => desk.zendesk.close());

const idsOf = (stories: readonly TicketStory[]) => stories.map((story) => desk.zendesk.idOf(story));
const alive = () => desk.desk.tickets.filter((story) => !isGone(story));

async function readAll(stories: readonly TicketStory[], remote = desk.remote) {
  const reads = [];
  for (let i = 0; i < stories.length; i += remote.atOnce) {
    reads.push(...(await remote.readTickets(idsOf(stories.slice(i, i + remote.atOnce)), 'live')));
  }
  return reads;
}

describe('a ticket read whole', () => {
  it('tells its story as it happened', async () => {
    const reads = await readAll(alive());
    expect(reads.map(({ ticket }) => ticket)).toEqual(idsOf(alive()));
    for (const [i, story] of alive().entries()) {
      const read = reads[i];
      expect(read?.version).toBe(story.happenings.at(-1)?.at);
      expect(told(folded(eventsIn(read?.found ?? [], END)))).toEqual(truthOf(story, END));
    }
    expect(alive().some((story) => story.happenings.filter(({ kind }) => kind === 'rated').length === 2)).toBe(true);
  });

  it('gives the same bytes when it is read again, later and by another client', async () => {
    const first = await readAll(alive().slice(0, 20));
    const other = desk.opened();
    desk.now += 60_000;
    const again = await readAll(alive().slice(0, 20), other);
    desk.now = END;
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
  });

  it('keeps nothing that anybody wrote, and nobody by name', async () => {
    const text = JSON.stringify(await readAll(alive()));
    expect(text).not.toMatch(/We are on it|It is still so|Seen this before|Something about/);
    expect(text).not.toMatch(/@|Customer \d|192\.0\.2|Mozilla|"subject":|Chat/);
    expect(text).not.toContain('html_body');
  });

  it('keeps what was chosen and not written, so that settings may name a field later on', async () => {
    const [story] = alive();
    const [named] = await readAll([story as TicketStory]);
    const unnamed = desk.opened({ settings: null });
    const [read] = await readAll([story as TicketStory], unnamed);
    expect(JSON.stringify(read)).toBe(JSON.stringify(named));
    const written = changing((_, data) =>
      JSON.parse(JSON.stringify(data).replaceAll(`:"${story?.workType}"`, ':"My boss, Ann"')),
    );
    const [private_] = await readAll([story as TicketStory], desk.opened({ settings: null }, undefined, written));
    expect(JSON.stringify(private_)).not.toContain('Ann');
    const [wanted] = await readAll([story as TicketStory], desk.opened({}, undefined, written));
    expect(JSON.stringify(wanted)).toContain('My boss, Ann');
  });

  it.each(['numbersAsText', 'metricRowsRewritten', 'slowAnswers'] as const)('is the same with %s', async (trap) => {
    desk.zendesk.traps[trap] = true;
    const some = alive().slice(0, 16);
    const reads = await readAll(some);
    desk.zendesk.traps[trap] = false;
    for (const [i, story] of some.entries()) {
      expect(told(folded(eventsIn(reads[i]?.found ?? [], END)))).toEqual(truthOf(story, END));
    }
  });

  it('has what a survey said, if that is what the account asks', async () => {
    const asked = await liveDesk({ tickets: 0, isTold: false });
    asked.zendesk.traps.surveyInsteadOfRating = true;
    const rated = alive().filter((story) => story.happenings.some(({ kind }) => kind === 'rated'));
    const happenings = rated.flatMap((story) => story.happenings.map((happening) => ({ story, happening })));
    for (const { story, happening } of happenings.sort((a, b) => a.happening.at - b.happening.at)) {
      asked.now = happening.at;
      asked.zendesk.happen(story, happening);
    }
    asked.now = END;
    const reads = await asked.remote.readTickets(idsOf(rated), 'live');
    for (const [i, story] of rated.entries()) {
      expect(told(folded(eventsIn(reads[i]?.found ?? [], END))).rating).toBe(truthOf(story, END, true).rating);
    }
    await asked.zendesk.close();
  });

  it('does not ask for surveys again and again where the account has none', async () => {
    const remote = desk.opened();
    const asks = () => desk.zendesk.asked.get('GET /api/v2/guide/survey_responses') ?? 0;
    const before = asks();
    for (const story of alive().slice(0, 5)) await remote.readTickets(idsOf([story]), 'live');
    expect(asks() - before).toBe(1);
    desk.now += 3_600_001;
    await remote.readTickets(idsOf(alive().slice(0, 1)), 'live');
    desk.now = END;
    expect(asks() - before).toBe(2);
  });
});

/** A client whose answers are changed on the way. */
const changing =
  (change: (ask: Ask, data: Body) => Body) =>
  (client: Client): Client => ({
    ask: async (ask) => {
      const answer = await client.ask(ask);
      return { ...answer, data: change(ask, answer.data) };
    },
  });

describe('what an account may answer otherwise', () => {
  const reading = async (around: (client: Client) => Client) => {
    const some = alive().slice(0, 8);
    const reads = await readAll(some, desk.opened({}, undefined, around));
    for (const [i, story] of some.entries()) {
      expect(told(folded(eventsIn(reads[i]?.found ?? [], END)))).toEqual(truthOf(story, END));
      expect(reads[i]?.version).toBe(story.happenings.at(-1)?.at);
    }
  };

  it('a history of many pages', () =>
    reading((client) => ({
      ask: (ask) =>
        client.ask(ask.path.endsWith('/audits') ? { ...ask, query: { ...ask.query, 'page[size]': 2 } } : ask),
    })));

  it('tickets left out where many are asked for: that alone does not make them gone', () =>
    reading(changing((ask, data) => (ask.path.endsWith('/tickets/show_many') ? { ...data, tickets: [] } : data))));

  it('no metric events where many are asked for', () =>
    reading(
      changing((ask, data) => {
        if (!ask.path.endsWith('/tickets/show_many')) return data;
        return { ...data, tickets: data.tickets.map(({ metric_events: _, ...ticket }: Body) => ticket) };
      }),
    ));

  it('no users beside audits', () =>
    reading(changing((ask, data) => (ask.path.endsWith('/audits') ? { ...data, users: undefined } : data))));

  it('an audit that nobody understands: it alone is set aside', async () => {
    const odd = changing((ask, data) =>
      ask.path.endsWith('/audits') ? { ...data, audits: [{ id: 2 ** 60, note: 'odd' }, ...data.audits] } : data,
    );
    const [read] = await desk.opened({}, undefined, odd).readTickets(idsOf(alive().slice(0, 1)), 'live');
    const audits = read?.found.map(({ envelope }) => envelope).filter(({ resource }) => resource === 'audit') ?? [];
    expect(audits[0]).toEqual({ resource: 'audit', data: { ticket_id: read?.ticket } });
    expect(() => eventsIn(read?.found ?? [], END)).toThrow(/unreadable audit/);
    expect(audits.length).toBe(1 + (alive()[0]?.happenings.length ?? 0));
  });

  it('something else altogether: trouble that says so', async () => {
    const remote = desk.opened({}, undefined, () => ({ ask: async () => ({ status: 200, headers: {}, data: [] }) }));
    await expect(remote.readTickets(['5001'], 'live')).rejects.toThrow(/something else than Zendesk's API gives/);
  });
});

describe('what somebody wrote', () => {
  it('is left out also where it is a single word; that it was there stays, for the order', () => {
    const create = (field_name: string, value: unknown) => ({ type: 'Create', field_name, value });
    const events = [create('subject', 'Burnout'), create('77', 'my boss'), create('78', 'net__vpn')];
    const raw = { id: 1, ticket_id: 5, created_at: '2026-03-02T08:00:00Z', author_id: 7, events };
    const around = { ticket: '5', requester: null, roles: new Map(), fields: new Set<string>() };
    const [audit] = keptAudits(understoodAudits('5', [raw]), around);
    expect(audit?.envelope.data).toMatchObject({
      events: [
        { type: 'Create', field_name: 'left out: subject' },
        { type: 'Create', field_name: 'left out: 77' },
        { type: 'Create', field_name: '78', value: 'net__vpn' },
      ],
    });
    expect(JSON.stringify(audit)).not.toMatch(/Burnout|boss/);
  });
});

describe('a ticket that changes while it is read', () => {
  it('is never at a version whose history was not read', async () => {
    const story = alive().find(({ happenings }) => happenings.length > 4) as TicketStory;
    const live = await liveDesk({ tickets: 0, isTold: false });
    const [last, ...before] = story.happenings.slice(0, 5).toReversed();
    for (const happening of before.toReversed()) live.zendesk.happen(story, happening);
    let isOver = false;
    const meanwhile = (client: Client): Client => ({
      ask: async (ask) => {
        const answer = await client.ask(ask);
        if (!isOver && ask.path.includes('/tickets/') && last !== undefined) live.zendesk.happen(story, last);
        isOver = true;
        return answer;
      },
    });
    live.now = END;
    const [read] = await live.opened({}, undefined, meanwhile).readTickets(idsOf([story]), 'live');
    const audits = read?.found.filter(({ envelope }) => envelope.resource === 'audit') ?? [];
    expect(read?.version === last?.at && audits.length < 5).toBe(false);
    await live.zendesk.close();
  });
});

describe('a result that Zendesk corrects', () => {
  it('counts as it was read last, though it happened before the other', () => {
    const row = (id: number, type: string, time: string, more: object = {}) => ({
      id: `${id}`,
      ticket_id: '5',
      metric: 'resolution_time',
      instance_id: 1,
      type,
      time: `2026-03-02T${time}:00Z`,
      deleted: null,
      ...more,
    });
    const sla = { target: 60, target_in_seconds: 3600, business_hours: false };
    const begun = [row(1, 'activate', '08:00'), row(2, 'apply_sla', '08:00', { sla })];
    const broken = [...begun, row(3, 'breach', '09:00')];
    const kept = [...begun, row(3, 'breach', '09:00', { deleted: true }), row(4, 'fulfill', '08:30')];
    const read = (rows: object[], at: number) =>
      eventsIn([{ about: 'ticket', envelope: { resource: 'metric-events', data: rows } }], at);
    const [first, second] = [read(broken, END), read(kept, END + 1)];
    expect(folded(first).sourceSla).toEqual({ resolution: false });
    expect(folded([...first, ...second]).sourceSla).toEqual({ resolution: true });
    expect(folded([...second, ...first]).sourceSla).toEqual({ resolution: true });
  });
});

describe('whose side a comment is on', () => {
  it('is told by who asked then, whoever asks now', () => {
    const comment = { type: 'Comment', public: true, author_id: 7 };
    const change = (value: string, before: string) => ({
      type: 'Change',
      field_name: 'requester_id',
      value,
      previous_value: before,
    });
    const raw = [[comment], [comment, change('9', '7')], [comment]].map((events, i) => ({
      id: i + 1,
      ticket_id: 5,
      created_at: `2026-03-02T08:0${i}:00Z`,
      author_id: 7,
      events,
    }));
    const roles = new Map([['7', 'agent']]);
    const around = { ticket: '5', requester: '9', roles, fields: new Set<string>() };
    const kept = keptAudits(understoodAudits('5', raw), around).map(({ envelope }) => envelope['tickets']);
    expect(kept).toEqual([[{ id: '5', requester_id: '7' }], [], []]);
  });
});

describe('a ticket that is not there', () => {
  it('is gone since it was deleted, by whom, and told in its place', async () => {
    const gone = desk.desk.tickets.filter(isGone);
    expect(gone.length).toBeGreaterThan(0);
    const mixed = [...gone, ...alive().slice(0, 3)];
    const reads = await desk.remote.readTickets(idsOf(mixed), 'live');
    expect(reads.map(({ ticket }) => ticket)).toEqual(idsOf(mixed));
    for (const [i, story] of gone.entries()) {
      const deletion = story.happenings.at(-1);
      expect(reads[i]).toMatchObject({ version: null, updatedAt: null });
      expect(eventsIn(reads[i]?.found ?? [], END)).toMatchObject([
        { occurredAt: deletion?.at, fact: { set: { status: 'cancelled', sourceStatus: 'deleted' } } },
      ]);
    }
  });

  it('was never there, as far as anybody can tell: gone by now', async () => {
    const [read] = await desk.remote.readTickets(['99999999'], 'live');
    expect(read?.found.map(({ envelope }) => envelope)).toEqual([
      { resource: 'gone', data: { id: '99999999', at: new Date(END).toISOString(), by: null, deleted: false } },
    ]);
  });
});

describe('a ticket that has just changed', () => {
  it('is told without how it stands, and is to be read once more', async () => {
    const story = alive().find(({ happenings }) => happenings.length > 4) as TicketStory;
    const fresh = await liveDesk({ tickets: 0, isTold: false });
    for (const happening of story.happenings.slice(0, 3)) {
      fresh.now = happening.at;
      fresh.zendesk.happen(story, happening);
    }
    const resources = async () => {
      const [read] = await fresh.remote.readTickets(idsOf([story]), 'live');
      return { resources: read?.found.map(({ envelope }) => envelope.resource), unsettled: read?.unsettled };
    };
    expect((await resources()).unsettled).toBe(true);
    expect((await resources()).resources).not.toContain('ticket');
    fresh.now += 3_000;
    expect((await resources()).unsettled).toBeUndefined();
    expect((await resources()).resources).toContain('ticket');
    await fresh.zendesk.close();
  });
});
