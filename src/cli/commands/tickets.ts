import { Command } from 'commander';
import { ticketIdsView, ticketView } from '../../api/views/tickets.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { bold, print, printJson, printTable } from '../output.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly after?: string;
  readonly limit: string;
  readonly json?: boolean;
}

export function ticketsCommand(): Command {
  const command = new Command('tickets')
    .description('Ticket ids, or with an id its folded history: statuses, holders, resolutions.')
    .argument('[ticket]', 'a ticket id')
    .option('--after <ticket>', 'go on after this id')
    .option('--limit <n>', 'how many', '50');
  return withJson(withAsOf(withDesk(command))).action((id: string | undefined, options: Options) =>
    id === undefined ? printIds(options) : printTicket(id, options),
  );
}

async function printIds(options: Options): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new WrongUse('--limit is a whole number from 1 on.');
  const tickets = await atDesk(options, (_, desk) => ticketIdsView(desk, options.after ?? null, limit));
  if (options.json) return printJson({ tickets });
  for (const id of tickets) print(id);
}

async function printTicket(id: string, options: Options): Promise<void> {
  const ticket = await atDesk(options, (line, desk) => ticketView(desk, id, readAsOf(options.asOf, line)));
  if (options.json) return printJson(ticket);
  print(bold(`${ticket.id}: ${ticket.status}${ticket.sourceStatus === null ? '' : ` (${ticket.sourceStatus})`}`));
  print(
    `${ticket.kind ?? 'ticket'}, ${ticket.priority ?? 'no priority'}, ${ticket.workType ?? 'no work type'}, opened ${ticket.openedAt}\n`,
  );
  printTable(
    ['from', 'to', 'status', 'source says'],
    ticket.statuses.map((s) => [s.start, s.end ?? 'now', s.status, s.sourceStatus ?? '-']),
  );
  print();
  printTable(
    ['from', 'to', 'holder', 'team'],
    ticket.assignments.map((a) => [a.start, a.end ?? 'now', a.holder ?? 'nobody', a.team ?? '-']),
  );
  print();
  printTable(
    ['resolved', 'credited to', 'reopened'],
    ticket.resolutions.map((r) => [r.at, r.resolver ?? 'nobody', r.reopenedAt ?? '-']),
  );
}
