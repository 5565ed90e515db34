import { Command } from 'commander';
import type { DecisionView } from '../../api/decisions-schema.ts';
import { decisionsView } from '../../api/views/decisions.ts';
import { atDesk, type DeskOptions, readDate, withDesk, withJson } from '../desk.ts';
import { print, printJson, printTable } from '../output.ts';
import { csvLines } from '../write-rows.ts';

interface Options extends DeskOptions {
  readonly since?: string;
  readonly agent?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
}

export function decisionsCommand(): Command {
  const command = new Command('decisions')
    .description('What people decided and said: who, when, about whom, and why. Oldest first.')
    .option('--since <date>', 'from then on')
    .option('--agent <id>', 'about one person')
    .option('--csv', 'print CSV');
  return withJson(withDesk(command)).action(async (options: Options) => {
    const decisions = await atDesk(options, async (line, desk) => {
      const since = readDate('--since', options.since, line);
      return (await decisionsView(desk, since)).decisions;
    });
    const { agent: about } = options;
    await show(about === undefined ? decisions : decisions.filter(({ agent }) => agent?.id === about), options);
  });
}

async function show(decisions: readonly DecisionView[], { json, csv }: Options): Promise<void> {
  if (json) return printJson({ decisions });
  if (csv) {
    for await (const line of csvLines(COLUMNS, decisions.map(row))) print(line.trimEnd());
    return;
  }
  if (decisions.length === 0) return print('Nobody has decided anything yet. `stepladder decide --help` says how.');
  printTable(
    ['at', 'by', 'about', 'what', 'why', 'id'],
    decisions.map(({ id, at, by, agent, flag, sentence, reason, takenBackBy }) => [
      at.slice(0, 16).replace('T', ' '),
      by,
      agent?.name ?? `flag ${flag}`,
      takenBackBy === null ? sentence : `${sentence} (taken back)`,
      reason.replaceAll(/\s+/g, ' '),
      id,
    ]),
  );
}

const COLUMNS = [
  'id',
  'at',
  'by',
  'agent',
  'name',
  'act',
  'sentence',
  'reason',
  'flag',
  'rule',
  'rule_version',
  'expectation',
  'details',
  'taken_back_by',
];

const row = ({ agent, shown, details, takenBackBy, flag, ...line }: DecisionView) => ({
  ...line,
  agent: agent?.id,
  name: agent?.name,
  flag: flag ?? undefined,
  rule: shown?.rule,
  rule_version: shown?.ruleVersion,
  expectation: shown?.expectation ?? undefined,
  details: Object.keys(details).length === 0 ? undefined : JSON.stringify(details),
  taken_back_by: takenBackBy ?? undefined,
});
