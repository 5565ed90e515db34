// npm run bench:intake [-- --json]: webhooks a second, durable before 202, beside servers that keep nothing. Exit code 1
// when a bar is missed. Clients and servers share the cores of one machine, so ratios say more than rates.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store/open-store.ts';
import { hasPostgres } from '../test/postgres/server.ts';
import { type Contender, startContenders } from './intake/contenders.ts';
import type { Load } from './intake/load.ts';
import { atLeast, atMost, type Bar, printReport, type Row } from './sla/report.ts';

/** Of the rate of an Express app that only verifies and parses. */
const LEAST_RATIO = { sqlite: 0.6, postgres: 0.4 } as const;
const MOST_P99_MS = 25;
const ROUNDS = 5;
const SECONDS = { warm: 2, flood: 2, pace: 3 } as const;

/** What one server did, round by round. */
interface Measured {
  readonly contender: Contender;
  readonly floods: Load[];
  readonly paces: Load[];
}

/** The servers take turns, so that whatever else the machine does falls on all of them. */
async function measure(contenders: readonly Contender[]): Promise<Measured[]> {
  const measured = contenders.map((contender) => ({ contender, floods: [] as Load[], paces: [] as Load[] }));
  for (const { contender } of measured) await contender.sender.flood(SECONDS.warm);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { contender, floods } of measured) floods.push(await contender.sender.flood(SECONDS.flood));
  }
  for (let round = 0; round < ROUNDS; round += 2) {
    for (const { contender, floods, paces } of measured) {
      paces.push(await contender.sender.pace(median(floods.map(rate)) / 2, SECONDS.pace));
    }
  }
  return measured;
}

const rate = ({ perSecond }: Load): number => perSecond;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Of each round's two rates, as they met the same load of the machine; the median of these. */
function ratio(one: Measured, other: Measured): number {
  return median(one.floods.map((load, round) => load.perSecond / (other.floods[round]?.perSecond ?? Number.NaN)));
}

/** How many answers of 202 have no row in the store. */
async function lost({ location, sender }: Contender): Promise<number> {
  if (location === null) return 0;
  const store = await openStore(location);
  try {
    const missing = new Set(sender.answered);
    for (let after = 0; ; ) {
      const page = await store.deliveriesAfter(after, 2_000);
      if (page.length === 0) return missing.size;
      for (const { key } of page) missing.delete(key);
      after = page.at(-1)?.id ?? after;
    }
  } finally {
    await store.close();
  }
}

async function reported(least: Measured, all: readonly Measured[]): Promise<{ rows: Row[]; bars: Bar[] }> {
  const rows: Row[] = [];
  const bars: Bar[] = [];
  for (const measured of all) {
    const { contender, floods, paces } = measured;
    const { id, what, location, sender } = contender;
    const [toLeast, p99] = [ratio(measured, least), median(paces.map((load) => load.p99))];
    const refused = [...floods, ...paces].reduce((sum, load) => sum + load.refused, 0);
    const missing = await lost(contender);
    const figures = {
      ratio: toLeast,
      'requests/s': median(floods.map(rate)),
      'p99 ms': median(floods.map((l) => l.p99)),
    };
    const half = { 'at half, requests/s': median(paces.map(rate)), 'p99 ms at half': p99 };
    rows.push({
      what,
      ...figures,
      ...half,
      '202': sender.answered.length,
      refused,
      'without a row': location === null ? 'all' : missing,
    });
    if (location !== null) bars.push(atMost(`${id}-answers-without-a-row`, missing, 0));
    if (id === 'sqlite' || id === 'postgres') {
      bars.push(
        atLeast(`${id}-to-express`, toLeast, LEAST_RATIO[id]),
        atMost(`${id}-p99-ms-at-half`, p99, MOST_P99_MS),
      );
    }
  }
  return { rows, bars };
}

async function run(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'stepladder-bench-'));
  const { contenders, end } = await startContenders(scratch);
  try {
    const measured = await measure(contenders);
    for (const { server } of contenders) await server.stop();
    const [least] = measured;
    if (least === undefined) return;
    const report = await reported(least, measured);
    if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'intake', ...report }, null, 2));
    else {
      const load = loadavg()[0]?.toFixed(1);
      console.log(
        `2 kB signed webhooks over 256 connections; ${availableParallelism()} cores shared with the client, load now ${load}`,
      );
      if (!hasPostgres) console.log('PostgreSQL is left out: it is not installed, and TEST_DATABASE_URL is not set.');
      console.log();
      printReport(report);
    }
    process.exitCode = report.bars.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    await end();
    await rm(scratch, { recursive: true, force: true });
  }
}

await run();
