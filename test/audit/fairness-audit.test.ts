import { describe, expect, it } from 'vitest';
import { auditFairness } from '../../src/audit/fairness-audit.ts';
import type { AuditSubject } from '../../src/audit/subject.ts';
import { person, shiftOf } from './people.ts';

const rules = [{ id: 'ready', title: 'Ready' }];

function byShift(people: readonly AuditSubject[]) {
  const [audit] = auditFairness(people, { by: ['shift'], rules });
  const [score, flag] = audit!.rates;
  return { audit: audit!, score: score!, flag: flag!, said: audit!.says.join('\n') };
}

describe('flags up by group', () => {
  it('of day 15/24 and night 4/12: ratio .533 (.226 to 1.258), difference -.292, p .158, mid-p .121; neither fine nor proven', () => {
    const { flag, said } = byShift([...shiftOf('day', 24, 15), ...shiftOf('night', 12, 4)]);
    expect(flag.reference).toBe('day');
    expect(flag.breachByChance).toBeCloseTo(0.49, 2);
    const [day, night] = flag.groups;
    expect(day).toMatchObject({ people: 24, selected: 15, rate: 0.625, compared: null });
    expect(night).toMatchObject({ people: 12, selected: 4, compared: { belowFourFifths: true } });
    expect(night!.compared!.ratio).toBeCloseTo(0.533, 3);
    expect(night!.compared!.lower).toBeCloseTo(0.226, 3);
    expect(night!.compared!.upper).toBeCloseTo(1.258, 3);
    expect(night!.compared!.difference).toBeCloseTo(-0.292, 3);
    expect(night!.compared!.p).toBeCloseTo(0.158, 3);
    expect(night!.compared!.midP).toBeCloseTo(0.121, 3);
    expect(night!.q).toBeCloseTo(0.121, 3);
    expect(said).toContain(
      'Flag up: Ready, against day with 15 of 24: night has 4 of 12, a ratio of 0.53 (0.23 to 1.26 at 95 %). Neither fine nor proven',
    );
    expect(said).toMatch(/fair process with groups of these sizes leaves one of them there in 49 % of cases/);
  });

  it('far apart and many: chance hardly explains it, and the sentence does not say why', () => {
    const { said } = byShift([...shiftOf('day', 60, 40), ...shiftOf('night', 60, 10)]);
    expect(said).toContain('Chance alone hardly explains it');
    expect(said).toContain('The numbers do not say why');
    expect(said).not.toContain('Neither fine nor proven');
  });

  it('exactly at four fifths is not below it, and that is no proof of fairness', () => {
    const { flag, said } = byShift([...shiftOf('day', 10, 10), ...shiftOf('night', 10, 8)]);
    expect(flag.groups[1]!.compared!.belowFourFifths).toBe(false);
    expect(said).toContain('does not prove fairness');
  });

  it('where nobody has one, or everybody, there is nothing to compare, and nothing that others are corrected for', () => {
    const { flag, said } = byShift([...shiftOf('day', 10, 0), ...shiftOf('night', 10, 0)]);
    expect(said).toContain('nobody in all groups shown');
    expect(flag.groups.map(({ rate, compared, q }) => [rate, compared, q])).toEqual([
      [0, null, null],
      [0, null, null],
    ]);
    expect(byShift([...shiftOf('day', 9, 9), ...shiftOf('night', 9, 9)]).said).toContain('everybody in all groups');
  });

  it('takes many comparisons into account: the same gap is called alone, not among eleven groups that are alike', () => {
    const two = [...shiftOf('a', 30, 20), ...shiftOf('b', 30, 9)];
    const more = Array.from({ length: 10 }, (_, i) => shiftOf(`c${i}`, 30, 15)).flat();
    const qOfB = (people: readonly AuditSubject[]) =>
      byShift(people).flag.groups.find(({ group }) => group === 'b')!.q!;
    expect(qOfB(two)).toBeLessThan(0.01);
    expect(qOfB([...two, ...more])).toBeGreaterThan(2 * qOfB(two));
  });

  it('counts only those whom the rule judged', () => {
    const unjudged = Array.from({ length: 6 }, () => person({ groups: { shift: 'day' } }));
    const { flag, audit } = byShift([...shiftOf('day', 10, 5), ...unjudged, ...shiftOf('night', 10, 5)]);
    expect(flag.groups[0]!.people).toBe(10);
    expect(audit.groups[0]!.people).toBe(16);
  });
});

