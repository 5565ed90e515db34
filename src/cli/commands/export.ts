import { Command } from 'commander';
import { AGENT_COLUMNS, agentRows, TICKET_COLUMNS, ticketRows } from '../../../connectors/index.ts';
import type { TicketId } from '../../domain/ids.ts';
import { botsOf, type Line, whoIsWho } from '../../pipeline.ts';
import { atDesk, type DeskOptions, withDesk } from '../desk.ts';
import { ProgressLine } from '../output.ts';
import { writeRows } from '../write-rows.ts';

interface Options extends DeskOptions {
  readonly out: string;
  readonly agentsOut?: string;
}

export function exportCommand(): Command {
  const command = new Command('export').description('Write what the desk holds.');
  const ticketLog = new Command('ticket-log')
    .description('All tickets as the neutral ticket log (docs/import.md). Imported again, it gives the same figures.')
    .requiredOption('--out <file>', 'name ending in .csv or .jsonl, optionally .gz')
    .option('--agents-out <file>', 'the list of agents beside it; it also says which accounts are automations');
  withDesk(ticketLog).action(async (options: Options) => {
    await atDesk(options, async (line) => {
      await writeRows(options.out, TICKET_COLUMNS, allTicketRows(line));
      if (options.agentsOut === undefined) return;
      await writeRows(options.agentsOut, AGENT_COLUMNS, agentRows(await line.store.agents(), await botsOf(line)));
    });
  });
  return command.addCommand(ticketLog);
}

const AT_ONCE = 1_000;

async function* allTicketRows(line: Line) {
  const who = await whoIsWho(line);
  const progress = new ProgressLine();
  const { tickets: total } = await line.store.counts();
  let after: TicketId | null = null;
  for (let done = 0; ; ) {
    const tickets = await line.store.ticketIds(after, AT_ONCE);
    const events = await line.store.eventsOf(tickets);
    for (const ticket of tickets) yield* ticketRows(events.get(ticket) ?? [], who);
    done += tickets.length;
    progress.draw('exporting', done, total, 'tickets');
    if (tickets.length < AT_ONCE) break;
    after = tickets.at(-1) ?? null;
  }
  progress.clear();
}
