import { Command, Option } from 'commander';
import { instantOf } from '../../api/as-of.ts';
import type { Instant } from '../../domain/interval.ts';
import { type EstimateRow, estimates } from '../../estimates.ts';
import type { Metric } from '../../metrics/metric.ts';
import { type Line, workOff } from '../../pipeline.ts';
import { atDesk, type DeskOptions, withDesk } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { figureText } from '../figures.ts';
import { ProgressLine, printTable } from '../output.ts';
import { personalMetric } from '../personal-metric.ts';

const STEPS = { day: 1, week: 7, month: 28 } as const;
const DAY_MS = 86_400_000;

interface Options extends DeskOptions {
  readonly metric: string;
  readonly from?: string;
  readonly to: string;
  readonly every: keyof typeof STEPS;
  readonly json?: boolean;
}

export function estimatesCommand(): Command {
  const command = new Command('estimates')
    .description(
      "Everybody's figure as of each date, from what was known then, with its interval, sample and how sure the target is reached. Nobody is ranked: rows are in order of ids.",
    )
    .requiredOption('--metric <id>', '`stepladder metrics` lists them')
    .requiredOption('--to <date>', 'the last date, or an instant')
    .option('--from <date>', 'the first one; left out, only the last')
    .addOption(new Option('--every <step>', 'from date to date').choices(Object.keys(STEPS)).default('week'))
    .option('--json', 'print one JSON object a line');
  return withDesk(command).action(async (options: Options) => {
    const metric = personalMetric(options.metric);
    await atDesk(options, async (line) => {
      await workOff(line);
      const instants = instantsOf(options, line);
      const progress = new ProgressLine();
      const rows: EstimateRow[] = [];
      for await (const row of estimates(line, metric, instants)) {
        if (options.json)
          process.stdout.write(`${JSON.stringify({ ...row, asOf: new Date(row.asOf).toISOString() })}\n`);
        else rows.push(row);
        progress.draw('estimating', instants.indexOf(row.asOf) + 1, instants.length, 'dates');
      }
      progress.clear();
      if (!options.json) printRows(rows, metric);
    });
  });
}

function instantsOf({ from, to, every }: Options, line: Line): Instant[] {
  const read = (option: string, text: string) => {
    const instant = instantOf(text, line.rules.desk.timezone);
    if (instant === null)
      throw new WrongUse(`--${option} "${text}" is no date. Write 2026-05-04, or 2026-05-04T08:00:00Z.`);
    return instant;
  };
  const last = read('to', to);
  const first = from === undefined ? last : read('from', from);
  if (first > last) throw new WrongUse(`--from ${from} is later than --to ${to}. Write the earlier one under --from.`);
  const step = STEPS[every] * DAY_MS;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}

function printRows(rows: readonly EstimateRow[], metric: Metric): void {
  printTable(
    ['agent', 'as of', 'value (95 % interval, sample)', 'worth', 'sure of the target', 'verdict'],
    rows.map((row) => [
      row.agentId,
      new Date(row.asOf).toISOString().slice(0, 10),
      figureText({ ...row, level: 0.95 }, metric),
      String(Math.round(row.effectiveSampleSize)),
      row.probabilityAtTarget === null ? '-' : `${Math.round(100 * row.probabilityAtTarget)} %`,
      row.verdict ?? '-',
    ]),
  );
}
