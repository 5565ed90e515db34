import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { instantOf } from '../../api/as-of.ts';
import { type Desk, peopleOf } from '../../api/desk.ts';
import { metricOf, subjectView } from '../../api/views/words.ts';
import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { type Line, workOff } from '../../pipeline.ts';
import type { Evidence } from '../../progression/judgement.ts';
import { didYouMean } from '../../rules/nearest-word.ts';
import { InvalidSettings } from '../../settings/read-yaml.ts';
import { Unusable } from '../../settings/unusable.ts';
import { candidateRule } from '../../what-if/candidate-rule.ts';
import { type DeskNow, deskNow, type Person } from '../../what-if/desk-now.ts';
import { leave } from '../../what-if/leave.ts';
import { move, teamsOf } from '../../what-if/move.ts';
import { onlyTheirs } from '../../what-if/only-theirs.ts';
import { leaveSays, moveSays, trainSays } from '../../what-if/people-says.ts';
import { ruleSays } from '../../what-if/rule-says.ts';
import { ruleWhatIf } from '../../what-if/rule-what-if.ts';
import { train } from '../../what-if/train.ts';
import { leaveJson, moveJson, ruleJson, trainJson } from '../../what-if/what-if-json.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { Failed, WrongUse } from '../failure.ts';
import { figureText } from '../figures.ts';
import { ProgressLine, print, printJson } from '../output.ts';

