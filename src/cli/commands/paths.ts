import { join } from 'node:path';
import { Command } from 'commander';
import { type CareerPath, type Stage, stageKey } from '../../progression/path.ts';
import { loadRules } from '../../rules/load-rules.ts';
import { readRuleFiles } from '../../rules/rule-files.ts';
import { PROGRAM, withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { bold, print, printJson, printTable } from '../output.ts';

interface Options {
  readonly rules: string;
  readonly json?: boolean;
}

export function pathsCommand(): Command {
  const command = new Command('paths')
    .description('The paths that the desk offers: stages, what opens them, duties and planned time.')
    .argument('[path]', 'one path, with all that is asked and done on it')
    .option('--rules <folder>', "the desk's rules", process.env['STEPLADDER_RULES'] ?? join(PROGRAM, 'rules'));
  return withJson(command).action(async (asked: string | undefined, options: Options) => {
    const paths = chosen(loadRules(await readRuleFiles(options.rules)).paths, asked);
    if (options.json) return printJson({ paths });
    const [one] = paths;
    if (asked !== undefined && one !== undefined) return printPath(one);
    printTable(
      ['stage', 'title', 'opened by', 'needs', 'weeks', 'SFIA 9'],
      paths.flatMap((path) => path.stages.map((stage) => stageRow(path, stage))),
    );
  });
}

function chosen(paths: readonly CareerPath[], asked: string | undefined): readonly CareerPath[] {
  if (asked === undefined) return paths;
  const found = paths.filter(({ id }) => id === asked);
  if (found.length > 0) return found;
  const known = paths.map(({ id }) => id).join(', ');
  throw new WrongUse(
    known === '' ? 'This desk has no paths. Write one in paths/.' : `No path "${asked}". Known: ${known}.`,
  );
}

function stageRow({ id: path }: CareerPath, stage: Stage): string[] {
  const { id, title, role, needs, plannedWeeks } = stage;
  const opens = role ?? 'people';
  return [
    stageKey({ path, stage: id }),
    title,
    opens,
    needs.map(stageKey).join(', '),
    String(plannedWeeks),
    sfiaOf(stage),
  ];
}

function sfiaOf({ sfia }: Stage): string {
  return sfia.map(({ code, from, to }) => `${code} ${from === to ? from : `${from}-${to}`}`).join(', ');
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function printPath({ title, why, stages, gates, version }: CareerPath): void {
  print(`${bold(title)} (version ${version})`);
  print(why);
  stages.forEach((stage, i) => {
    print();
    printStage(stage, i + 1);
  });
  for (const { title, byWeek, reaches, heldWeeks, records, why } of gates) {
    print();
    const held = heldWeeks > 0 ? `, held for ${heldWeeks} weeks` : '';
    const asked = records.length > 0 ? `; on record: ${records.join(', ')}` : '';
    print(`${bold(title)}: by week ${byWeek}, ${reaches.map(stageKey).join(' or ')}${held}${asked}`);
    print(`  ${why}`);
  }
}

function printStage(stage: Stage, at: number): void {
  const { title, why, duties, role, openedByPeople, needs, keeps, work, plannedWeeks, exit } = stage;
  print(bold(`${at}. ${title}`));
  print(`  ${why}`);
  const lines: readonly (readonly [string, string | null])[] = [
    ['opened by', role === null ? `people alone: ${openedByPeople}` : `the flag of ${role}, and people`],
    ['needs', needs.map(stageKey).join(', ')],
    [
      'earlier work',
      keeps === null ? null : `${percent(keeps.lower)} to ${percent(keeps.upper)} of the work is of kinds done before`,
    ],
    ['work', work.join(', ')],
    ['customers', `${percent(stage.customerContact)} of the work or more`],
    ['why less', stage.whyLessContact],
    ['planned', `${plannedWeeks} weeks, then the next step is talked about`],
    ['SFIA 9', sfiaOf(stage)],
    ['ends', exit === null ? null : exit === 'inside' ? 'elsewhere in the firm' : 'beyond the firm'],
  ];
  for (const [what, words] of lines) if (words !== null && words !== '') print(`  ${what.padEnd(12)} ${words}`);
  for (const { what, cadence } of duties) print(`  ${cadence.padEnd(12)} ${what}`);
}
