import { Command } from 'commander';
import { type Moved, move } from '../../store/move.ts';
import { withJson } from '../desk.ts';
import { Failed } from '../failure.ts';
import { ProgressLine, print, printJson, printTable } from '../output.ts';
import { dataOption } from '../store-location.ts';

interface Options {
  readonly data: string;
  readonly to: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function moveCommand(): Command {
  const command = new Command('move')
    .description('Copy the desk with all it keeps into an empty store of either engine; stop the service before.')
    .addOption(dataOption())
    .requiredOption('--to <place>', 'a folder, or postgres://USER:PASSWORD@HOST/DATABASE?schema=NAME')
    .option('--force', 'delete first what the target holds');
  return withJson(command).action(async (options: Options) => {
    const progress = new ProgressLine();
    try {
      const moved = await move(options.data, options.to, {
        force: options.force ?? false,
        onRows: (table, done, total) => progress.draw(table, done, total, 'rows'),
      });
      progress.clear();
      if (options.json) printJson(moved);
      else printMoved(moved);
      if (moved.same) return;
      throw new Failed(
        'The copy differs, and was undone: the target holds what it held before. Restart both databases and run this again; if it differs again, tell the maintainers which table.',
      );
    } finally {
      progress.clear();
    }
  });
}

function printMoved({ tables, from, to, same }: Moved): void {
  printTable(
    ['table', 'rows', ''],
    Object.entries(tables)
      .filter(([, { rows }]) => rows > 0)
      .map(([table, one]) => [table, one.rows.toLocaleString('en'), one.same ? 'same' : 'DIFFERENT']),
  );
  for (const name of ['events', 'contributions', 'evaluations'] as const) {
    print(`${name.padEnd(14)} ${from[name] === to[name] ? 'same' : 'DIFFERENT'}  ${from[name]}  ${to[name]}`);
  }
  if (same) print('All is there, and the same. The old desk is left as it was: start the service on the new one.');
}
