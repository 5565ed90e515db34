import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BackTest, backtest } from '../../src/backtest/backtest.ts';
import { type ReportFiles, report } from '../../src/backtest/report.ts';
import { backtestCommand } from '../../src/cli/commands/backtest.ts';
import type { Line } from '../../src/pipeline.ts';
import { Unusable } from '../../src/settings/unusable.ts';
import type { DeskPlan } from '../../src/simulator/desk-plan.ts';
import { type Asked, asked } from './asked.ts';
import { easyRules, emptyDesk, shortLogRules, simulatedLog, tell } from './desk.ts';

const WEEK = 7 * 86_400_000;
const PLAN: DeskPlan = { seed: 4, agents: 14, weeks: 18, start: Date.UTC(2026, 0, 5) };
const PERIOD = { from: PLAN.start + 9 * WEEK, to: PLAN.start + 14 * WEEK };
const RULES = join(import.meta.dirname, '../../rules/three-month-log');
const WORDS = {
  nameOf: ({ id }: { readonly id: string }) => id,
  figureOf: ({ metric }: { readonly metric: string }) => metric,
  titleOf: (metric: string) => metric,
};

let folder = '';
let line: Line;
let test: BackTest;
let files: ReportFiles;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-backtest-'));
  line = await emptyDesk(easyRules(await shortLogRules()), join(folder, 'data'));
  await tell(line, simulatedLog(PLAN));
  test = await backtest(line, PERIOD);
  files = report(test, WORDS);
  await line.store.close();
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('backtest', () => {
  it('replays the evaluations of the period and writes nothing', () => {
    expect(test.weeks).toBe(6);
    const { raised, episodes } = test.histories.find(({ rule }) => rule.id === 'generalist')!;
    expect(raised + episodes.length).toBeGreaterThan(4);
  });

  it('tells of every rule how stable its flags are, and of those flagged how they went on', () => {
    const up = test.stability.filter(({ flags }) => flags > 0);
    expect(up.length).toBeGreaterThan(0);
    for (const { flags, stable, kept } of up) {
      expect(stable).toBeLessThanOrEqual(flags);
      expect(kept).toBeGreaterThan(0);
      expect(kept).toBeLessThanOrEqual(1);
    }
    const flagged = test.later?.filter((one) => one.flagged.resolutions > 0) ?? [];
    expect(flagged.length).toBeGreaterThan(0);
  });

  it('sets what was said of everybody beside what the weeks after showed', () => {
    const [{ bins, at }] = test.calibrations as [(typeof test.calibrations)[number]];
    expect(at).toEqual([PERIOD.from]);
    const people = bins.reduce((sum, bin) => sum + bin.people, 0);
    expect(people).toBeGreaterThan(8);
    for (const { from, to, predicted, came } of bins) {
      expect(predicted).toBeGreaterThanOrEqual(from);
      expect(predicted).toBeLessThanOrEqual(to);
      expect(came.lower).toBeLessThanOrEqual(came.upper);
    }
  });

  it('is told that there is nothing where no evaluation lies in the period', async () => {
    const empty = await emptyDesk(line.rules);
    await expect(backtest(empty, PERIOD)).rejects.toThrow(/Import a log first/);
    await tell(empty, simulatedLog({ ...PLAN, weeks: 2 }));
    await expect(backtest(empty, { from: 0, to: WEEK })).rejects.toThrow(Unusable);
    await expect(backtest(empty, { from: 0, to: WEEK })).rejects.toThrow(/from 2026-01-05 to 2026-01-/);
    await empty.store.close();
  });
});

