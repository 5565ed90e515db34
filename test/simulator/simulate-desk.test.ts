import { describe, expect, it } from 'vitest';
import { simulateAgents, simulateTickets, type TicketRow } from '../../src/simulator/simulate-desk.ts';
import { truthOf } from '../../src/simulator/truth.ts';
import { isResolution, PLAN, readTickets } from './log-reading.ts';

const DAY = 86_400_000;
const end = PLAN.start + PLAN.weeks * 7 * DAY;
const rows = [...simulateTickets(PLAN)];
const tickets = readTickets(PLAN);
const agents = simulateAgents(PLAN);
const accounts = new Set(agents.map((agent) => agent.agent));

const columns = [
  ...['ticket', 'at', 'event', 'known_at', 'seq', 'actor', 'value', 'agent', 'kind', 'priority'],
  ...['work_type', 'channel', 'shift', 'region', 'team', 'requester'],
];
const attributes = ['kind', 'priority', 'work_type', 'channel', 'shift', 'region', 'requester'] as const;
const vocabulary: Readonly<Record<string, readonly [column: keyof TicketRow, allowed: RegExp][]>> = {
  created: [
    ['kind', /^(incident|service-request)$/],
    ['priority', /^P[1-4]$/],
    ['work_type', /^(access|hardware|software|network|mail|telephony)$/],
    ['channel', /^(phone|mail|web|chat)$/],
    ['shift', /^(day|evening|night)$/],
    ['region', /^(EMEA|AMER|APAC)$/],
    ['team', /^Service Desk (EMEA|AMER|APAC)$/],
    ['requester', /^(emea|amer|apac)-user-\d+$/],
  ],
  assigned: [
    ['agent', /./],
    ['team', /^(|Second Line|Service Desk (EMEA|AMER|APAC))$/],
  ],
  unassigned: [['actor', /./]],
  changed: [['work_type', /^(access|hardware|software|network|mail|telephony)$/]],
  reviewed: [
    ['value', /^(critical|0\.\d\d|1\.00)$/],
    ['agent', /./],
  ],
  status: [['value', /^(open|pending|resolved|closed)$/]],
  reply: [['actor', /./]],
  note: [['actor', /./]],
  customer_reply: [['actor', /-user-/]],
  reopened: [['agent', /./]],
  rated: [['value', /^(0|0\.25|0\.5|0\.75|1)$/]],
  sla: [['value', /^resolution:(met|breached)$/]],
  linked: [['value', /^follow-up:SIM-\d{6}$/]],
};

