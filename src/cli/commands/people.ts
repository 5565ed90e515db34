import { Command } from 'commander';
import { NotFound } from '../../api/desk.ts';
import type { AccountId, AgentId } from '../../domain/ids.ts';
import { type Suggestion, suggestAliases } from '../../people/suggest-aliases.ts';
import { suggestSamePeople } from '../../people/suggest-same-people.ts';
import { workOff } from '../../pipeline.ts';
import type { Alias, Store } from '../../store/store.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { eraseDecisionsCommand } from '../erase-decisions.ts';
import { WrongUse } from '../failure.ts';
import { print, printJson, printTable } from '../output.ts';
import { ownLinkCommand } from '../own-link.ts';

interface ConfirmOptions extends DeskOptions {
  readonly by: string;
  readonly minShare?: string;
  readonly minTickets: string;
  readonly json?: boolean;
}

export function peopleCommand(): Command {
  const people = new Command('people').description('Which accounts of different id spaces are one person.');
  const suggest = new Command('suggest').description(
    'Propose pairs, with the share of tickets that speaks for each. Changes nothing.',
  );
  withJson(withDesk(suggest)).action((options: DeskOptions & { json?: boolean }) => printSuggestions(options));
  people.addCommand(suggest);
  const confirm = new Command('confirm')
    .description('Keep that accounts are one person: a pair, or all suggestions that are strong enough.')
    .argument('[account]', 'the account')
    .argument('[agent]', 'the account that stands for the person')
    .requiredOption('--by <name>', 'who confirms it')
    .option('--min-share <share>', 'instead of a pair: all suggestions with at least this share of tickets, 0.5 to 1')
    .option('--min-tickets <n>', 'and at least this many tickets', '10');
  withJson(withDesk(confirm)).action(confirmPeople);
  people.addCommand(confirm);
  const list = new Command('list').description('Pairs that were confirmed, by whom and when.');
  withJson(withDesk(list)).action((options: DeskOptions & { json?: boolean }) => printConfirmed(options));
  return people.addCommand(list).addCommand(ownLinkCommand()).addCommand(eraseDecisionsCommand());
}

async function printSuggestions(options: DeskOptions & { json?: boolean }): Promise<void> {
  const { suggestions, samePeople } = await atDesk(options, async ({ store }) => ({
    suggestions: await suggestAliases(store),
    samePeople: suggestSamePeople(
      await store.agents(),
      new Set((await store.aliases()).map(({ account }) => account as string)),
    ),
  }));
  if (options.json) return printJson({ suggestions, samePeople });
  if (samePeople.length > 0) {
    printTable(
      ['account', 'may be', 'because of'],
      samePeople.map(({ account, agent, because }) => [account, agent, because]),
    );
    print('\nTo keep two apart for good, confirm an account as itself: people confirm ACCOUNT ACCOUNT --by YOU.');
  }
  if (suggestions.length === 0) {
    if (samePeople.length === 0)
      print('Nothing to suggest: nobody shares a name, and no two id spaces meet on enough tickets.');
    return;
  }
  printTable(
    ['account', 'is probably', 'tickets for it', 'of', 'share'],
    suggestions.map(({ account, agent, together, tickets, share }) => [
      account,
      agent,
      String(together),
      String(tickets),
      `${Math.round(share * 100)} %`,
    ]),
  );
  print(
    '\nConfirm one with `stepladder people confirm ACCOUNT AGENT --by YOU`, or all strong ones with --min-share 0.9.',
  );
}

async function confirmPeople(
  account: string | undefined,
  agent: string | undefined,
  options: ConfirmOptions,
): Promise<void> {
  const minShare = options.minShare === undefined ? null : Number(options.minShare);
  if ((account !== undefined && agent !== undefined) === (minShare !== null)) {
    throw new WrongUse('Give either ACCOUNT and AGENT, or --min-share.');
  }
  if (minShare !== null && !(minShare >= 0.5 && minShare <= 1))
    throw new WrongUse('--min-share is a number from 0.5 to 1.');
  const confirmed = await atDesk(options, async (line) => {
    const pairs =
      minShare === null
        ? [await knownPair(line.store, account as AccountId, agent as AgentId)]
        : (await suggestAliases(line.store)).filter((one) => strongEnough(one, minShare, Number(options.minTickets)));
    const aliases: Alias[] = pairs.map((pair) => ({
      account: pair.account,
      agent: pair.agent,
      confirmedBy: options.by,
      confirmedAt: Date.now(),
    }));
    await line.store.confirmAliases(aliases);
    await workOff(line);
    return aliases;
  });
  if (options.json) printJson({ confirmed });
  else print(`${confirmed.length} confirmed; all tickets were folded again.`);
}

/** A slip of the pen would be kept silently and join nobody. */
async function knownPair(store: Store, account: AccountId, agent: AgentId) {
  const people = [
    ...(await store.contributors()).map((one) => one.agent),
    ...(await store.agents()).map(({ id }) => id),
  ];
  const accounts = (await store.aliases()).map((alias) => alias.account);
  const known = new Set<string>([...people, ...accounts]);
  const unknown = [account, agent].find((id) => !known.has(id));
  if (unknown === undefined) return { account, agent };
  throw new NotFound(`Nobody is known as ${unknown}. \`stepladder agents\` lists the ids there are.`);
}

function strongEnough({ share, tickets }: Suggestion, minShare: number, minTickets: number): boolean {
  return share >= minShare && tickets >= minTickets;
}

async function printConfirmed(options: DeskOptions & { json?: boolean }): Promise<void> {
  const aliases = await atDesk(options, ({ store }) => store.aliases());
  if (options.json) return printJson({ aliases });
  printTable(
    ['account', 'is', 'confirmed by', 'at'],
    aliases.map(({ account, agent, confirmedBy, confirmedAt }) => [
      account,
      agent,
      confirmedBy,
      new Date(confirmedAt).toISOString(),
    ]),
  );
}
