import { Command } from 'commander';
import { atDesk, type DeskOptions, withDesk } from './desk.ts';
import { WrongUse } from './failure.ts';
import { print } from './output.ts';

export function eraseDecisionsCommand(): Command {
  const command = new Command('erase-decisions')
    .description('Delete all that was decided about one person, for their erasure. It cannot be brought back.')
    .argument('<agent>', 'id of the person')
    .option('--yes', 'really');
  return withDesk(command).action(async (agent: string, options: DeskOptions & { readonly yes?: boolean }) => {
    if (options.yes !== true)
      throw new WrongUse('This deletes for good. Make a backup if you may need it, then add --yes.');
    const erased = await atDesk(options, ({ store }) => store.eraseDecisions(agent));
    print(
      erased === 0
        ? `Nothing was decided about ${agent}.`
        : `What was decided about ${agent} is deleted: ${erased} in all.`,
    );
  });
}
