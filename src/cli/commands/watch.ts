import { Command } from 'commander';
import { watchView } from '../../api/views/watch.ts';
import type { WatchList } from '../../api/watch-schema.ts';
import { settleDue } from '../../settle.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { bold, ProgressLine, print, printJson } from '../output.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly team?: string;
  readonly json?: boolean;
}

export function watchCommand(): Command {
  const command = new Command('watch')
    .description('What is worth a look and nobody has settled: who waits, what was promised, where nobody is ready.')
    .option('--team <name>', 'one team');
  return withJson(withAsOf(withDesk(command))).action(async (options: Options) => {
    const list = await atDesk(options, async (line, desk) => {
      const asOf = readAsOf(options.asOf, line);
      const progress = new ProgressLine();
      await settleDue(line, asOf ?? Date.now(), (_, done) => progress.draw('evaluating', done, null, 'weeks'));
      progress.clear();
      return watchView(desk, { asOf, team: options.team }, Date.now());
    });
    if (options.json) printJson(list);
    else printWatch(list);
  });
}

function printWatch({ asOf, kinds, steps }: WatchList): void {
  if (asOf === null) print('Nothing has been evaluated yet, so this rests on decisions alone.\n');
  else print(`As of ${asOf.slice(0, 16).replace('T', ' ')} UTC\n`);
  for (const { title, why, first, what, items } of kinds.filter(({ items: found }) => found.length > 0)) {
    print(bold(title));
    print(`  ${why}`);
    for (const { subject, sentence, flag } of items) {
      const team = subject.team === null ? '' : ` (${subject.team})`;
      print(`  - ${subject.name}${team}: ${sentence}${flag === null ? '' : ` Flag ${flag}.`}`);
    }
    print(`  Told first: ${first}.`);
    print(`  What to do: ${what}\n`);
  }
  const quiet = kinds.filter(({ items }) => items.length === 0).map(({ title }) => title.toLowerCase());
  if (quiet.length > 0) print(`Looked for, and nothing there: ${quiet.join('; ')}.`);
  for (const { team, people, withStep } of steps) print(`${team}: ${withStep} of ${people} have a step before them.`);
  print('Names stand in order of team and name. Nothing here is a score, and nothing follows from it by itself.');
}
