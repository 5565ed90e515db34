// npm run bench:evaluate [-- --tickets 1000000] [-- --agents 10000] [-- --store FOLDER] [-- --json]: a weekly evaluation of a
// large desk by the shipped rules, the page of one person there, and one more event. The desk is made of copies
// (evaluate/filled.ts), in a folder that is taken away in the end, or kept and used again where --store names one.
// Exit code 1 when a bar is missed.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ProgressLine, print, printJson } from '../src/cli/output.ts';
import { FIRST_OF_QUARTER, ORDINARY } from './evaluate/desk.ts';
import { filled } from './evaluate/filled.ts';
import { oneMoreEach } from './evaluate/one-more.ts';
import { pageTimes } from './evaluate/page.ts';
import { served } from './evaluate/served.ts';
import { unsettled } from './evaluate/unsettled.ts';
import { measured } from './parts/measured.ts';
import { CLI_FLAGS } from './parts/node-flags.ts';
import { atMost, type Bar, printReport, type Row } from './sla/report.ts';

const FEW = 10_000;
const MOST = { seconds: 60, mb: 600, pageMs: 50 } as const;
const SETTLE = join(import.meta.dirname, 'evaluate/settle.ts');

const { values: options } = parseArgs({
  options: {
    tickets: { type: 'string', default: '1000000' },
    agents: { type: 'string', default: '10000' },
    store: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const [tickets, agents] = [Number(options.tickets), Number(options.agents)];
const progress = new ProgressLine();

interface Told {
  readonly rows: readonly Row[];
  readonly bars: readonly Bar[];
}

/** The first evaluation of a quarter learns what is expected and checks the desk; the one a week later does not. */
async function evaluations(folder: string, scratch: string): Promise<Told> {
  const rows: Row[] = [];
  const bars: Bar[] = [];
  for (const [id, what, since, until] of [
    ['evaluate-first-of-quarter', 'the first of a quarter, which learns', 0, FIRST_OF_QUARTER],
    ['evaluate', 'the next', ORDINARY, ORDINARY],
  ] as const) {
    progress.draw(`settling ${what}`, rows.length, 3, 'evaluations');
    unsettled(folder, since);
    const { seconds, cpuSeconds, rssMb } = await measured(scratch, [...CLI_FLAGS, SETTLE, folder, String(until)]);
    rows.push({ what: `weekly evaluation, ${what}`, seconds, 'cpu seconds': cpuSeconds, 'MB at most': rssMb });
    bars.push(atMost(`${id}-seconds`, seconds, MOST.seconds), atMost(`${id}-mb`, rssMb, MOST.mb));
  }
  return { rows, bars };
}

/** The next once more, by a service that webhooks come to and people ask. */
async function whileServed(folder: string, scratch: string): Promise<Told> {
  progress.draw('settling beside a service', 2, 3, 'evaluations');
  unsettled(folder, ORDINARY);
  const { seconds, evaluation, service, waits } = await served(folder, scratch, ORDINARY);
  const longest = { 'webhook ms': waits.webhook, 'page ms': waits.page, 'probe ms': waits.probe };
  const memory = { 'MB at most': evaluation.rssMb, 'MB of the service': service.rssMb };
  return {
    rows: [
      { what: 'the same, by a service', seconds, 'cpu seconds': evaluation.cpuSeconds, ...memory },
      { what: 'longest wait meanwhile', ...longest },
    ],
    bars: [
      atMost('evaluate-served-seconds', seconds, MOST.seconds),
      atMost('evaluate-served-mb', evaluation.rssMb, MOST.mb),
    ],
  };
}

async function pages(folder: string): Promise<Told> {
  const times = await pageTimes(folder);
  const row = { what: 'page of one person', 'median ms': at(times, 0.5), 'p95 ms': at(times, 0.95) };
  return { rows: [row], bars: [atMost('page-ms', at(times, 0.5), MOST.pageMs)] };
}

async function events(few: string, many: string): Promise<Told> {
  const [small = [], large = []] = await oneMoreEach([few, many]);
  const [one, other] = [at(small, 0.5), at(large, 0.5)];
  const names = [FEW, tickets].map((n) => `ms of ${n.toLocaleString('en')}`);
  return {
    rows: [{ what: 'one more event', [names[0] ?? '']: one, [names[1] ?? '']: other, ratio: other / one }],
    bars: [],
  };
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? Number.NaN;

async function run(home: string): Promise<void> {
  const fill = (n: number) =>
    filled(home, { agents, tickets: n }, (done) => progress.draw('making a desk', done, n, 'tickets'));
  const [few, many] = [await fill(FEW), await fill(tickets)];
  const parts = [
    await evaluations(many, home),
    await whileServed(many, home),
    await pages(many),
    await events(few, many),
  ];
  progress.clear();
  const report = { rows: parts.flatMap(({ rows }) => rows), bars: parts.flatMap(({ bars }) => bars) };
  if (options.json) printJson({ bench: 'evaluate', ...report });
  else {
    const desk = `${agents.toLocaleString('en')} people, ${tickets.toLocaleString('en')} tickets`;
    print(`${desk}; ${availableParallelism()} cores, load now ${loadavg()[0]?.toFixed(1)}\n`);
    printReport(report);
  }
  process.exitCode = report.bars.every(({ ok }) => ok) ? 0 : 1;
}

if (options.store !== undefined) {
  await mkdir(options.store, { recursive: true });
  await run(options.store);
} else {
  const scratch = await mkdtemp(join(tmpdir(), 'stepladder-bench-'));
  try {
    await run(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