interface Options extends DeskOptions {
  readonly rule?: string;
  readonly from?: string;
  readonly to?: string;
  readonly leave?: string;
  readonly move?: readonly string[];
  readonly train?: readonly string[];
  readonly asOf?: string;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

/** What was asked comes to this; nothing is changed by asking. */
interface Answer {
  readonly json: unknown;
  readonly says: readonly string[];
}

export function whatifCommand(): Command {
  const command = new Command('whatif')
    .description('What would follow if a rule, or who is where and can do what, were different. Changes nothing.')
    .option(
      '--rule <file>',
      'a rule in place of the one of the same id, or beside all: whose flag would stand otherwise',
    )
    .option('--from <date>', 'with --rule: first day; a year before the last where not given')
    .option('--to <date>', 'with --rule: last day; the last known where not given')
    .option('--leave <agent>', 'somebody leaves tomorrow: what is lost, and who could cover')
    .option('--move <agent team...>', 'somebody moves to a team: what both can do before and after')
    .option('--train <agent worktype...>', 'somebody learns a kind of work: what it brings, and takes');
  return withJson(withAsOf(withDesk(command))).action(async (options: Options) => {
    checkOptions(options);
    const { json, says } = await atDesk(options, (line, desk) => answer(line, desk, options));
    if (options.json) printJson(json);
    else for (const sentence of says) print(sentence);
  });
}

function checkOptions({ rule, leave: left, move: moved, train: trained, from, to, asOf }: Options): void {
  if ([rule, left, moved, trained].filter((one) => one !== undefined).length !== 1) {
    throw new WrongUse('Ask one thing: --rule FILE, --leave AGENT, --move AGENT TEAM, or --train AGENT WORKTYPE.');
  }
  if (rule === undefined && (from !== undefined || to !== undefined))
    throw new WrongUse('--from and --to go with --rule. For people write --as-of, or neither.');
  if (rule !== undefined && asOf !== undefined)
    throw new WrongUse('--as-of does not go with --rule. Write --from and --to.');
  for (const [name, given] of [
    ['--move AGENT TEAM', moved],
    ['--train AGENT WORKTYPE', trained],
  ] as const)
    if (given !== undefined && given.length !== 2)
      throw new WrongUse(`${name} takes two words; put quotes around one that has spaces.`);
}

async function answer(line: Line, desk: Desk, options: Options): Promise<Answer> {
  await workOff(line);
  const last = (await line.store.knownSpan())?.last;
  if (last === undefined) throw new Failed('Nothing is known yet. Import a log first: `stepladder import --help`.');
  if (options.rule !== undefined) return ruleAnswer(line, desk, { ...options, rule: options.rule, last });
  const people = await peopleOf(desk);
  const now = await deskNow(line, readAsOf(options.asOf, line) ?? last, people);
  if (now === null) throw new Failed('Nothing was known then. Ask for a later --as-of, or import a log first.');
  return peopleAnswer(line, now, options);
}

async function peopleAnswer(line: Line, now: DeskNow, options: Options): Promise<Answer> {
  const [who = '', what = ''] = options.move ?? options.train ?? [options.leave];
  const person = personNamed(now, who);
  if (options.leave !== undefined) {
    const found = leave(now, person, await onlyTheirs(line, person.id, now.asOf));
    return { json: leaveJson(found, now), says: leaveSays(found, now) };
  }
  if (options.move !== undefined) {
    const found = move(now, person, oneOf(what, teamsOf(now), 'team'));
    if (person.team === found.to) throw new WrongUse(`${person.name} is in ${found.to} already. Name another team.`);
    return { json: moveJson(found, now), says: moveSays(found, now) };
  }
  const types = [...new Set(now.people.flatMap(({ work }) => [...work.keys()]))].sort();
  const found = train(now, person, oneOf(what, types, 'kind of work'));
  return { json: trainJson(found, now), says: trainSays(found, now) };
}

function personNamed({ people }: DeskNow, word: string): Person {
  const byId = people.find(({ id }) => id === word);
  if (byId !== undefined) return byId;
  const named = people.filter(({ name }) => name.toLowerCase() === word.toLowerCase());
  const [one] = named;
  if (one !== undefined && named.length === 1) return one;
  if (one !== undefined)
    throw new WrongUse(
      `${named.length} people are called ${word}. Write an id: ${named.map(({ id }) => id).join(', ')}.`,
    );
  const near = nearest(word, [...people.map(({ name }) => name), ...people.map(({ id }) => id)]);
  throw new WrongUse(`There is nobody "${word}". ${near}\`stepladder agents\` lists who there is.`);
}

function oneOf(word: string, known: readonly string[], what: string): string {
  const found = known.find((one) => one.toLowerCase() === word.toLowerCase());
  if (found !== undefined) return found;
  throw new WrongUse(`There is no ${what} "${word}". ${nearest(word, known)}There are: ${known.join(', ')}.`);
}

/** Whatever the case of its letters. */
function nearest(word: string, known: readonly string[]): string {
  const written = new Map(known.map((one) => [one.toLowerCase(), one]));
  return didYouMean(word, [...written.keys()]).replace(
    /"(.*)"/,
    (_, found: string) => `"${written.get(found) ?? found}"`,
  );
}

async function ruleAnswer(
  line: Line,
  desk: Desk,
  options: Options & { readonly rule: string; readonly last: Instant },
): Promise<Answer> {
  const rule = await readCandidate(options.rule, line);
  const to = dayOf('--to', options.to, line) ?? options.last + 7 * DAY_MS;
  const from = dayOf('--from', options.from, line) ?? to - YEAR_MS;
  if (from > to) throw new WrongUse(`--from ${options.from} lies after the last day. Write an earlier one.`);
  const people = await peopleOf(desk);
  const progress = new ProgressLine();
  const onWeek = (done: number) => progress.draw('judging', done, null, 'weeks');
  const found = await ruleWhatIf(line, { from, to, rule, teamOf: (id: AgentId) => people.teamOf(id), onWeek });
  progress.clear();
  const words = { nameOf: (subject: Parameters<typeof subjectView>[0]) => subjectView(subject, people).name, figureOf };
  return { json: ruleJson(found, words), says: ruleSays(found, words) };
}

async function readCandidate(path: string, { rules }: Line) {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Unusable(`${path} cannot be read. Check the path and its permissions.`, { cause });
  });
  try {
    return candidateRule(path, text, rules);
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    const n = error.problems.length;
    throw new Failed(`${error.message}\n${n} problem${n === 1 ? '' : 's'} in ${path}.`);
  }
}

function figureOf({ metric, estimate }: Evidence): string {
  const { title, unit, counted } = metricOf(metric);
  if (estimate === null) return title;
  const upper = Number.isFinite(estimate.upper) ? estimate.upper : null;
  return `${title} ${figureText({ ...estimate, upper }, { unit, counted })}`;
}

function dayOf(option: string, text: string | undefined, { rules }: Line): Instant | undefined {
  if (text === undefined) return undefined;
  const at = instantOf(text, rules.desk.timezone);
  if (at === null) throw new WrongUse(`${option} "${text}" is no date. Write 2026-05-04.`);
  return at;
}