describe('the report', () => {
  it('tells each finding under its heading, and shows every chart it names', () => {
    const text = files.get('report.md') ?? '';
    expect(text.match(/^## .*/gm)).toEqual([
      '## In short',
      '## Flags raised and withdrawn',
      '## How those flagged did in the 90 days after',
      '## Whether what was said came true',
      '## Whether the same flags would stand on slightly different tickets',
      '## Against recorded appointments',
      '## Every flag, in order of raising',
      '## How this was made',
    ]);
    const named = [...text.matchAll(/!\[.+\]\((.+)\)/g)].map(([, file]) => file).sort();
    expect(named).toEqual([...files.keys()].filter((name) => name.endsWith('.svg')).sort());
    expect(named.length).toBeGreaterThan(1);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(text).toContain('regression to the mean');
  });

  it('ranks nobody: flags stand in order of raising, then of name', () => {
    const rows = (files.get('report.md') ?? '').split('figures then')[1] ?? '';
    const days = [...rows.matchAll(/^\| (?:before )?(\d{4}-\d\d-\d\d)/gm)].map(([, day]) => day ?? '');
    expect(days.length).toBeGreaterThan(3);
    expect(days).toEqual(days.toSorted());
  });

  it('names nobody where a rule speaks to the person first', () => {
    const named = (of: BackTest) => (report(of, WORDS).get('report.md') ?? '').split('figures then')[1] ?? '';
    const first = (firstSeenBy: 'agent' | 'manager'): BackTest => ({
      ...test,
      histories: test.histories.map((one) => ({ ...one, rule: { ...one.rule, firstSeenBy } })),
    });
    const person = test.histories.flatMap(({ episodes }) => episodes).find(({ subject }) => subject.kind === 'agent')!;
    expect(named(first('manager'))).toContain(person.subject.id);
    expect(named(first('agent'))).not.toContain(person.subject.id);
    expect(named(first('agent'))).toContain('told first');
  });

  it('warns before comparisons of people where who did the work does not foretell its outcome', () => {
    const caution = 'take what follows as about the work';
    const checked = (verdict: 'predicts' | 'says-nothing'): BackTest => ({
      ...test,
      checks: test.checks.map((check) => ({ ...check, verdict })),
    });
    expect(test.checks.length).toBeGreaterThan(0);
    expect(report(checked('says-nothing'), WORDS).get('report.md')).toContain(caution);
    expect(report(checked('predicts'), WORDS).get('report.md')).not.toContain(caution);
  });

  it('has charts that say in words what they show, with nothing that is no number', () => {
    for (const [name, text] of files) {
      if (!name.endsWith('.svg')) continue;
      expect(text).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc"/);
      expect(text).toMatch(/<title id="title">.{10,}<\/title><desc id="desc">.{20,}<\/desc>/);
      expect(text).toContain('prefers-color-scheme:dark');
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe('stepladder backtest', () => {
  const tested = (...args: string[]): Promise<Asked> =>
    asked(backtestCommand(), '--data', join(folder, 'data'), '--rules', RULES, ...args);
  const days = ['--from', '2026-03-09', '--to', '2026-03-23'];

  it('writes the report and its charts to a folder, or prints JSON', async () => {
    const out = join(folder, 'new', 'report');
    const { out: said, error } = await tested(...days, '--out', out);
    expect(error).toBeNull();
    expect(said).toMatch(/report\.md written, with \d charts?\./);
    expect(readFileSync(join(out, 'report.md'), 'utf8')).toMatch(/^# What these rules would have done, 2026-03-09/);
    expect(readdirSync(out)).toContain('report.md');
    const { out: json } = await tested(...days, '--json');
    const found = JSON.parse(json);
    expect(found).toMatchObject({ from: '2026-03-09T00:00:00.000Z', weeks: 3, promotions: null });
    expect(found.rules.length).toBeGreaterThan(2);
  }, 60_000);

  it.each([
    ['days in the wrong order', ['--from', '2026-03-23', '--to', '2026-03-09'], /Write the earlier day first/],
    ['a day that is none', ['--from', 'May', '--to', '2026-03-09'], /--from "May" is no date. Write 2026-05-04/],
    [
      'a time without tickets',
      ['--from', '2031-01-01', '--to', '2031-02-01'],
      /No weekly evaluation.*Name days within/,
    ],
  ])('says what to write instead of %s', async (_, args, message) => {
    expect((await tested(...args)).error?.message).toMatch(message);
  });

  it('says at once that a folder cannot be written to', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { error } = await tested(...days, '--out', join(folder, 'file'));
    expect(error?.message).toMatch(/file cannot be written to \(EEXIST\)\. Name another folder/);
  });
});
