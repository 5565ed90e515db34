import { describe, expect, it } from 'vitest';
import { simulateAgents } from '../../src/simulator/simulate-desk.ts';
import { type PersonTruth, truthOf } from '../../src/simulator/truth.ts';
import { goodRate, isResolution, PLAN, readTickets, type SeenTicket } from './log-reading.ts';

/** What the log shows follows the hidden truth, and misleads where the real world does. */
const BIG = { ...PLAN, agents: 96 };
const truth = truthOf(BIG);
const tickets = readTickets(BIG).filter((ticket) => ticket.isClosed);
const classOf = (ticket: SeenTicket): PersonTruth['class'] => truth.of(ticket.resolver).class;
const ofClass = (personClass: PersonTruth['class']): readonly SeenTicket[] =>
  tickets.filter((ticket) => classOf(ticket) === personClass);

/** Small desks for what only one person a desk does. */
const SMALL = [1, 2, 3, 4, 5, 6].map((seed) => {
  const plan = { ...PLAN, seed, agents: 12, weeks: 52 };
  const { people } = truthOf(plan);
  return {
    closed: readTickets(plan).filter((ticket) => ticket.isClosed),
    agentOf: (personClass: PersonTruth['class']) => people.find((person) => person.class === personClass)?.agent,
  };
});

describe('the default desk', () => {
  it.each([1, 2, 3])('has between five and six and a half thousand tickets, most of them good (seed %i)', (seed) => {
    const all = readTickets({ ...PLAN, seed });
    expect(all.length).toBeGreaterThan(5000);
    expect(all.length).toBeLessThan(6500);
    const rate = goodRate(all.filter((ticket) => ticket.isClosed));
    expect(rate).toBeGreaterThan(0.9);
    expect(rate).toBeLessThan(0.95);
  });

  it('leaves telephony to one person', () => {
    for (const plan of [PLAN, BIG]) {
      const telephony = readTickets(plan).filter(
        (ticket) => ticket.created.work_type === 'telephony' && ticket.resolver !== '',
      );
      const counts = [...Map.groupBy(telephony, (ticket) => ticket.resolver).values()]
        .map((all) => all.length)
        .toSorted((a, b) => b - a);
      expect((counts[0] ?? 0) / telephony.length).toBeGreaterThan(0.9);
    }
    for (const workType of ['access', 'hardware', 'software', 'network', 'mail']) {
      const resolvers = tickets
        .filter((ticket) => ticket.created.work_type === workType)
        .map((ticket) => ticket.resolver);
      expect(new Set(resolvers).size).toBeGreaterThan(40);
    }
  });
});

describe('what the log shows of people', () => {
  it('shows a drop after it happened', () => {
    const isAfter = (ticket: SeenTicket): boolean => ticket.createdAt >= (truth.of(ticket.resolver).changesFrom ?? 0);
    const { before = [], after = [] } = Object.groupBy(ofClass('dropping'), (ticket) =>
      isAfter(ticket) ? 'after' : 'before',
    );
    expect(goodRate(before) - goodRate(after)).toBeGreaterThan(0.05);
    expect(after.length).toBeGreaterThan(300);
  });

  it('shows improvement', () => {
    const third = (PLAN.weeks * 7 * 86_400_000) / 3;
    const thirds = Object.groupBy(ofClass('improving'), ({ createdAt }) =>
      String(Math.floor((createdAt - PLAN.start) / third)),
    );
    expect(goodRate(thirds['2'] ?? []) - goodRate(thirds['0'] ?? [])).toBeGreaterThan(0.05);
  });

  it('shows the night crew worse than its skill, and the day crew better', () => {
    const gap = (shift: string): number => {
      const all = tickets.filter(
        (ticket) => ticket.created.shift === shift && !['early-closer', 'cherry-picker'].includes(classOf(ticket)),
      );
      const expected =
        all.reduce((sum, ticket) => sum + truth.of(ticket.resolver).rateAt(ticket.createdAt), 0) / all.length;
      return goodRate(all) - expected;
    };
    expect(gap('night')).toBeLessThan(-0.02);
    expect(gap('day')).toBeGreaterThan(0.005);
  });

  it('gives the night more P1 and network', () => {
    const share = (shift: string, isHard: (ticket: SeenTicket) => boolean): number => {
      const all = tickets.filter((ticket) => ticket.created.shift === shift);
      return all.filter(isHard).length / all.length;
    };
    for (const isHard of [
      (t: SeenTicket) => t.created.priority === 'P1',
      (t: SeenTicket) => t.created.work_type === 'network',
    ]) {
      expect(share('night', isHard)).toBeGreaterThan(1.4 * share('day', isHard));
    }
  });

  it('makes the cherry picker and the early closer look better than they are', () => {
    for (const [personClass, rate] of [
      ['cherry-picker', 0.87],
      ['early-closer', 0.86],
    ] as const) {
      const own = SMALL.flatMap(({ closed, agentOf }) =>
        closed.filter((ticket) => ticket.resolver === agentOf(personClass)),
      );
      expect(goodRate(own)).toBeGreaterThan(rate + 0.02);
    }
  });

  it('lets the cherry picker leave network to the others of the shift', () => {
    const [own, others] = [true, false].map((isOwn) =>
      SMALL.flatMap(({ closed, agentOf }) => {
        const picker = agentOf('cherry-picker');
        const shift = closed.find((ticket) => ticket.resolver === picker)?.created.shift;
        return closed.filter(({ resolver, created }) => created.shift === shift && (resolver === picker) === isOwn);
      }),
    );
    const network = (all: readonly SeenTicket[] = []): number =>
      all.filter((ticket) => ticket.created.work_type === 'network').length / all.length;
    expect(network(own)).toBeLessThan(0.6 * network(others));
  });

  it('brings the requesters of the early closer back under new numbers', () => {
    const comesBack = (ticket: SeenTicket): boolean =>
      tickets.some(
        (later) =>
          later.created.requester === ticket.created.requester &&
          later.created.work_type === ticket.created.work_type &&
          later.createdAt > ticket.createdAt &&
          later.createdAt < ticket.createdAt + 14 * 86_400_000,
      );
    const share = (all: readonly SeenTicket[]): number => all.filter(comesBack).length / all.length;
    expect(share(ofClass('early-closer'))).toBeGreaterThan(2 * share(ofClass('stable').slice(0, 1000)));
  });
});

