import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchLog, benchLog, CLI, tripled } from './parts/logs.ts';
import { measured, together, type Usage } from './parts/measured.ts';

/**
 * What it costs to import a log and judge its people, beside the least it could cost: cutting the csv into values.
 * `npm run bench:import`, or with `-- --json` for one object. Ends with 1 where a bar is missed.
 */
const LIMITS = { seconds: 60, 'rss-mb': 400, 'rss-tripled-to-single': 1.25 } as const;
type BarId = keyof typeof LIMITS;

interface Measurement {
  readonly what: string;
  readonly usage: Omit<Usage, 'stdout'>;
}

async function run(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'stepladder-bench-'));
  try {
    const log = await benchLog(scratch);
    const parsing = await measured(scratch, [join(import.meta.dirname, 'parts/parse-csv.ts'), log.csv]);
    const once = await importAndJudge(log, scratch);
    const thrice = await importAndJudge(await tripled(log, scratch), scratch);
    const bars = [
      bar('seconds', once.all.seconds),
      bar('rss-mb', once.all.rssMb),
      bar('rss-tripled-to-single', thrice.all.rssMb / once.all.rssMb),
    ];
    const measurements = [
      { what: 'merely parsing the csv', usage: parsing },
      ...once.parts,
      { what: 'import and flags', usage: once.all },
      { what: 'import and flags, log tripled', usage: thrice.all },
    ];
    if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'import', rows: once.rows, bars }));
    else print(log, once.rows, measurements, bars);
    if (bars.some(({ ok }) => !ok)) process.exitCode = 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function importAndJudge({ csv, importArgs, flagsArgs }: BenchLog, scratch: string) {
  const data = await mkdtemp(join(scratch, 'desk-'));
  const imported = await measured(scratch, [...CLI, 'import', csv, '--json', '--data', data, ...importArgs]);
  const judged = await measured(scratch, [...CLI, 'flags', '--json', '--data', data, ...flagsArgs]);
  await rm(data, { recursive: true });
  const parts: Measurement[] = [
    { what: 'import', usage: imported },
    { what: 'flags', usage: judged },
  ];
  const { rows } = JSON.parse(imported.stdout) as { rows: number };
  return { rows, parts, all: together([imported, judged]) };
}

function bar(id: BarId, value: number) {
  return { id, value: Number(value.toFixed(2)), limit: LIMITS[id], ok: value <= LIMITS[id] };
}

function print(
  { title }: BenchLog,
  rows: number,
  measurements: readonly Measurement[],
  bars: readonly ReturnType<typeof bar>[],
): void {
  const load = loadavg()[0]?.toFixed(1);
  console.log(`${title}, ${rows.toLocaleString('en')} rows; ${availableParallelism()} cores, load now ${load}\n`);
  const least = measurements[0]?.usage.seconds ?? 1;
  console.log(
    `${'what'.padEnd(32)}${'seconds'.padStart(9)}${'cpu s'.padStart(8)}${'RSS MB'.padStart(8)}${'x parsing'.padStart(11)}`,
  );
  for (const { what, usage } of measurements) {
    const figures = [
      usage.seconds.toFixed(1).padStart(9),
      usage.cpuSeconds.toFixed(1).padStart(8),
      usage.rssMb.toFixed(0).padStart(8),
    ];
    console.log(`${what.padEnd(32)}${figures.join('')}${(usage.seconds / least).toFixed(1).padStart(11)}`);
  }
  console.log();
  for (const { id, value, limit, ok } of bars) console.log(`${ok ? 'ok  ' : 'MISS'} ${id}: ${value}, at most ${limit}`);
}

await run();
