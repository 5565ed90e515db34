// npm run bench:validity [-- --world lumpy] [-- --agents 12] [-- --replicates 40] [-- --seed 20000] [-- --json]: desks whose
// truth is known, sent through the line as any desk's log is; what it then says of people is scored against the truth,
// beside what dashboards would say of the same tickets. Exit code 1 when a bar is missed.
import { parseArgs } from 'node:util';
import { ProgressLine, print, printJson } from '../src/cli/output.ts';
import type { DeskPlan } from '../src/simulator/desk-plan.ts';
import { WORLDS, type World } from '../src/simulator/worlds.ts';
import { barsOf } from './validity/bars.ts';
import { mean } from './validity/estimator-scores.ts';
import type { Replicate } from './validity/replicate.ts';
import { replicatesOf } from './validity/replicates.ts';
import { summaryOf } from './validity/summary.ts';
import { printSummary } from './validity/tables.ts';

const WEEKS = 72;
const { values: options } = parseArgs({
  options: {
    world: { type: 'string', default: 'plain' },
    agents: { type: 'string', default: '48' },
    replicates: { type: 'string', default: '10' },
    seed: { type: 'string', default: '20000' },
    json: { type: 'boolean', default: false },
  },
});
const world = worldOf(options.world);
const agents = Number(options.agents);
const plans = Array.from(
  { length: Number(options.replicates) },
  (_, i): DeskPlan => ({ seed: Number(options.seed) + i, agents, weeks: WEEKS, start: Date.UTC(2025, 0, 6), world }),
);

const progress = new ProgressLine();
const startedAt = performance.now();
const lived = await replicatesOf(plans, (done) => progress.draw('evaluating', done, plans.length * WEEKS, 'weeks'));
progress.clear();
const seconds = (performance.now() - startedAt) / 1000;
const summary = summaryOf(lived.map(({ years }) => years));
const bars = barsOf(world, agents, summary, plans.length);
if (options.json) {
  printJson({ bench: 'validity', world, agents, seeds: plans.map(({ seed }) => seed), seconds, summary, bars });
} else {
  print(`${plans.length} desks of ${agents} people over ${WEEKS} weeks, world ${world}, seeds from ${options.seed}\n`);
  printSummary(summary);
  for (const { id, value, limit, ok } of bars)
    print(`${ok ? 'ok  ' : 'MISS'} ${id}: ${value.toFixed(3)} (asked: ${limit})`);
  print(`\n${seconds.toFixed(0)} s; a desk: ${stepsOf(lived)}`);
}
process.exitCode = bars.every(({ ok }) => ok) ? 0 : 1;

function worldOf(name: string): World {
  const known = WORLDS.find((one) => one === name);
  if (known === undefined) throw new RangeError(`There is no world "${name}". Give one of ${WORLDS.join(', ')}.`);
  return known;
}

function stepsOf(replicates: readonly Replicate[]): string {
  const steps = Object.keys(replicates[0]?.seconds ?? {}) as (keyof Replicate['seconds'])[];
  return steps
    .map((step) => `${step} ${mean(replicates.map(({ seconds: took }) => took[step])).toFixed(1)} s`)
    .join(', ');
}