describe('what comes back', () => {
  it('is by chance for about one good ticket in a hundred', () => {
    const byWork = Map.groupBy(tickets, ({ created }) => `${created.requester} ${created.work_type}`);
    const honest = tickets.filter((ticket) => ticket.isGood && classOf(ticket) !== 'early-closer');
    const linked = honest.filter(({ created, rows }) => {
      const resolvedAt = Date.parse(rows.find(isResolution)?.at ?? '');
      const others = byWork.get(`${created.requester} ${created.work_type}`) ?? [];
      return others.some(({ createdAt }) => createdAt > resolvedAt && createdAt <= resolvedAt + 7 * 86_400_000);
    });
    expect(linked.length / honest.length).toBeGreaterThan(0.006);
    expect(linked.length / honest.length).toBeLessThan(0.015);
  });

  it('comes within a week for three of four failures that are not seen otherwise', () => {
    const byId = new Map(tickets.map((ticket) => [ticket.created.ticket, ticket]));
    const waits = tickets.flatMap((ticket) => {
      const former = byId.get(
        ticket.rows.find(({ event }) => event === 'linked')?.value.slice('follow-up:'.length) ?? '',
      );
      const resolvedAt = Date.parse(former?.rows.find(isResolution)?.at ?? '');
      return former === undefined ? [] : [ticket.createdAt - resolvedAt];
    });
    expect(waits.length).toBeGreaterThan(15);
    const early = waits.filter((wait) => wait <= 7 * 86_400_000).length / waits.length;
    expect(early).toBeGreaterThan(0.5);
    expect(early).toBeLessThan(0.97);
  });
});

describe('the way of a ticket', () => {
  it('is now and then reviewed, refiled and put back to the queue', () => {
    const share = (event: string): number =>
      tickets.filter(({ rows }) => rows.some((row) => row.event === event)).length / tickets.length;
    expect(share('reviewed')).toBeCloseTo(0.03, 2);
    expect(share('changed')).toBeGreaterThan(0.004);
    expect(share('changed')).toBeLessThan(0.012);
    expect(share('unassigned')).toBeGreaterThan(0.002);
    expect(share('unassigned')).toBeLessThan(0.02);
    const scores = (isGood: boolean): number[] =>
      tickets
        .filter((ticket) => ticket.isGood === isGood)
        .flatMap(({ rows }) => rows.flatMap((row) => (row.event === 'reviewed' ? [Number(row.value) || 0] : [])));
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(scores(true)) - mean(scores(false))).toBeGreaterThan(0.05);
  });

  it('goes to second line for some network and software work, and fails in each of the visible ways', () => {
    const secondLine = new Set(
      simulateAgents(BIG).flatMap((agent) => (agent.team === 'Second Line' ? [agent.agent] : [])),
    );
    const handedOver = tickets.filter((ticket) => secondLine.has(ticket.resolver) && !ticket.isBounced);
    const types = new Set(handedOver.map((ticket) => ticket.created.work_type));
    expect(['network', 'software', 'access', 'mail'].filter((type) => types.has(type))).toEqual([
      'network',
      'software',
    ]);
    const viaFirstLine = handedOver.filter(
      (ticket) => ticket.rows.filter((row) => row.event === 'assigned').length > 1,
    );
    expect(viaFirstLine.length / handedOver.length).toBeGreaterThan(0.75);
    for (const key of ['isReopened', 'isBreached', 'isBounced'] as const) {
      const share = tickets.filter((ticket) => ticket[key]).length / tickets.length;
      expect(share).toBeGreaterThan(0.01);
      expect(share).toBeLessThan(0.06);
    }
  });
});
