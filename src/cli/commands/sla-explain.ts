import { Command } from 'commander';
import type { ClockView, TicketClocks } from '../../api/ticket-clocks-schema.ts';
import { clocksView } from '../../api/views/clocks.ts';
import { clockTexts } from '../clock-story.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { bold, print, printJson, printTable } from '../output.ts';

interface Options extends DeskOptions {
  readonly asOf?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

export function slaExplain(): Command {
  const command = new Command('explain')
    .description('The SLA clocks of one ticket as a story: each spell, who held it, what paused it, who used the time.')
    .argument('<ticket>', 'a ticket id, as `stepladder tickets` prints it')
    .option('--all', 'clocks without a target too');
  return withJson(withAsOf(withDesk(command))).action(async (id: string, options: Options) => {
    const clocks = await atDesk(options, (line, desk) =>
      clocksView(desk, id, readAsOf(options.asOf, line) ?? Date.now(), options.all === true),
    );
    if (options.json) printJson(clocks);
    else printClocks(clocks);
  });
}

function printClocks({ id, asOf, timezone, clocks, leftOut }: TicketClocks): void {
  const texts = clockTexts(timezone);
  print(`Ticket ${id}, as of ${texts.time(asOf)}. Times in ${timezone}; durations in open hours, h:mm:ss.`);
  for (const clock of clocks) printClock(clock, texts);
  if (leftOut > 0) print(`\n${leftOut} more without a target: --all tells them too.`);
}

function printClock(clock: ClockView, texts: ReturnType<typeof clockTexts>): void {
  const { policy, attribution } = clock;
  print(`\n${bold(texts.heading(clock))}`);
  for (const sentence of texts.facts(clock)) print(`  ${sentence}`);
  print();
  printTable(['from', 'to', 'held by', 'what', 'open time', 'total'], texts.story(clock));
  print();
  const { head, rows } = texts.shares(clock);
  printTable(head, rows);
  const laid = attribution === null ? [] : texts.overrun(attribution);
  for (const sentence of [...laid, ...(policy?.options ?? [])]) print(`  ${sentence}`);
}
