import { describe, expect, it } from 'vitest';
import { FlagHistory } from '../../src/backtest/flag-history.ts';
import { type LaterQuality, laterQuality } from '../../src/backtest/later-quality.ts';
import type { DeskRead } from '../../src/backtest/weeks-of.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import type { Judgement } from '../../src/progression/judgement.ts';
import { AS_OF, agentNamed, DAY, resolution, row, STEADY_DESK, slaResult, WEEK } from '../metrics/rows.ts';
import { rule } from '../progression/requirement.ts';

const FROM = AS_OF;
const WEEKS = 20;
const TO = FROM + WEEKS * WEEK;
const MODEL = STEADY_DESK.outcome!;

/** A ticket a day by one person, of which every n-th fails from a day on. */
const daily = (name: string, failsEvery: number, days: readonly [first: number, end: number]): Contribution[] =>
  Array.from({ length: days[1] - days[0] }, (_, i) =>
    row(name, {
      resolutions: [resolution(FROM + (days[0] + i) * DAY + 1, i % failsEvery === 0 ? { sla: slaResult(false) } : {})],
    }),
  );

/** Everybody judged each week; ann's flag rises at the second evaluation and comes down at the fourth. */
function historyOf(names: readonly string[]) {
  const history = new FlagHistory(rule());
  for (let week = 0; week < WEEKS; week++) {
    const asOf = FROM + week * WEEK;
    const raisedAt = (name: string) => (name === 'ann' && week >= 1 && week < 3 ? FROM + WEEK : null);
    const judged = names.map((name) => ({
      ruleId: rule().id,
      subject: { kind: 'agent', id: agentNamed(name) },
      verdict: 'met',
      raisedAt: raisedAt(name),
      withdrawn: null,
    }));
    history.add(asOf, judged as unknown as Judgement[]);
  }
  return history.done();
}

async function found(contributions: readonly Contribution[], names = ['ann', 'bob']): Promise<LaterQuality> {
  const store = {
    contributions: async function* () {
      yield contributions;
    },
    knownSpan: async () => ({ first: 0, last: TO + 365 * DAY }),
    agents: async () => [],
  };
  const desk = { store, rules: { windows: { maturityDays: 14 } } } as unknown as DeskRead;
  const [one] = await laterQuality(desk, [historyOf(names)], { from: FROM, to: TO, model: MODEL });
  return one!;
}

describe('laterQuality', () => {
  it('follows a flag for 90 days from its raising, whether it came down or not; the rest is who had none', async () => {
    const { flagged, rest } = await found([...daily('ann', 20, [0, 140]), ...daily('bob', 10, [0, 140])]);
    expect(flagged).toMatchObject({ subjects: 1, resolutions: 90 });
    // Seven days of ann before the flag, and those after the 90.
    expect(rest).toMatchObject({ subjects: 2, resolutions: 140 + 7 + (140 - 97) });
  });

  it('tells those who did better on the same work from the rest, with an interval and the share expected of anybody', async () => {
    const { flagged, difference } = await found([...daily('ann', 50, [7, 97]), ...daily('bob', 4, [0, 140])]);
    expect(flagged.good).toBeCloseTo(1 - 2 / 90, 5);
    expect(flagged.expected).toBeCloseTo(0.9, 5);
    expect(difference?.value).toBeCloseTo(0.25 - 2 / 90, 2);
    expect(difference?.lower).toBeGreaterThan(0.1);
    expect(difference?.upper).toBeLessThan(0.35);
  });

  it('takes the mix of work out: worse results on work that fails more often are no difference', async () => {
    const hard = { workType: 'hard', priority: 'P2', channel: 'mail', shift: 'day' };
    const onHard = daily('ann', 2, [7, 97]).map((one) => ({
      ...one,
      resolutions: one.resolutions.map((part) => ({ ...part, cell: hard })),
    }));
    const model = { ...MODEL, effects: { 'type\nhard': -Math.log(9) } };
    const all = [...onHard, ...daily('bob', 10, [0, 140])];
    const store = {
      contributions: async function* () {
        yield all;
      },
      knownSpan: async () => ({ first: 0, last: TO + 365 * DAY }),
      agents: async () => [],
    };
    const desk = { store, rules: { windows: { maturityDays: 14 } } } as unknown as DeskRead;
    const [one] = await laterQuality(desk, [historyOf(['ann', 'bob'])], { from: FROM, to: TO, model });
    expect(one!.flagged).toMatchObject({ good: 0.5, expected: 0.5 });
    expect(Math.abs(one!.difference!.value)).toBeLessThan(0.01);
  });

  it('says nothing from a few weeks, and leaves out whom the rule never judged', async () => {
    const { flagged, difference } = await found(daily('ann', 9, [7, 20]));
    expect(flagged.resolutions).toBe(13);
    expect([flagged.beyond, difference]).toEqual([null, null]);
    const { rest } = await found([...daily('ann', 9, [7, 97]), ...daily('cy', 9, [0, 90])]);
    expect(rest).toMatchObject({ subjects: 0, resolutions: 0, good: null });
  });
});
