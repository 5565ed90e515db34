import { describe, expect, it } from 'vitest';
import { peopleOf } from '../../src/simulator/people.ts';
import { chanceOfGood, truthOf } from '../../src/simulator/truth.ts';
import type { World } from '../../src/simulator/worlds.ts';
import { overDispersion } from '../../src/statistics/dispersion.ts';
import { goodRate, PLAN, readTickets, type SeenTicket } from './log-reading.ts';

const WEEK = 7 * 86_400_000;
const desk = (world: World, seed = 1) => ({ ...PLAN, seed, agents: 48, weeks: 52, world });
const nights = new Set(peopleOf(desk('plain')).flatMap(({ account, shift }) => (shift === 'night' ? [account] : [])));
const logit = (rate: number): number => Math.log(rate / (1 - rate));

/** Over-dispersion of agent-weeks (by creation, 5 tickets or more) against each person's true rate and the ease of the kind of work. */
function dispersion(world: World, seed: number): number {
  const plan = desk(world, seed);
  const truth = truthOf(plan);
  const tickets = readTickets(plan).filter(({ isClosed }) => isClosed);
  const cell = ({ created }: SeenTicket): string => [created.work_type, created.priority, created.shift].join();
  const all = goodRate(tickets);
  const rates = new Map(
    [...Map.groupBy(tickets, cell)].map(([name, own]) => [
      name,
      (goodRate(own) * own.length + 25 * all) / (own.length + 25),
    ]),
  );
  const chanceOf = (ticket: SeenTicket): number => {
    const { rateAt } = truth.of(ticket.resolver);
    const sum = logit(rates.get(cell(ticket)) ?? all) + logit(rateAt(ticket.createdAt)) - logit(all);
    return 1 / (1 + Math.exp(-sum));
  };
  const weeks = Map.groupBy(
    tickets,
    (ticket) => `${ticket.resolver} ${Math.floor((ticket.createdAt - plan.start) / WEEK)}`,
  );
  const groups = [...weeks.values()].filter((own) => own.length >= 5);
  return overDispersion(
    groups.map((own) => {
      const chances = own.map(chanceOf);
      return {
        observed: own.filter(({ isGood }) => isGood).length,
        expected: chances.reduce((sum, p) => sum + p, 0),
        variance: chances.reduce((sum, p) => sum + p * (1 - p), 0),
      };
    }),
  );
}

describe('the lumpy world', () => {
  it.each([1, 2, 3])('has agent-weeks that vary 3 to 7 times as much as independent tickets (seed %i)', (seed) => {
    const phi = dispersion('lumpy', seed);
    expect(phi).toBeGreaterThan(3);
    expect(phi).toBeLessThan(7);
  });

  it('is the only one', () => {
    for (const world of ['plain', 'night-worse'] as const) expect(dispersion(world, 1)).toBeLessThan(1.5);
  });

  it('has people as good as in the plain one, good and bad weeks taken together', () => {
    const plan = desk('lumpy');
    const plain = truthOf(desk('plain'));
    const [person] = peopleOf(plan);
    if (person === undefined) throw new Error('Give the desk at least one agent.');
    const truth = truthOf(plan).of(person.account);
    expect(truth.rateAt(PLAN.start)).toBeCloseTo(plain.of(person.account).rateAt(PLAN.start), 5);
    const cell = { workType: 'software', priority: 'P3', channel: 'web', shift: 'day', share: 1, ease: 0 } as const;
    const chances = Array.from({ length: 4000 }, (_, week) =>
      chanceOfGood(plan, truth, cell, { person, at: PLAN.start + week * WEEK, difficulty: 0 }),
    );
    const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
    expect(mean).toBeGreaterThan(0.88);
    expect(mean).toBeLessThan(0.98);
    expect(chances.filter((chance) => chance < 0.5).length / chances.length).toBeGreaterThan(0.02);
  });
});

describe('the worlds of another night crew', () => {
  it.each([
    ['night-better', 0.4],
    ['night-worse', -0.4],
  ] as const)('%s: who works at night is %f logit from the plain world, nobody else is', (world, change) => {
    const other = truthOf(desk(world));
    for (const plain of truthOf(desk('plain')).people) {
      const moved = other.of(plain.agent).skillAt('mail', PLAN.start) - plain.skillAt('mail', PLAN.start);
      expect(moved).toBeCloseTo(nights.has(plain.agent) ? change : 0, 9);
      const risen = other.of(plain.agent).rateAt(PLAN.start) - plain.rateAt(PLAN.start);
      expect(Math.sign(risen)).toBe(nights.has(plain.agent) ? Math.sign(change) : 0);
    }
  });

  it('show it in the log', () => {
    const [better, worse] = (['night-better', 'night-worse'] as const).map((world) =>
      goodRate(readTickets(desk(world)).filter(({ resolver, isClosed }) => isClosed && nights.has(resolver))),
    );
    expect((better ?? 0) - (worse ?? 1)).toBeGreaterThan(0.04);
  });
});
