import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleOf } from '../../src/api/desk.ts';
import { whatifCommand } from '../../src/cli/commands/whatif.ts';
import type { Line } from '../../src/pipeline.ts';
import { settleDue } from '../../src/settle.ts';
import { type DeskPlan, endOf } from '../../src/simulator/desk-plan.ts';
import { coverOf, regularTypes } from '../../src/what-if/coverage.ts';
import { type DeskNow, deskNow } from '../../src/what-if/desk-now.ts';
import { ruleWhatIf } from '../../src/what-if/rule-what-if.ts';
import { deskOf } from '../api/desk.ts';
import { type Asked, asked } from '../backtest/asked.ts';
import { easyRules, emptyDesk, shortLogRules, simulatedLog, tell } from '../backtest/desk.ts';

const WEEK = 7 * 86_400_000;
const PLAN: DeskPlan = { seed: 4, agents: 14, weeks: 12, start: Date.UTC(2026, 0, 5) };
const RULES = join(import.meta.dirname, '../../rules/three-month-log');

let folder = '';
let line: Line;
let now: DeskNow;
const whatif = (...args: string[]): Promise<Asked> =>
  asked(whatifCommand(), '--data', join(folder, 'data'), '--rules', RULES, ...args);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-whatif-'));
  line = await emptyDesk(easyRules(await shortLogRules()), join(folder, 'data'));
  await tell(line, simulatedLog(PLAN));
  await settleDue(line, endOf(PLAN));
  const last = (await line.store.evaluations()).at(-1)!.asOf;
  now = (await deskNow(line, last, await peopleOf(deskOf(line))))!;
}, 240_000);
afterAll(async () => {
  await line.store.close();
  rmSync(folder, { recursive: true });
});

describe('the desk as it is', () => {
  it('has the chances that nobody is there which the figures of the same evaluation say', async () => {
    const figures = (await line.store.figures(now.asOf, 'work-type')).filter(
      ({ metric }) => metric === 'nobody-present',
    );
    expect(figures.length).toBeGreaterThan(3);
    for (const { subject, estimate } of figures)
      expect(coverOf(now.people, subject.id).nobody).toBeCloseTo(estimate.value, 9);
    expect(regularTypes(now.people)).toEqual(expect.arrayContaining(figures.map(({ subject }) => subject.id)));
  });
});

describe('another rule', () => {
  const period = { from: PLAN.start + 7 * WEEK, to: PLAN.start + 12 * WEEK };
  const teamOf = () => 'all';

  it('flips nobody if it is the same', async () => {
    const rule = line.rules.rules.find(({ id }) => id === 'generalist')!;
    const { flips, before, after } = await ruleWhatIf(line, { ...period, rule, teamOf });
    expect(flips).toEqual([]);
    expect(after.upWeeks).toBe(before?.upWeeks);
    expect(after.upWeeks).toBeGreaterThan(10);
  });

  it('takes flags down if it asks more, with the weeks they would not have been up', async () => {
    const easy = line.rules.rules.find(({ id }) => id === 'generalist')!;
    const rule = { ...easy, requirements: easy.requirements.map((one) => ({ ...one, target: one.target + 1 })) };
    const { flips, before, after, groups } = await ruleWhatIf(line, { ...period, rule, teamOf });
    expect(flips.length).toBeGreaterThan(0);
    expect(flips.every(({ up }) => !up)).toBe(true);
    const last = (history: typeof after) => history.weeks.at(-1)?.up ?? 0;
    expect(flips.length).toBe(last(before!) - last(after));
    expect(after.upWeeks).toBeLessThan(before!.upWeeks);
    const [team] = groups.find(({ by }) => by === 'team')!.after;
    expect(team).toMatchObject({ group: 'all', people: 14 });
  });

  it('leaves the store as it was', async () => {
    const before = await line.store.digest();
    const rule = line.rules.rules[0]!;
    await ruleWhatIf(line, { ...period, rule, teamOf });
    expect(await line.store.digest()).toEqual(before);
  });
});

describe('stepladder whatif', () => {
  const someone = () => now.people[0]!;

  it('tells of a rule of a file, wherever it lies and without cases', async () => {
    const file = join(folder, 'mine.yaml');
    const text = readFileSync(join(RULES, 'risks/single-point-of-failure.yaml'), 'utf8');
    writeFileSync(file, text.replace('confidence: 0.9', 'confidence: 0.6').replace('hold_for: 4', 'hold_for: 1'));
    const { out, error } = await whatif('--rule', file);
    expect(error).toBeNull();
    expect(out).toMatch(
      /^If "Work resting on one person" \(single-point-of-failure\) of the file were in force, in place of/,
    );
    expect(out).toMatch(/rule of the desk: \d+ raised.*\n {2}rule of the file: \d+ raised/);
    const { flips } = JSON.parse((await whatif('--rule', file, '--json')).out);
    for (const { says } of flips) expect(says[0]).toMatch(/^By the file: .*\d+ %/);
  });

  it('tells the mistakes of a file as `rules check` does', async () => {
    const file = join(folder, 'broken.yaml');
    writeFileSync(
      file,
      'id: broken\ntitle: Broken\nwhy: a test\nhold_for: 0\nleave_after: 1\nrequirements:\n  - metric: breath\n',
    );
    const { error } = await whatif('--rule', file);
    expect(error?.message).toMatch(/broken\.yaml:4:11 hold_for/);
    expect(error?.message).toMatch(/broken\.yaml:7:.*Did you mean "breadth"\?/);
    expect((await whatif('--rule', join(folder, 'none.yaml'))).error?.message).toMatch(
      /none\.yaml cannot be read\. Check/,
    );
  });

  it('tells of a leave, a move and a training, as text and as JSON', async () => {
    const { id, name } = someone();
    expect((await whatif('--leave', id)).out).toMatch(new RegExp(`^If ${name} left tomorrow`));
    expect(JSON.parse((await whatif('--leave', name, '--json')).out)).toMatchObject({ agent: { id } });
    const team = now.people.find((one) => one.team !== null && one.team !== someone().team)!.team!;
    expect((await whatif('--move', name, team)).out).toMatch(new RegExp(`^If ${name} moved from .* to ${team}`));
    const [type] = regularTypes(now.people) as [string];
    const { out } = await whatif('--train', name, type);
    expect(out).toMatch(new RegExp(`^If ${name} learned ${type}`));
    expect(out).toMatch(/What it takes: /);
  });

  it.each([
    ['nothing asked', [], /Ask one thing: --rule FILE/],
    ['two things asked', ['--leave', 'a', '--train', 'b', 'c'], /Ask one thing/],
    ['a word missing', ['--move', 'a'], /--move AGENT TEAM takes two words/],
    ['a period with a person', ['--leave', 'a', '--from', '2026-01-01'], /--from and --to go with --rule/],
    ['nobody of the name', ['--leave', 'Zzz Yyy'], /There is nobody "Zzz Yyy"\..*`stepladder agents` lists/],
  ])('says what to write where there is %s', async (_, args, message) => {
    expect((await whatif(...args)).error?.message).toMatch(message);
  });

  it('finds the nearest word to a slip of the pen', async () => {
    const { name, team } = someone();
    expect((await whatif('--leave', `${name}x`)).error?.message).toContain(`Did you mean "${name}"?`);
    expect(
      (await whatif('--move', name, `${now.people.find((one) => one.team !== team)!.team}s`)).error?.message,
    ).toMatch(/There is no team .* Did you mean/);
    expect((await whatif('--train', name, 'netwrk')).error?.message).toMatch(
      /no kind of work "netwrk"\. Did you mean "network"\?/,
    );
  });
});
