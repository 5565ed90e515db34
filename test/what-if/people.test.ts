import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentId, TicketId } from '../../src/domain/ids.ts';
import type { Mastery } from '../../src/metrics/expectation/mastery.ts';
import { coverOf } from '../../src/what-if/coverage.ts';
import type { DeskNow, Person } from '../../src/what-if/desk-now.ts';
import { leave } from '../../src/what-if/leave.ts';
import { move } from '../../src/what-if/move.ts';
import { leaveSays, moveSays, trainSays } from '../../src/what-if/people-says.ts';
import { train } from '../../src/what-if/train.ts';

/** Resolved so many of a type, and masters it with so much certainty. */
type Told = Readonly<Record<string, readonly [resolved: number, probability: number, missing?: number]>>;

const mastery = (probability: number, missing: number): Mastery => ({
  probability,
  estimate: { value: 0.9, lower: 0.8, upper: 0.95, level: 0.95, sampleSize: 30, effectiveSampleSize: 20 },
  lastAt: 0,
  missing,
});

function person(name: string, told: Told, about: Partial<Person> = {}): Person {
  const work = Object.entries(told).map(
    ([type, [resolved, probability, missing = 0]]) =>
      [type, { resolved, mastery: mastery(probability, missing) }] as const,
  );
  const rest = { team: 'first', region: 'EMEA', shift: 'day', open: [] };
  return { id: `desk:${name}` as AgentId, name, ...rest, work: new Map(work), ...about };
}

const desk = (...people: readonly Person[]): DeskNow => ({ asOf: 0, weeks: 10, people, heldBack: null });

const ANN = person('Ann', { network: [60, 0.95], mail: [30, 0.9] }, { open: ['desk:T1', 'desk:T2'] as TicketId[] });
const BOB = person('Bob', { network: [5, 0.4, 18], mail: [80, 0.99] });
const CY = person('Cy', { mail: [40, 0.9], network: [20, 0.9] }, { team: 'second', region: 'APAC', shift: 'night' });

describe('whatif --leave', () => {
  const found = leave(desk(ANN, BOB, CY), ANN, ['the flag "Mentor"']);

  it('tells by volume what goes, and the chance that nobody who masters it is there, before and after', () => {
    expect(found.work.map(({ workType, ownWeekly, deskWeekly }) => [workType, ownWeekly, deskWeekly])).toEqual([
      ['network', 6, 8.5],
      ['mail', 3, 15],
    ]);
    const [whole, day] = found.work[0]!.covers;
    expect(whole?.before.nobody).toBeCloseTo((1 - 0.85 * 0.95) * (1 - 0.85 * 0.4) * (1 - 0.85 * 0.9), 9);
    expect(whole?.after.nobody).toBeCloseTo((1 - 0.85 * 0.4) * (1 - 0.85 * 0.9), 9);
    expect([day?.by, day?.name, day?.after.masters]).toEqual(['shift', 'day', []]);
  });

  it('names who covers: of their own region if anybody there can, else of the desk; and what is theirs alone', () => {
    const says = leaveSays(found, desk(ANN, BOB, CY)).join('\n');
    expect(says).toMatch(/network: 6 a week of the desk's 8.5 a week[\s\S]*cover: Cy/);
    expect(says).toMatch(/mail: 3 a week[\s\S]*cover: Bob/);
    expect(says).toContain('2 open tickets would need somebody: desk:T1 and desk:T2.');
    expect(says).toContain('Theirs alone: the flag "Mentor".');
  });

  it('says plainly that nobody else can, by who has done it', () => {
    const says = leaveSays(leave(desk(ANN, BOB), ANN, []), desk(ANN, BOB)).join('\n');
    expect(says).toContain('nobody else has shown mastery of it; has done it: Bob');
    const alone = leaveSays(leave(desk(ANN), ANN, []), desk(ANN)).join('\n');
    expect(alone).toContain('nobody else has done it in this time: somebody has to learn it');
  });
});

describe('whatif --move', () => {
  it('tells what both teams can do, before and after', () => {
    const found = move(desk(ANN, BOB, CY), ANN, 'second');
    expect(
      found.left.map(({ workType, before, after }) => [workType, before.masters.length, after.masters.length]),
    ).toEqual([
      ['mail', 2, 1],
      ['network', 1, 0],
    ]);
    expect(found.joined.map(({ workType, after }) => [workType, after.masters.map(({ name }) => name)])).toEqual([
      ['mail', ['Cy', 'Ann']],
      ['network', ['Cy', 'Ann']],
    ]);
    const says = moveSays(found, desk(ANN, BOB, CY)).join('\n');
    expect(says).toMatch(/If Ann moved from first to second/);
    expect(says).toMatch(/network \(6.5 a week\).*shown to master it 1 -> 0\n {4}masters it then: nobody/);
  });
});

describe('whatif --train', () => {
  const found = train(desk(ANN, BOB, CY), BOB, 'network');

  it('tells what coverage gains if mastery were shown, and about how many more tickets it takes', () => {
    const [whole] = found.covers;
    expect(whole?.before.masters.map(({ name }) => name)).toEqual(['Ann', 'Cy']);
    expect(whole?.after.masters.map(({ name }) => name)).toEqual(['Ann', 'Bob', 'Cy']);
    expect(whole?.after.nobody).toBeCloseTo((1 - 0.85 * 0.95) * (1 - 0.85 * 0.8) * (1 - 0.85 * 0.9), 9);
    expect(trainSays(found, desk(ANN, BOB, CY)).join('\n')).toContain(
      'about 18 more at this rate, about 36 weeks at the pace it comes to them now.',
    );
  });

  it('names who could mentor, those nearest first and never by a figure, and what of the load would move', () => {
    expect(found.mentors.map((one) => [one.person.name, one.shares])).toEqual([
      ['Ann', ['team', 'shift', 'region']],
      ['Cy', []],
    ]);
    expect(found.movedWeekly).toBeCloseTo(8.5 / 3 - 0.5, 9);
  });
});

describe('coverage', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });

  it('never gets safer when somebody leaves, nor less safe when somebody learns', () => {
    fc.assert(
      fc.property(fc.array(chance, { minLength: 1, maxLength: 8 }), fc.nat(), (chances, nth) => {
        const people = chances.map((p, i) => person(`p${i}`, { network: [10, p] }));
        const one = people[nth % people.length]!;
        const before = coverOf(people, 'network').nobody;
        const without = people.filter(({ id }) => id !== one.id);
        expect(coverOf(without, 'network').nobody).toBeGreaterThanOrEqual(before - 1e-12);
        expect(coverOf(people, 'network', one).nobody).toBeLessThanOrEqual(before + 1e-12);
      }),
    );
  });
});
