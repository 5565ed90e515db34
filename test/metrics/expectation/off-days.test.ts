import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution, ResolutionPart } from '../../../src/domain/contribution.ts';
import { dayOf, dayPart, OffDays, type OwnOutcome } from '../../../src/metrics/expectation/off-days.ts';
import { measure } from '../../../src/metrics/measure.ts';
import { standardisedQuality } from '../../../src/metrics/standardised-quality.ts';
import { type DaySum, dayOffset, together } from '../../../src/statistics/common-cause.ts';
import { AS_OF, agentNamed, DAY, daysAgo, HOUR, OPTIONS, resolution, row, STEADY_DESK, slaResult } from '../rows.ts';

const PEOPLE = ['ann', 'bob', 'cem', 'dora', 'eli', 'fay'];
const OUTAGE = 40;

type Fails = (name: string, days: number, i: number) => boolean;
/** One in ten fails, at everybody's. */
const steady: Fails = (name, days, i) => (days * 4 + i + PEOPLE.indexOf(name)) % 10 === 0;

/** Four tickets a day and person, for 160 days from half a year ago on, opened on the day and resolved a day later. */
function desk(fails: Fails, more: (name: string) => Partial<ResolutionPart> = () => ({}), since = 180): Contribution[] {
  return PEOPLE.flatMap((name) =>
    Array.from({ length: 160 }, (_, d) => since - d).flatMap((days) =>
      Array.from({ length: 4 }, (_, i) => {
        const at = daysAgo(days) + DAY;
        const sla = slaResult(!fails(name, days, i));
        return row(name, { openedAt: daysAgo(days) + HOUR, resolutions: [resolution(at, { sla, ...more(name) })] });
      }),
    ),
  );
}

async function settled(rows: readonly Contribution[]) {
  const pages = (async function* () {
    yield [...rows];
  })();
  const options = { ...OPTIONS, expectation: STEADY_DESK };
  const { offDays, measurements } = await measure([{ metric: standardisedQuality, weeks: 52 }], pages, options);
  const quality = (name: string) =>
    measurements.find(({ subject }) => subject.id === agentNamed(name))?.sample.estimate(0.95).value ?? Number.NaN;
  return { offDays: offDays.map(({ team, day }) => [team, dayOf(AS_OF) - day]), quality };
}

const outage: Fails = (name, days, i) => (days === OUTAGE ? i < 3 : steady(name, days, i));

describe('a day on which the whole team was off', () => {
  it('is seen by the day its work came in', async () => {
    expect((await settled(desk(outage))).offDays).toEqual([['first', OUTAGE]]);
  });

  it('is none where work is as it always was', async () => {
    expect((await settled(desk(steady))).offDays).toEqual([]);
    const bad: Fails = (name, days, i) => i < 2 || steady(name, days, i);
    expect((await settled(desk(bad))).offDays).toEqual([]);
  });

  it('is seen at a team that is weak on all other days too', async () => {
    const weak: Fails = (_, days, i) => days === OUTAGE || i < 2;
    expect((await settled(desk(weak))).offDays).toEqual([['first', OUTAGE]]);
  });

  it('is none where every third day is worse than chance', async () => {
    const shaky: Fails = (_, days, i) => days % 3 === 0 && i < 3;
    expect((await settled(desk(shaky))).offDays).toEqual([]);
  });

  it('is none before the window, where only what went slowly is resolved within', async () => {
    const slow = PEOPLE.flatMap((name) =>
      Array.from({ length: 4 }, () =>
        row(name, {
          openedAt: daysAgo(366),
          resolutions: [resolution(daysAgo(362), { sla: slaResult(false) })],
        }),
      ),
    );
    expect((await settled([...slow, ...desk(steady, () => ({}), 363)])).offDays).toEqual([]);
  });

  it('is none where only one person was off, however far', async () => {
    const alone: Fails = (name, days, i) => (name === 'ann' && days === OUTAGE) || steady(name, days, i);
    expect((await settled(desk(alone))).offDays).toEqual([]);
  });

  it('is the desk’s where teams were off together, each too small to tell', async () => {
    const pairs = (name: string) => ({ team: `team ${Math.floor(PEOPLE.indexOf(name) / 2)}` });
    expect((await settled(desk(outage, pairs))).offDays).toEqual([[null, OUTAGE]]);
  });

  it('costs those who worked then hardly anything, and nobody else more', async () => {
    const [before, after] = [await settled(desk(steady)), await settled(desk(outage))];
    const unallowed = await settled(desk(outage, () => ({ team: null })));
    const loss = (one: typeof after) => before.quality('ann') - one.quality('ann');
    expect(unallowed.offDays).toEqual([]);
    expect(loss(unallowed)).toBeGreaterThan(0.004);
    expect(Math.abs(loss(after))).toBeLessThan(0.25 * loss(unallowed));
  });

  it('does not excuse who fell for good', async () => {
    const fallen: Fails = (name, days, i) => (name === 'ann' && days <= OUTAGE + 7 ? i < 2 : outage(name, days, i));
    const { quality } = await settled(desk(fallen));
    expect(quality('ann')).toBeLessThan(quality('bob') - 0.1);
  });
});

describe('the offsets of a person', () => {
  const day = { day: 10, team: 'first', resolutions: 40, good: 21, expected: 36, variance: 3.6, usual: 0.1 };
  const outcome: fc.Arbitrary<OwnOutcome> = fc.record({
    day: fc.constantFrom(9, 10, 11),
    team: fc.constantFrom('first', 'second', null),
    logit: fc.double({ min: -2, max: 4, noNaN: true }),
    good: fc.constantFrom(0 as const, 1 as const),
    shown: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('are none but for work of the team and the day', () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 6 }), (own) => {
        const offsets = new OffDays([day], 1).offsets(own);
        for (const [i, one] of own.entries()) {
          expect(offsets[i]).toBeLessThanOrEqual(0);
          if (one.day !== 10 || one.team !== 'first') expect(offsets[i]).toBe(0);
        }
      }),
    );
  });

  it('are what their colleagues’ work tells, whatever their own came to', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 6 }), (drawn) => {
        const own = drawn.map((one) => ({ ...one, day: 10, team: 'first' }));
        // The day is that of colleagues who are always the same, and of these.
        const theirs = own.reduce<DaySum>(
          (sum, one) => together(sum, dayPart({ ...one, logit: one.logit + day.usual })),
          day,
        );
        const moved = new OffDays([{ ...day, ...theirs }], 1).offsets(own);
        for (const offset of moved) expect(offset).toBeCloseTo(dayOffset(day), 9);
      }),
    );
  });
});
