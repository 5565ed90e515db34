import { Command, Option } from 'commander';
import type { z } from 'zod';
import { decideOnFlag, decideOnPerson } from '../../api/deciding.ts';
import { type DecisionView, flagDecisionSchema, personDecisionSchema } from '../../api/decisions-schema.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { print, printJson } from '../output.ts';

interface Options extends DeskOptions {
  readonly agent?: string;
  readonly json?: boolean;
}

/** What an act may need besides who and why; yes and no become true and false. */
const YES_NO = ['upheld', 'kept', 'wants'] as const;
const FIELDS = ['by', 'reason', 'until', 'from', 'path', 'stage', 'rule', 'kind', 'decision', 'after', 'id'] as const;

export function decideCommand(): Command {
  const command = new Command('decide')
    .description('Write down what people decided, about a flag or about a person. Each line says who and why.')
    .argument('<flag>', 'id of the flag; with --agent: the act')
    .argument('[act]', flagActs())
    .option('--agent <id>', `instead of a flag, a person: ${personActs()}`)
    .requiredOption('--by <name>', 'who decides it')
    .requiredOption('--reason <text>', 'why, for the person concerned to read')
    .option('--until <date>', 'the end that is planned: of support, probation, leave, onboarding')
    .option('--from <date>', 'when leave or onboarding begins')
    .option('--path <id>', 'of an appointment or a step back')
    .option('--stage <id>', 'of an appointment or a step back')
    .option('--rule <id>', 'the role that an interest is about')
    .option('--kind <kind>', 'of a record')
    .option('--decision <id>', 'the line that is taken back')
    .option('--after <id>', 'the last line you saw: refused when somebody else decided since')
    .option('--id <id>', 'of your making: given again, it is written once');
  for (const name of YES_NO) command.addOption(new Option(`--${name} <answer>`, MEANING[name]).choices(['yes', 'no']));
  return withJson(withDesk(command)).action(async (first: string, second: string | undefined, options: Options) => {
    const decided = await atDesk(options, async (_line, desk) => {
      if (options.agent !== undefined) {
        if (second !== undefined) throw new WrongUse('With --agent give the act alone, without a flag.');
        return decideOnPerson(desk, options.agent, asked(personDecisionSchema, first, options), Date.now());
      }
      if (second === undefined) throw new WrongUse(`Say what is decided about flag ${first}: ${flagActs()}.`);
      return decideOnFlag(desk, first, asked(flagDecisionSchema, second, options), Date.now());
    });
    if (options.json) printJson(decided);
    else printDecided(decided);
  });
}

const MEANING = {
  upheld: 'whether whoever challenged was right',
  kept: 'whether what support was to bring back is back',
  wants: 'whether they want the role',
} as const;

const actsOf = (schema: typeof flagDecisionSchema | typeof personDecisionSchema): string =>
  schema.options.flatMap(({ shape }) => shape.act.options).join(', ');
const flagActs = () => actsOf(flagDecisionSchema);
const personActs = () => actsOf(personDecisionSchema);

/** Throws WrongUse that names the option. */
function asked<S extends z.ZodType>(schema: S, act: string, options: Options): z.output<S> {
  const given = options as unknown as Readonly<Record<string, string | undefined>>;
  const words = FIELDS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]));
  const answers = YES_NO.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name] === 'yes']]));
  const parsed = schema.safeParse({ act, ...Object.fromEntries([...words, ...answers]) });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `--${key} does not go with ${act}.`)
      : [issue.path[0] === 'act' ? `The act ${issue.message}` : `--${issue.path.join('.')} ${issue.message}`],
  );
  throw new WrongUse(wrong.join('\n'));
}

function printDecided({ id, at, by, sentence, agent, reason }: DecisionView): void {
  print(`Written ${at.slice(0, 16).replace('T', ' ')} UTC as ${id}:`);
  print(`${by}: ${sentence}${agent === null ? '' : `, about ${agent.name}`}. ${reason}`);
}
