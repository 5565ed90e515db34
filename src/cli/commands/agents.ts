import { Command } from 'commander';
import { agentsView } from '../../api/views/figures.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { printJson, printTable } from '../output.ts';

export function agentsCommand(): Command {
  const command = new Command('agents').description('People who work tickets, by name.');
  return withJson(withDesk(command)).action(async (options: DeskOptions & { json?: boolean }) => {
    const agents = await atDesk(options, (_, desk) => agentsView(desk));
    if (options.json) return printJson({ agents });
    printTable(
      ['id', 'name', 'team', 'region', 'shift', 'accounts'],
      agents.map(({ id, name, team, region, shift, accounts }) => [
        id,
        name,
        team ?? '-',
        region ?? '-',
        shift ?? '-',
        String(accounts.length),
      ]),
    );
  });
}
