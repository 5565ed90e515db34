import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { instantOf } from '../../api/as-of.ts';
import { type Desk, peopleOf } from '../../api/desk.ts';
import { metricOf, subjectView } from '../../api/views/words.ts';
import { type BackTest, backtest } from '../../backtest/backtest.ts';
import { backTestJson } from '../../backtest/backtest-json.ts';
import { type ReportFiles, type ReportWords, report } from '../../backtest/report.ts';
import type { Instant } from '../../domain/interval.ts';
import { type Line, workOff } from '../../pipeline.ts';
import type { Evidence } from '../../progression/judgement.ts';
import { evaluationsBetween } from '../../rules/evaluation-times.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { Failed, WrongUse } from '../failure.ts';
import { figureText } from '../figures.ts';
import { ProgressLine, print, printJson } from '../output.ts';

interface Options extends DeskOptions {
  readonly from: string;
  readonly to: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function backtestCommand(): Command {
  const command = new Command('backtest')
    .description(
      'What the rules would have done over a past time, week by week from what was known then, and what came of whom they flagged. Changes nothing.',
    )
    .requiredOption('--from <date>', 'first day')
    .requiredOption('--to <date>', 'last day')
    .option('--out <folder>', 'write the report (report.md) and its charts (SVG) there');
  return withJson(withDesk(command)).action(async (options: Options) => {
    if (options.out !== undefined) await makeFolder(options.out);
    const { test, words } = await atDesk(options, (line, desk) => tested(line, desk, options));
    const files = report(test, words);
    if (options.out !== undefined) await writeAll(options.out, files);
    if (options.json) printJson(backTestJson(test));
    else if (options.out === undefined) print(files.get('report.md'));
    else print(`${join(options.out, 'report.md')} written, with ${files.size - 1} charts.`);
  });
}

async function tested(line: Line, desk: Desk, options: Options): Promise<{ test: BackTest; words: ReportWords }> {
  const period = { from: dayOf('--from', options.from, line), to: dayOf('--to', options.to, line) };
  if (period.from > period.to) {
    throw new WrongUse(`--from ${options.from} lies after --to ${options.to}. Write the earlier day first.`);
  }
  const progress = new ProgressLine();
  await workOff(line, (_, done) => progress.draw('reading', done, null, ''));
  const weeks = evaluationsBetween(line.rules.desk, period.from - 1, period.to).length;
  const onProgress = (what: string, done: number) =>
    what === 'replaying' ? progress.draw(what, done, weeks, 'weeks') : progress.draw(what, done, null, 'times');
  const test = await backtest(line, { ...period, onProgress });
  progress.clear();
  return { test, words: await wordsOf(desk) };
}

async function wordsOf(desk: Desk): Promise<ReportWords> {
  const people = await peopleOf(desk);
  return {
    nameOf: (subject) => subjectView(subject, people).name,
    titleOf: (metric) => metricOf(metric).title,
    figureOf,
  };
}

function figureOf({ metric, estimate }: Evidence): string {
  const { title, unit, counted } = metricOf(metric);
  if (estimate === null) return `${title}: nothing yet`;
  const upper = Number.isFinite(estimate.upper) ? estimate.upper : null;
  return `${title} ${figureText({ ...estimate, upper }, { unit, counted })}`;
}

function dayOf(option: string, text: string, { rules }: Line): Instant {
  const at = instantOf(text, rules.desk.timezone);
  if (at === null) throw new WrongUse(`${option} "${text}" is no date. Write 2026-05-04.`);
  return at;
}

/** Before the minutes of work, not after them. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'report.md'), '');
  } catch (cause) {
    throw new Failed(
      `${folder} cannot be written to (${reasonOf(cause)}). Name another folder, or check its permissions.`,
    );
  }
}

async function writeAll(folder: string, files: ReportFiles): Promise<void> {
  for (const [name, text] of files) await writeFile(join(folder, name), text);
}

const reasonOf = (cause: unknown): string => (cause as NodeJS.ErrnoException).code ?? String(cause);
