import { Command, Option } from 'commander';
import { flagStateSchema } from '../../api/decisions-schema.ts';
import type { FlagList } from '../../api/schemas.ts';
import { type FlagQuery, flagsView } from '../../api/views/flags.ts';
import { settleDue } from '../../settle.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { ProgressLine, print, printJson, printTable } from '../output.ts';

interface Options extends DeskOptions, Omit<FlagQuery, 'asOf'> {
  readonly asOf?: string;
  readonly json?: boolean;
}

export function flagsCommand(): Command {
  const command = new Command('flags')
    .description('Flags that are up: who is ready to be looked at for a role, and what is at risk. People decide.')
    .addOption(new Option('--kind <kind>').choices(['readiness', 'risk']))
    .option('--rule <id>', 'one role or risk')
    .option('--team <name>', 'one team')
    .addOption(new Option('--state <state>').choices(['open', 'withdrawn', 'all']).default('open'))
    .addOption(new Option('--stands <where>', 'where it stands').choices(flagStateSchema.options));
  return withJson(withAsOf(withDesk(command))).action(async (options: Options) => {
    const list = await atDesk(options, async (line, desk) => {
      const asOf = readAsOf(options.asOf, line);
      const progress = new ProgressLine();
      await settleDue(line, asOf ?? Date.now(), (_, done) => progress.draw('evaluating', done, null, 'weeks'));
      progress.clear();
      const { kind, rule, team, state, stands } = options;
      return flagsView(desk, { asOf, kind, rule, team, state, stands }, Date.now());
    });
    if (options.json) printJson(list);
    else printFlags(list);
  });
}

function printFlags({ asOf, flags, refused }: FlagList): void {
  if (asOf === null) {
    print('Nothing has been evaluated yet. Import a log first: `stepladder import --help`.');
    return;
  }
  print(`As of ${asOf.slice(0, 16).replace('T', ' ')} UTC\n`);
  printTable(
    ['flag', 'kind', 'what', 'about', 'team', 'raised', 'stands'],
    flags.map(({ id, kind, title, subject, raisedAt, stands, readiness, furtherStep }) => [
      id,
      kind,
      furtherStep === null ? title : `${title} (before ${furtherStep.title})`,
      subject.name,
      subject.team ?? '-',
      raisedAt.slice(0, 10),
      readiness === 'strong' ? `${stands.state}, strong` : stands.state,
    ]),
  );
  print('\nHow each rule judged:');
  printTable(
    ['rule', 'verdict', 'subjects'],
    refused.map(({ rule, verdict, subjects }) => [rule, verdict, String(subjects)]),
  );
  print('\n`stepladder explain FLAG` shows the evidence. A flag is a prompt to look; it decides nothing.');
}
