import { Command } from 'commander';
import type { NoteList } from '../../api/notes-schema.ts';
import { notesView } from '../../api/views/notes.ts';
import { settleDue } from '../../settle.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { bold, ProgressLine, print, printJson } from '../output.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly team?: string;
  readonly json?: boolean;
}

export function notesCommand(): Command {
  const command = new Command('notes')
    .description(
      'Signs in the data that a lead should ask people about before trusting figures. No score; no rule reads it.',
    )
    .option('--team <name>', 'one team');
  return withJson(withAsOf(withDesk(command))).action(async (options: Options) => {
    const list = await atDesk(options, async (line, desk) => {
      const asOf = readAsOf(options.asOf, line);
      const progress = new ProgressLine();
      await settleDue(line, asOf ?? Date.now(), (_, done) => progress.draw('evaluating', done, null, 'weeks'));
      progress.clear();
      return notesView(desk, { asOf, team: options.team });
    });
    if (options.json) printJson(list);
    else printNotes(list);
  });
}

function printNotes({ asOf, signals }: NoteList): void {
  if (asOf === null) {
    print('Nothing has been evaluated yet. Import a log first: `stepladder import --help`.');
    return;
  }
  print(`As of ${asOf.slice(0, 16).replace('T', ' ')} UTC\n`);
  const noted = signals.filter(({ notes }) => notes.length > 0);
  for (const { title, mayMean, asks, notes } of noted) {
    print(bold(title));
    for (const { subject, sentence } of notes) {
      print(`  ${subject.name}${subject.team === null ? '' : ` (${subject.team})`}: ${sentence}`);
    }
    print(`  What it may mean: ${mayMean}`);
    print(`  To ask: ${asks}\n`);
  }
  const quiet = signals.filter(({ notes }) => notes.length === 0).map(({ title }) => title.toLowerCase());
  if (quiet.length > 0) print(`Looked for, and nothing to ask about: ${quiet.join('; ')}.`);
  print('A note starts a conversation or a repair of data. It is no score, and no rule can name it.');
}