describe('simulateTickets', () => {
  it('writes the same bytes for the same plan, and others for another seed', () => {
    expect(JSON.stringify([...simulateTickets(PLAN)])).toBe(JSON.stringify(rows));
    expect(simulateAgents(PLAN)).toEqual(agents);
    const other = { ...PLAN, seed: PLAN.seed + 1 };
    expect(JSON.stringify([...simulateTickets(other)])).not.toBe(JSON.stringify(rows));
    expect(simulateAgents(other)).not.toEqual(agents);
  });

  it('tells as it is asked, without doing the whole period first', () => {
    const [first] = simulateTickets({ ...PLAN, weeks: 1_000_000 });
    expect(first?.event).toBe('created');
  });

  it('knows only the columns, events and words of the ticket log', () => {
    const faults = rows.filter((row) => {
      const rules = vocabulary[row.event];
      const rightWords = rules?.every(([column, allowed]) => allowed.test(row[column])) ?? false;
      const rightTime =
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(row.at) && row.known_at === '' && /^\d+$/.test(row.seq);
      const rightColumns = Object.keys(row).join() === columns.join();
      const rightAttributes =
        row.event === 'created' ||
        attributes.every((column) => row[column] === '' || (column === 'work_type' && row.event === 'changed'));
      return !(rightWords && rightTime && rightColumns && rightAttributes);
    });
    expect(faults).toEqual([]);
    expect(new Set(rows.map((row) => row.event))).toEqual(new Set(Object.keys(vocabulary)));
  });

  it('names only people of the agents file, its bot and the requester', () => {
    const faults = tickets.flatMap((ticket) =>
      ticket.rows.filter(
        (row) =>
          (!['', ticket.created.requester].includes(row.actor) && !accounts.has(row.actor)) ||
          (row.agent !== '' && !accounts.has(row.agent)),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('keeps a ticket together, in order of time, between its creation and the end', () => {
    expect(rows.map((row) => row.ticket)).toEqual(tickets.flatMap((ticket) => ticket.rows.map((row) => row.ticket)));
    for (const ticket of tickets) {
      const order = ticket.rows.map((row) => [Date.parse(row.at), Number(row.seq)] as const);
      expect(order).toEqual(order.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
      expect(ticket.created.event).toBe('created');
      expect(ticket.createdAt).toBeGreaterThanOrEqual(PLAN.start);
      expect(order.at(-1)?.[0]).toBeLessThan(end);
    }
    const creations = tickets.map((ticket) => ticket.createdAt);
    expect(creations).toEqual(creations.toSorted((a, b) => a - b));
  });

  it('is resolved by the holder, and nobody works before their first day', () => {
    const started = new Map(agents.map((agent) => [agent.agent, agent.started]));
    for (const { rows: story } of tickets) {
      let holder = '';
      for (const row of story) {
        if (row.event === 'assigned') holder = row.agent;
        if (isResolution(row) || row.event === 'reply') expect(row.actor).toBe(holder);
        if (row.event === 'reopened') expect(row.agent).toBe(holder);
        if (started.has(row.actor)) expect(row.at.slice(0, 10) >= (started.get(row.actor) ?? '')).toBe(true);
      }
    }
  });

  it('is closed by the bot five days after the last resolution, and reopened only before', () => {
    for (const { rows: story, isClosed, isReopened } of tickets) {
      const resolutions = story.filter(isResolution).map((row) => Date.parse(row.at));
      if (isReopened) {
        const reopenedAt = Date.parse(story.find((row) => row.event === 'reopened')?.at ?? '');
        expect(reopenedAt - (resolutions[0] ?? 0)).toBeGreaterThan(0);
        expect(reopenedAt - (resolutions[0] ?? 0)).toBeLessThan(5 * DAY);
      }
      if (!isClosed) continue;
      expect(story.at(-1)).toMatchObject({ event: 'status', value: 'closed', actor: 'auto-close' });
      expect(story.filter((row) => row.event === 'sla')).toHaveLength(1);
      expect(Date.parse(story.at(-1)?.at ?? '') - (resolutions.at(-1) ?? 0)).toBe(5 * DAY);
    }
  });

  it('leaves a few tickets open at the end', () => {
    const open = tickets.filter((ticket) => ticket.resolver === '');
    expect(open.length).toBeGreaterThan(20);
    expect(open.length).toBeLessThan(200);
    expect(Math.min(...open.map((ticket) => ticket.createdAt))).toBeGreaterThan(end - 60 * DAY);
  });

  it('says nothing of the truth', () => {
    const classes = [...new Set(truthOf(PLAN).people.map((person) => person.class))];
    expect(classes.length).toBeGreaterThan(5);
    const text = JSON.stringify([rows, agents]);
    for (const word of [...classes, 'skill', 'outcome', 'difficulty']) expect(text).not.toContain(word);
  });
});

describe('simulateAgents', () => {
  it('lists each person once, and one bot', () => {
    expect(accounts.size).toBe(PLAN.agents + 1);
    expect(new Set(agents.map((agent) => agent.name)).size).toBe(PLAN.agents + 1);
    expect(agents.filter((agent) => agent.bot === 'true').map((agent) => agent.agent)).toEqual(['auto-close']);
  });

  it('has every shift in every region, half of the people by day, and a second line', () => {
    const people = agents.filter((agent) => agent.bot === 'false');
    const places = new Set(people.map(({ region, shift }) => `${region} ${shift}`));
    expect(places.size).toBe(9);
    expect(people.filter((agent) => agent.shift === 'day').length / people.length).toBeCloseTo(0.5, 1);
    expect(new Set(people.map((agent) => agent.team)).size).toBe(4);
    expect(people.every((agent) => Intl.supportedValuesOf('timeZone').includes(agent.timezone))).toBe(true);
  });

  it('keeps the shift hours of the zone it names, for most of the work', () => {
    const person = agents.find((agent) => agent.region === 'APAC' && agent.shift === 'day');
    const hourOf = new Intl.DateTimeFormat('en', {
      timeZone: person?.timezone ?? '',
      hour: 'numeric',
      hourCycle: 'h23',
    });
    const hours = rows
      .filter((row) => row.actor === person?.agent)
      .map((row) => Number(hourOf.format(new Date(row.at))));
    expect(hours.filter((hour) => hour >= 8 && hour < 16).length / hours.length).toBeGreaterThan(0.9);
  });

  it('has people who join late', () => {
    const late = agents.filter((agent) => agent.started > '2026-01-05');
    expect(late).toHaveLength(2);
  });
});
