// npm run bench:backtest [-- --json]: a quarter of the real log replayed week by week, its report written, beside what it
// costs to settle the same weeks once. Exit code 1 when a bar is missed.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { print, printJson } from '../src/cli/output.ts';
import { benchLog, CLI } from './parts/logs.ts';
import { measured, type Usage } from './parts/measured.ts';
import { atMost, printReport } from './sla/report.ts';

const MOST_SECONDS = 120;

const scratch = await mkdtemp(join(tmpdir(), 'stepladder-bench-'));
try {
  const { title, csv, importArgs, flagsArgs, quarter } = await benchLog(scratch);
  const [from, to] = quarter;
  const data = ['--data', join(scratch, 'desk')];
  await measured(scratch, [...CLI, 'import', csv, '--json', ...data, ...importArgs]);
  const rules = flagsArgs.slice(flagsArgs.indexOf('--rules'));
  const span = ['--from', from, '--to', to, '--out', join(scratch, 'report')];
  const replayed = await measured(scratch, [...CLI, 'backtest', ...span, ...data, ...rules]);
  const settled = await measured(scratch, [...CLI, 'flags', '--json', ...data, ...flagsArgs]);
  const rowOf = (what: string, { seconds, cpuSeconds, rssMb }: Usage) => ({
    what,
    seconds,
    'cpu seconds': cpuSeconds,
    'MB at most': rssMb,
    'of settling once': seconds / settled.seconds,
  });
  const rows = [rowOf('settling its weeks once', settled), rowOf('backtest with its report', replayed)];
  const bars = [atMost('backtest-seconds', replayed.seconds, MOST_SECONDS)];
  if (process.argv.includes('--json')) printJson({ bench: 'backtest', rows, bars });
  else {
    print(`${title}, ${from} to ${to}; ${availableParallelism()} cores, load now ${loadavg()[0]?.toFixed(1)}\n`);
    printReport({ rows, bars });
  }
  process.exitCode = bars.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