describe('scores by group', () => {
  it('are counted above the median of all, those equal to it not', () => {
    const scored = (shift: string, scores: readonly number[]) =>
      scores.map((score) => person({ groups: { shift }, score }));
    const { score } = byShift([
      ...scored('day', [0.9, 0.94, 0.94, 0.96, 0.98]),
      ...scored('night', [0.8, 0.82, 0.84, 0.94, 0.99]),
      person({ groups: { shift: 'night' } }),
    ]);
    expect(score.groups.map(({ people, selected }) => [people, selected])).toEqual([
      [5, 2],
      [5, 1],
    ]);
  });
});

describe('small groups', () => {
  it('of a desk of six in three shifts: everything is withheld, and said plainly', () => {
    const six = ['day', 'day', 'day', 'evening', 'evening', 'night'].map((shift) =>
      person({
        groups: { shift },
        score: 0.9,
        ready: true,
        shifts: { [shift]: 30 },
        work: { mail: { good: 29, n: 30 } },
      }),
    );
    const { audit, said } = byShift(six);
    expect(audit.groups.every(({ tickets, likeForLike }) => tickets === null && likeForLike === null)).toBe(true);
    const numbers = audit.rates.flatMap(({ groups }) =>
      groups.flatMap(({ group: _, hidden: __, ...rest }) => Object.values(rest)),
    );
    expect(numbers.every((number) => number === null)).toBe(true);
    expect(audit.crossOver).toBeNull();
    expect(audit.says).toHaveLength(1);
    expect(said).toContain('By shift nothing can be shown');
  });

  it('of one, the next smallest is withheld with it', () => {
    const { audit, flag, said } = byShift([
      ...shiftOf('day', 20, 9),
      ...shiftOf('evening', 8, 3),
      ...shiftOf('night', 3, 1),
    ]);
    expect(audit.groups.map(({ hidden }) => hidden)).toEqual([null, 'beside-small', 'small']);
    expect(flag.groups.map(({ selected }) => selected)).toEqual([9, null, null]);
    expect(said).toContain('2 groups by shift are withheld');
  });

  it('is one of whom a rule judged few, though the group is large', () => {
    const unjudged = Array.from({ length: 9 }, () => person({ groups: { shift: 'night' } }));
    const { audit, flag } = byShift([...shiftOf('day', 20, 9), ...shiftOf('night', 3, 1), ...unjudged]);
    expect(audit.groups.map(({ hidden }) => hidden)).toEqual([null, null]);
    expect(flag.groups.map(({ hidden }) => hidden)).toEqual(['beside-small', 'small']);
  });

  it('the unknown are a group of their own, last, and counted', () => {
    const { audit, said } = byShift([...shiftOf('unknown', 7, 2), ...shiftOf('zeta', 9, 3)]);
    expect(audit.groups.map(({ group, people }) => [group, people])).toEqual([
      ['zeta', 9],
      ['unknown', 7],
    ]);
    expect(said).toContain('Of 7 people the shift is not recorded');
  });
});

