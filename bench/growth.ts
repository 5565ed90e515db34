// npm run bench:growth [-- --tickets 1000000] [-- --json]: what one more event costs, delivered, read and folded, where the
// store holds few tickets and where it holds many. Exit code 1 when a bar is missed.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { CONNECTORS } from '../connectors/index.ts';
import { type Line, workOff } from '../src/pipeline.ts';
import { loadRules } from '../src/rules/load-rules.ts';
import { readRuleFiles } from '../src/rules/rule-files.ts';
import { openStore } from '../src/store/open-store.ts';
import { freshSchema, hasPostgres, testDatabase } from '../test/postgres/server.ts';
import { multiplied } from './growth/multiplied.ts';
import { deliver, nextRow, TEMPLATES } from './growth/rows.ts';
import { atMost, type Bar, printReport, type Row } from './sla/report.ts';

const FEW = 10_000;
const MOST_RATIO = 1.2;
const MOST_RSS_MB = 300;
const EVENTS = { warm: 50, measured: 400 } as const;

const { values: options } = parseArgs({
  options: { tickets: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
});
const many = Number(options.tickets);

/** A line over a store of so many tickets, all of them folded. */
async function filled(location: string, tickets: number): Promise<Line> {
  const rules = loadRules(await readRuleFiles(join(import.meta.dirname, '../rules')));
  const line = { store: await openStore(location), connectors: CONNECTORS, rules };
  await deliver(line.store, TEMPLATES);
  await workOff(line);
  await line.store.close();
  await multiplied(location, tickets);
  return { ...line, store: await openStore(location) };
}

/** Milliseconds that one more event of some ticket takes, until nothing waits any more. */
async function oneMore(line: Line, tickets: number, n: number): Promise<number> {
  const row = nextRow(tickets, n);
  const startedAt = performance.now();
  await deliver(line.store, [row]);
  await workOff(line);
  return performance.now() - startedAt;
}

async function measured(engine: string, [small, large]: readonly [string, string]): Promise<{ row: Row; bar: Bar }> {
  const startedAt = performance.now();
  const desks = [
    { line: await filled(small, FEW), tickets: FEW, times: [] as number[] },
    { line: await filled(large, many), tickets: many, times: [] as number[] },
  ] as const;
  // What was filled is on disk, and read once, as that of a service that has run for a while: else it is the disk that is timed.
  await promisify(execFile)('sync');
  if (engine === 'sqlite') await promisify(execFile)('sh', ['-c', 'cat "$0"/* "$1"/* > /dev/null', small, large]);
  const fillSeconds = (performance.now() - startedAt) / 1000;
  // By turns, so that whatever else the machine does falls on both.
  for (let n = 0; n < EVENTS.warm + EVENTS.measured; n += 1) {
    for (const { line, tickets, times } of desks) {
      const ms = await oneMore(line, tickets, n);
      if (n >= EVENTS.warm) times.push(ms);
    }
  }
  for (const { line } of desks) await line.store.close();
  const [few, lots] = [median(desks[0].times), median(desks[1].times)];
  const ratio = lots / few;
  const row = {
    what: `one more event, ${engine}`,
    'ms of 10,000': few,
    [`ms of ${many.toLocaleString('en')}`]: lots,
    ratio,
  };
  return { row: { ...row, 'filled in s': fillSeconds }, bar: atMost(`${engine}-growth`, ratio, MOST_RATIO) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function onPostgres(): Promise<{ row: Row; bar: Bar }[]> {
  if (!hasPostgres) return [];
  const database = await testDatabase();
  try {
    return [await measured('postgres', [freshSchema(database).url, freshSchema(database).url])];
  } finally {
    await database.stop();
  }
}

async function run(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'stepladder-bench-'));
  try {
    const all = [await measured('sqlite', [join(scratch, 'few'), join(scratch, 'many')]), ...(await onPostgres())];
    const rss = process.resourceUsage().maxRSS / 1024;
    const rows = [...all.map(({ row }) => row), { what: 'most resident memory', MB: rss }];
    const bars = [...all.map(({ bar }) => bar), atMost('rss-mb', rss, MOST_RSS_MB)];
    if (options.json) console.log(JSON.stringify({ bench: 'growth', rows, bars }, null, 2));
    else {
      const load = loadavg()[0]?.toFixed(1);
      console.log(`${EVENTS.measured} single events each, medians; ${availableParallelism()} cores, load now ${load}`);
      if (!hasPostgres) console.log('PostgreSQL is left out: it is not installed, and TEST_DATABASE_URL is not set.');
      console.log();
      printReport({ rows, bars });
    }
    process.exitCode = bars.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

await run();
