import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Line, workOff } from '../src/pipeline.ts';
import { replay, verify } from '../src/replay.ts';
import { loadRules } from '../src/rules/load-rules.ts';
import { settleDue } from '../src/settle.ts';
import { type DeskPlan, endOf } from '../src/simulator/desk-plan.ts';
import { openStore } from '../src/store/open-store.ts';
import type { StoredJudgement } from '../src/store/store.ts';
import { deliverDesk, emptyLine } from './api/desk.ts';
import { decision, shown } from './store/facts.ts';

const PLAN: DeskPlan = { seed: 2, agents: 12, weeks: 12, start: Date.UTC(2026, 0, 5) };
const END = endOf(PLAN);
const RISK = `
id: narrow
title: Narrowing work
why: It comes and goes within a quarter of a year.
hold_for: 1
leave_after: 1
requirements:
  - { metric: breadth, at_most: 4.4, weeks: 4, confidence: 0.6, reason: So close to what is usual here that some cross it. }
ask_people: [Was other work offered?]
`;
const CASES = `
rule: narrow
cases:
  - name: one kind only
    given: { breadth: { value: 1.4, lower: 1.2, upper: 1.7, of: 200 } }
    weeks: 1
    expect: { verdict: met, flag: raised }
`;

/** A desk that judges by one rule, all of it settled. */
let line: Line;
/** A flag of a person that the rule let go. */
let gone: StoredJudgement;
beforeEach(async () => {
  const { rules, ...rest } = await emptyLine();
  const files = Object.entries(rules.files).filter(([path]) => !/^(roles|risks|paths)\//.test(path));
  const own = { 'risks/narrow.yaml': RISK, 'risks/narrow.cases.yaml': CASES };
  line = { ...rest, rules: loadRules({ ...Object.fromEntries(files), ...own }) };
  await deliverDesk(line, PLAN);
  await workOff(line);
  await settleDue(line, END);
  const withdrawn = (await line.store.judgements({ flag: 'withdrawn' })).find(
    ({ subject }) => subject.kind === 'agent',
  );
  if (withdrawn === undefined) throw new Error('no flag was withdrawn: change the plan or the rule');
  gone = withdrawn;
});
afterEach(() => line.store.close());

const about = (judgement: StoredJudgement, raisedAt: number) => ({
  ...shown('f1', judgement.subject),
  ruleId: judgement.ruleId,
  raisedAt,
});
const now = ({ ruleId, subject, asOf }: StoredJudgement) => line.store.judgements({ ruleId, subject, asOf });

async function challenged(at: number): Promise<void> {
  const told = { at, act: { act: 'challenge' } as const, shown: about(gone, gone.withdrawn?.raisedAt ?? 0) };
  await line.store.addDecision(decision('c1', gone.subject.id, told), null);
}

describe('what people write', () => {
  it('changes no evaluation before it, however often that is settled again', async () => {
    const before = await line.store.digest();
    await challenged(END + 1);
    const leave = { act: 'leave', from: PLAN.start, until: END } as const;
    await line.store.addDecision(decision('l1', gone.subject.id, { at: END + 2, act: leave }), 'c1');
    await replay(line);
    expect(await line.store.digest()).toEqual(before);
  });

  it('counts from then on: a challenged flag stays up until it is answered; a rebuilding elsewhere agrees', async () => {
    await challenged(gone.asOf - 1);
    await replay(line);
    expect((await now(gone))[0]).toMatchObject({ raisedAt: gone.withdrawn?.raisedAt, withdrawn: null });
    const scratch = await openStore(':memory:');
    expect((await verify(line, scratch)).same).toBe(true);
    await scratch.close();
    const answer = { act: 'answer', upheld: false } as const;
    const told = { at: gone.asOf, act: answer, shown: about(gone, gone.withdrawn?.raisedAt ?? 0) };
    await line.store.addDecision(decision('a1', gone.subject.id, told), 'c1');
    await replay(line);
    expect((await now(gone))[0]?.withdrawn).toEqual(gone.withdrawn);
  });
});
