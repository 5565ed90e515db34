import { Command } from 'commander';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { print, printJson } from '../output.ts';

interface Options extends DeskOptions {
  readonly digest?: boolean;
  readonly json?: boolean;
}

export function statusCommand(): Command {
  const command = new Command('status')
    .description('What the desk holds: deliveries, tickets, evaluations, what was set aside.')
    .option('--digest', 'with a digest of all that was derived: equal digests mean equal tables');
  return withJson(withDesk(command)).action(async (options: Options) => {
    const status = await atDesk(options, async ({ store, rules }) => ({
      ...(await store.counts()),
      setAside: await store.setAside(),
      unmapped: await store.unmapped(),
      evaluations: (await store.evaluations()).length,
      rulesVersion: rules.version,
      ...(options.digest && { digest: await store.digest() }),
    }));
    if (options.json) return printJson(status);
    for (const [name, value] of Object.entries(status)) {
      print(`${name.padEnd(14)} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
    }
  });
}
