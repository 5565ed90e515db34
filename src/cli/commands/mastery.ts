import { Command } from 'commander';
import type { AgentMastery, TeamMastery, TypeMastery } from '../../api/mastery-schema.ts';
import { agentMasteryView, teamMasteryView } from '../../api/views/mastery.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { figureText } from '../figures.ts';
import { print, printJson, printTable } from '../output.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly team?: string;
  readonly json?: boolean;
}

export function masteryCommand(): Command {
  const command = new Command('mastery')
    .description(
      'What one person masters of each kind of work, and what is missing; with --team, who of it can do what, by name.',
    )
    .argument('[agent]', 'id of a person; `stepladder agents` lists them')
    .option('--team <name>', 'one team');
  return withJson(withAsOf(withDesk(command))).action(async (agent: string | undefined, options: Options) => {
    const { team } = options;
    if ((agent === undefined) === (team === undefined)) {
      throw new WrongUse(
        'Name one person, or a team: `stepladder mastery AGENT`, or `stepladder mastery --team NAME`.',
      );
    }
    if (agent === undefined) return printTeam(options, team ?? null);
    const mastery = await atDesk(options, (line, desk) => agentMasteryView(desk, agent, readAsOf(options.asOf, line)));
    if (options.json) printJson(mastery);
    else printAgent(mastery);
  });
}

const STATES: Readonly<Record<TypeMastery['state'], string>> = {
  mastered: 'mastered',
  'not-shown': 'not shown yet',
  'not-offered': 'not offered',
};

function printAgent({ asOf, heldBack, types }: AgentMastery): void {
  if (asOf === null || types.length === 0) {
    print('Nothing is settled. `stepladder evaluate` settles it once tickets have had time to show their outcome.');
    return;
  }
  if (heldBack !== null) print(`Held for and against nobody: ${heldBack}`);
  printTable(
    ['work type', 'mastery', 'success (95 % interval, sample)', 'alone', 'last', 'missing'],
    types.map((type) => [
      type.workType,
      masteryText(type),
      type.estimate === null ? '-' : figureText(type.estimate, { unit: 'share', counted: 'resolutions' }),
      `${type.alone} of ${type.taken}`,
      type.lastAt?.slice(0, 10) ?? '-',
      missingText(type),
    ]),
  );
}

function masteryText({ state, probability }: TypeMastery): string {
  return probability === null ? STATES[state] : `${STATES[state]} (${Math.floor(100 * probability + 1e-9)} % sure)`;
}

function missingText({ state, probability, missing }: TypeMastery): string {
  if (state === 'mastered') return '-';
  if (probability === null) return 'resolutions that are old enough to be scored';
  return missing === null ? 'a better rate: no number at this one would do' : `about ${missing} more at this rate`;
}

async function printTeam(options: Options, team: string | null): Promise<void> {
  const found = await atDesk(options, (line, desk) => teamMasteryView(desk, team, readAsOf(options.asOf, line)));
  if (options.json) return printJson(found);
  if (found.people.length === 0) return print('Nothing is settled of this team. `stepladder evaluate` settles it.');
  if (found.heldBack !== null) print(`Held for and against nobody: ${found.heldBack}`);
  printTable(
    ['name', ...found.types.map(({ workType }) => workType)],
    [...found.people.map((person) => personRow(person, found.types)), ...deskRows(found.types)],
  );
}

function personRow({ agent, cells }: TeamMastery['people'][number], types: TeamMastery['types']): string[] {
  return [
    agent.name,
    ...types.map(({ workType }) => {
      const cell = cells.find((one) => one.workType === workType);
      return cell === undefined ? STATES['not-offered'] : masteryText(cell);
    }),
  ];
}

function deskRows(types: TeamMastery['types']): string[][] {
  const share = { unit: 'share', counted: 'resolutions' } as const;
  const people = { unit: 'people', counted: 'resolutions' } as const;
  return [
    ['whole desk: bus factor', ...types.map(({ busFactor: one }) => (one === null ? '-' : figureText(one, people)))],
    [
      'whole desk: nobody there',
      ...types.map(({ nobodyPresent: one }) => (one === null ? '-' : figureText(one, share))),
    ],
  ];
}
