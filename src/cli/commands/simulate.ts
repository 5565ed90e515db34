import { Command, Option } from 'commander';
import { AGENT_COLUMNS, TICKET_COLUMNS } from '../../../connectors/index.ts';
import type { DeskPlan } from '../../simulator/desk-plan.ts';
import { simulateAgents, simulateTickets } from '../../simulator/simulate-desk.ts';
import { WORLDS, type World } from '../../simulator/worlds.ts';
import { WrongUse } from '../failure.ts';
import { print } from '../output.ts';
import { writeRows } from '../write-rows.ts';

interface Options {
  readonly agents: string;
  readonly weeks: string;
  readonly seed: string;
  readonly start: string;
  readonly world: World;
  readonly out: string;
  readonly agentsOut?: string;
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Write the log of an invented desk of known skill, in the neutral form.')
    .option('--agents <n>', 'how many people', '30')
    .option('--weeks <n>', 'how long', '26')
    .option('--seed <n>', 'the same seed gives the same bytes', '1')
    .option('--start <date>', 'a Monday', '2026-01-05')
    .addOption(new Option('--world <name>', 'how its people and its luck are').choices(WORLDS).default('plain'))
    .requiredOption('--out <file>', 'name ending in .csv or .jsonl, optionally .gz')
    .option('--agents-out <file>', 'the list of agents beside it')
    .action(async (options: Options) => {
      const plan = planOf(options);
      await writeRows(options.out, TICKET_COLUMNS, simulateTickets(plan) as Iterable<never>);
      if (options.agentsOut !== undefined)
        await writeRows(options.agentsOut, AGENT_COLUMNS, simulateAgents(plan) as readonly never[]);
      print(
        `${options.out} written: ${plan.agents} people, ${plan.weeks} weeks from ${options.start}, seed ${plan.seed}.`,
      );
    });
}

function planOf({ agents, weeks, seed, start, world }: Options): DeskPlan {
  const whole = (name: string, text: string) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0) throw new WrongUse(`--${name} is a whole number, not "${text}".`);
    return value;
  };
  const startsAt = Date.parse(`${start}T00:00:00Z`);
  if (Number.isNaN(startsAt)) throw new WrongUse(`--start "${start}" is no date. Write a Monday as 2026-01-05.`);
  return {
    agents: whole('agents', agents),
    weeks: whole('weeks', weeks),
    seed: whole('seed', seed),
    start: startsAt,
    world,
  };
}
