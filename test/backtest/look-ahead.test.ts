import { beforeAll, describe, expect, it } from 'vitest';
import { backtest } from '../../src/backtest/backtest.ts';
import { Judging } from '../../src/backtest/judging.ts';
import { weeksOf } from '../../src/backtest/weeks-of.ts';
import type { Line } from '../../src/pipeline.ts';
import type { Judgement } from '../../src/progression/judgement.ts';
import { settleDue } from '../../src/settle.ts';
import { type DeskPlan, endOf } from '../../src/simulator/desk-plan.ts';
import { easyRules, emptyDesk, type KnownRow, shortLogRules, simulatedLog, tell } from './desk.ts';

const WEEK = 7 * 86_400_000;
const PLAN: DeskPlan = { seed: 3, agents: 12, weeks: 10, start: Date.UTC(2026, 0, 5) };
const END = endOf(PLAN);
/** A Monday, after the first flags. */
const CUT = PLAN.start + 7 * WEEK;

type Weeks = readonly (readonly [asOf: number, judgements: readonly Judgement[]])[];

async function settledUntil(line: Line, until: number): Promise<Weeks> {
  const times = (await line.store.evaluations()).map(({ asOf }) => asOf).filter((asOf) => asOf <= until);
  return Promise.all(times.map(async (asOf) => [asOf, await line.store.judgements({ asOf })] as const));
}

async function replayed(line: Line, to: number): Promise<Weeks> {
  const judging = new Judging(line.rules.rules, await line.store.decisions({}));
  const weeks: [number, readonly Judgement[]][] = [];
  for await (const week of weeksOf(line, { from: 0, to }, line.rules.rules))
    weeks.push([week.asOf, judging.next(week)]);
  return weeks;
}

const upIn = (weeks: Weeks) =>
  weeks.map(([, judgements]) => judgements.filter(({ raisedAt }) => raisedAt !== null).length);
const asStored = (weeks: Weeks) =>
  weeks.map(([asOf, judgements]) => [asOf, judgements.map((one) => ({ asOf, ...one })).sort(byKey)]);
const keyOf = ({ ruleId, subject }: Judgement) => `${ruleId} ${subject.kind} ${subject.id}`;
const byKey = (a: Judgement, b: Judgement) => (keyOf(a) < keyOf(b) ? -1 : 1);

describe('what comes later', () => {
  let line: Line;
  let past: readonly KnownRow[];
  let future: readonly KnownRow[];
  const before: { settled: Weeks; replayed: Weeks; tested: string } = { settled: [], replayed: [], tested: '' };

  beforeAll(async () => {
    line = await emptyDesk(easyRules(await shortLogRules()));
    const log = simulatedLog(PLAN);
    past = log.filter(({ knownAt }) => knownAt <= CUT);
    future = log.filter(({ knownAt }) => knownAt > CUT);
    await tell(line, past);
    await settleDue(line, CUT);
    before.settled = await settledUntil(line, CUT);
    before.replayed = await replayed(line, CUT);
    before.tested = await flagsTested(line);
    await tell(line, future);
    await decideLater(line, before.settled);
  }, 240_000);

  /** Everybody with a flag up contests it, wants no role, and has something on record: all after the cut. */
  async function decideLater({ store }: Line, weeks: Weeks): Promise<void> {
    const up = (weeks.at(-1)?.[1] ?? []).filter(
      ({ raisedAt, subject }) => raisedAt !== null && subject.kind === 'agent',
    );
    const said = { at: CUT + WEEK, by: 'Ada', reason: 'so it is' };
    for (const { ruleId, ruleVersion, subject, verdict } of up) {
      const agent = subject.id;
      const last = (await store.decisions({ agent })).at(-1)?.id ?? null;
      const shown = {
        flag: `${ruleId} ${agent}`,
        ...{ ruleId, ruleVersion, subject, verdict },
        ...{ expectation: null, raisedAt: CUT, asOf: CUT },
      };
      const ids = ['challenge', 'interest', 'record'].map((act) => `${act} ${ruleId} ${agent}`);
      await store.addDecision({ ...said, id: ids[0]!, agent, act: { act: 'challenge' }, shown }, last);
      const interest = { act: 'interest', rule: ruleId, wants: false } as const;
      await store.addDecision({ ...said, id: ids[1]!, agent, act: interest, shown: null }, ids[0]!);
      const record = { act: 'record', kind: 'improvement' } as const;
      await store.addDecision({ ...said, id: ids[2]!, agent, act: record, shown: null }, ids[1]!);
    }
    expect((await store.decisions({})).length).toBe(3 * up.length);
    expect(up.length).toBeGreaterThan(3);
  }

  async function flagsTested(desk: Line): Promise<string> {
    const { histories } = await backtest(desk, { from: CUT - 2 * WEEK, to: CUT });
    return JSON.stringify(histories.map(({ rule, weeks, episodes }) => ({ rule: rule.id, weeks, episodes })));
  }

  it('is more tickets, later events of the same tickets, and flags that differ', async () => {
    const ticketOf = ({ delivery }: KnownRow) => (JSON.parse(String(delivery.body)) as { ticket?: string }).ticket;
    const known = new Set(past.map(ticketOf));
    const later = new Set(future.map(ticketOf));
    expect([...later].filter((ticket) => known.has(ticket)).length).toBeGreaterThan(20);
    expect([...later].filter((ticket) => !known.has(ticket)).length).toBeGreaterThan(100);
    expect(upIn(before.settled).at(-1)).toBeGreaterThan(3);
    expect(new Set(upIn(before.settled)).size).toBeGreaterThan(2);
  });

  it('changes no flag, verdict or evidence that was settled before it came, however often the desk settles', async () => {
    await settleDue(line, END + WEEK);
    expect((await line.store.evaluations()).length).toBeGreaterThan(before.settled.length);
    expect(await settledUntil(line, CUT)).toEqual(before.settled);
  });

  it('changes nothing of a replay either, which says what was settled then', async () => {
    const after = await replayed(line, CUT);
    expect(JSON.stringify(after)).toBe(JSON.stringify(before.replayed));
    const settled = before.settled.map(([asOf, judgements]) => [asOf, [...judgements].sort(byKey)]);
    expect(asStored(after)).toEqual(settled);
    expect(await flagsTested(line)).toBe(before.tested);
  });

  it('is not looked at by a desk that learns all at once either', async () => {
    const whole = await emptyDesk(line.rules);
    await tell(whole, [...past, ...future]);
    expect(JSON.stringify(await replayed(whole, CUT))).toBe(JSON.stringify(before.replayed));
    await whole.store.close();
  });
});
