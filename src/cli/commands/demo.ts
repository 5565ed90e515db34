import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Desk } from '../../api/desk.ts';
import { flagsView } from '../../api/views/flags.ts';
import { deliverRows } from '../../inbox/deliver-rows.ts';
import type { ServeOptions } from '../../main.ts';
import { type Line, workOff } from '../../pipeline.ts';
import { settleDue } from '../../settle.ts';
import { type DeskPlan, endOf } from '../../simulator/desk-plan.ts';
import { simulateAgents, simulateTickets } from '../../simulator/simulate-desk.ts';
import { atDesk, PROGRAM, WEB_FOLDER } from '../desk.ts';
import { ProgressLine, print } from '../output.ts';
import { portOf, service, untilSignal } from './serve.ts';

/**
 * About the smallest on which the desk's self-check says that quality tells something about people, so that the shipped
 * rules raise flags of readiness, of quality slipping and of cover. That hangs on the seed: of ten desks of this size two do.
 */
const PLAN: DeskPlan = { seed: 5, agents: 30, weeks: 26, start: Date.UTC(2026, 0, 5) };

interface Options {
  readonly port: string;
}

/** What is shown beside the invented desk. */
export interface DemoParts extends Pick<ServeOptions, 'secretsOf' | 'credentialOf'> {
  readonly rules: string;
  /** Called when the service listens; returns lines to print. */
  readonly onServed: (url: string) => readonly string[];
}

const ALONE: DemoParts = { rules: join(PROGRAM, 'rules'), onServed: () => [] };

export const demoCommand = (): Command => commandOf(ALONE);

/** The same command with more beside it, from arguments as they come after its name. */
export async function showDemo(args: readonly string[], parts: DemoParts): Promise<void> {
  await commandOf(parts).parseAsync([...args], { from: 'user' });
}

function commandOf(parts: DemoParts): Command {
  return new Command('demo')
    .description('Show an invented desk of 30 people and 26 weeks, with flags to look at. Keeps nothing.')
    .option('--port <n>', 'port to listen on, loopback only', '8080')
    .action(async ({ port }: Options) => {
      const data = await mkdtemp(join(tmpdir(), 'stepladder-demo-'));
      const stop = untilSignal();
      try {
        await atDesk({ data, rules: parts.rules, serving: true }, (line, desk) =>
          show(line, desk, portOf(port), { stop, ...parts }),
        );
      } finally {
        await rm(data, { recursive: true, force: true });
      }
    });
}

async function show(
  line: Line,
  desk: Desk,
  port: number,
  { stop, onServed, ...parts }: DemoParts & { stop: Promise<void> },
) {
  const startedAt = performance.now();
  await fillDesk(line);
  // The invented weeks lie in the past: by now, nobody would have done anything for months.
  const settleUntil = () => endOf(PLAN);
  const { pino, serve } = await service();
  const log = pino({ level: 'warn' });
  const webFolder = existsSync(WEB_FOLDER) ? WEB_FOLDER : null;
  const served = await serve({ line, host: '127.0.0.1', port, token: null, webFolder, log, settleUntil, ...parts });
  const { flags } = await flagsView(desk, {}, Date.now());
  print(
    `An invented desk of ${PLAN.agents} people over ${PLAN.weeks} weeks, ready in ${Math.round((performance.now() - startedAt) / 1000)} s.`,
  );
  const shown = flags.filter(({ furtherStep }) => furtherStep === null);
  print(`${shown.length} flags are up. Look at them:  ${served.url}`);
  for (const said of onServed(served.url)) print(said);
  print('Ctrl-C ends it.');
  await stop;
  await served.close();
}

/** The simulated log goes the way of every log: deliveries, events, contributions, evaluations. */
async function fillDesk(line: Line): Promise<void> {
  const progress = new ProgressLine();
  await line.store.configureSource({ source: 'simulated-desk', connector: 'ticket-log', settings: null });
  const about = { source: 'simulated-desk', origin: `simulated desk, seed ${PLAN.seed}`, receivedAt: endOf(PLAN) };
  await deliverRows(line.store, { ...about, about: 'agent' }, simulateAgents(PLAN));
  await deliverRows(line.store, { ...about, about: 'ticket' }, simulateTickets(PLAN));
  await workOff(line, (stage, done) => progress.draw(stage, done, null, ''));
  await settleDue(line, Date.now(), (stage, done) => progress.draw(stage, done, PLAN.weeks, 'weeks'));
  progress.clear();
}