describe('like for like', () => {
  it('sees through raw A .860 against B .784: B is better at both kinds of work', () => {
    const work = (easy: [number, number], hard: [number, number]) => ({
      easy: { good: easy[0], n: easy[1] },
      hard: { good: hard[0], n: hard[1] },
    });
    const a = Array.from({ length: 5 }, () => person({ groups: { shift: 'A' }, work: work([36, 40], [7, 10]) }));
    const b = Array.from({ length: 5 }, () => person({ groups: { shift: 'B' }, work: work([9.2, 10], [30, 40]) }));
    const { audit, said } = byShift([...a, ...b]);
    const found = audit.groups[0]!.likeForLike!;
    expect(found.raw).toBeCloseTo(0.86 - 0.784, 12);
    expect(found.within).toBeCloseTo(-0.035, 12);
    expect(found.reversed).toBe(true);
    expect(said).toContain(
      'The raw share of good outcomes misleads for A: +7.6 points against the others over all work, -3.5 points on',
    );
  });
});

describe('on the same kinds of work', () => {
  const team = (shift: string, rates: readonly number[], shifts: Readonly<Record<string, number>>) =>
    rates.map((rate) => person({ groups: { shift }, work: { mail: { good: 100 * rate, n: 100 } }, shifts }));
  const two = (shifts: Readonly<Record<string, number>>) => [
    ...team('day', [0.9, 0.91, 0.92, 0.93, 0.94], { day: 100 }),
    ...team('night', [0.7, 0.71, 0.72, 0.73, 0.74], shifts),
  ];

  it('a clear difference is said, unless hard work and weak people cannot be told apart', () => {
    expect(byShift(two({ day: 40, night: 60 })).said).toContain('night differs from the others by -20.0 points');
    const { said } = byShift(two({ night: 100 }));
    expect(said).toContain('Not comparable across shifts');
    expect(said).not.toContain('differs from the others');
  });

  it('little common work is said', () => {
    const alone = shiftOf('night', 6, 2, { work: { mail: { good: 9, n: 10 }, phone: { good: 20, n: 30 } } });
    expect(byShift([...shiftOf('day', 6, 2, { work: { mail: { good: 9, n: 10 } } }), ...alone]).said).toContain(
      'Only 25 % of the tickets of night',
    );
  });
});

describe('cross-over', () => {
  it('below 5 %: not comparable, and the sentence says what would help', () => {
    const own = [
      ...shiftOf('day', 10, 5, { shifts: { day: 99, night: 1 } }),
      ...shiftOf('night', 10, 5, { shifts: { night: 100 } }),
    ];
    const { audit, said } = byShift(own);
    expect(audit.crossOver).toMatchObject({ comparable: false, parts: 1 });
    expect(audit.crossOver!.crossOver).toBeCloseTo(0.005, 12);
    expect(said).toContain('Not comparable across shifts');
    expect(said).toContain('people who work in both would');
  });

  it('enough of it compares, none known is said', () => {
    const mixed = [...shiftOf('day', 10, 5, { shifts: { day: 80, night: 20 } }), ...shiftOf('night', 10, 5)];
    expect(byShift(mixed).said).toContain(
      "20 % of the tickets were worked outside the person's own main shift: enough",
    );
    expect(byShift([...shiftOf('day', 10, 5), ...shiftOf('night', 10, 5)]).said).toContain(
      'do not say to which shifts',
    );
  });
});

it('never names a person, and does not depend on the order of people', () => {
  // More than are taken one by one for the limits, each with other work.
  const people = Array.from({ length: 90 }, (_, i) =>
    person({
      groups: { shift: i % 3 === 0 ? 'night' : 'day' },
      score: i / 90,
      ready: i % 4 === 0,
      work: { mail: { good: i % 17, n: 20 } },
    }),
  );
  const options = { by: ['region', 'shift', 'team', 'tenure'] as const, rules };
  const audit = auditFairness(people, options);
  expect(audit[1]!.groups[0]!.likeForLike!.upper).toBeLessThan(1);
  expect(JSON.stringify(audit)).not.toContain('person-');
  expect(auditFairness([...people.slice(31), ...people.slice(0, 31)], options)).toEqual(audit);
});
