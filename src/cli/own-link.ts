import { Command } from 'commander';
import { ownToken } from '../api/own-token.ts';
import { agentView } from '../api/views/figures.ts';
import { readToken } from '../config.ts';
import { atDesk, type DeskOptions, withDesk } from './desk.ts';
import { print } from './output.ts';

export function ownLinkCommand(): Command {
  const command = new Command('own-link')
    .description(
      "The address of one person's own page: what is said of them, and where they challenge it. Give it to them alone.",
    )
    .argument('<agent>', 'id of the person')
    .option('--base <url>', 'where the service is reached', 'http://localhost:8080');
  return withDesk(command).action(async (agent: string, options: DeskOptions & { readonly base: string }) => {
    const { id } = await atDesk(options, (_line, desk) => agentView(desk, agent));
    const token = readToken(process.env);
    const address = `${options.base.replace(/\/+$/, '')}/own/${encodeURIComponent(id)}`;
    print(token === null ? address : `${address}#${ownToken(token, id)}`);
    if (token === null)
      process.stderr.write(
        'No STEPLADDER_TOKEN is set, so this address opens to anybody on the machine of the service. Set the token of the service for one that opens to this person alone.\n',
      );
  });
}
