import { Command } from 'commander';
import { type People, peopleOf } from '../../api/desk.ts';
import { iso } from '../../api/views/words.ts';
import type { SlaDue, SlaNotice } from '../../domain/sla/due.ts';
import { raiseDue } from '../../sla-watch.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { bold, print, printJson, printTable } from '../output.ts';

interface Options extends DeskOptions {
  readonly limit: string;
  readonly json?: boolean;
}

export function slaWarnings(): Command {
  const command = new Command('warnings')
    .description('SLA warnings and breaches of open tickets: what falls due next, and what was raised last.')
    .option('--limit <n>', 'how many of each', '20');
  return withJson(withDesk(command)).action(async (options: Options) => {
    const limit = Number(options.limit);
    if (!Number.isInteger(limit) || limit < 1) throw new WrongUse('--limit is a whole number from 1 on.');
    const { due, raised } = await atDesk(options, async (line, desk) => {
      await raiseDue(line, Date.now());
      const people = await peopleOf(desk);
      return {
        due: (await line.store.slaDue(limit)).map(dueView),
        raised: (await line.store.slaNotices(limit)).map((notice) => noticeView(notice, people)),
      };
    });
    if (options.json) printJson({ due, raised });
    else printWarnings(due, raised);
  });
}

const dueView = ({ ticketId, clock, cycle, percent, dueAt }: SlaDue) => ({
  ticket: ticketId,
  clock,
  cycle,
  percent,
  dueAt: iso(dueAt),
});

const noticeView = ({ ticketId, at, holder, knownAt, ...rest }: SlaNotice, people: People) => ({
  ticket: ticketId,
  ...rest,
  at: iso(at),
  holder: holder === null ? null : people.nameOf(holder),
  knownAt: iso(knownAt),
});

function printWarnings(
  due: readonly ReturnType<typeof dueView>[],
  raised: readonly ReturnType<typeof noticeView>[],
): void {
  print(bold('Next'));
  printTable(
    ['due', 'of target', 'clock', 'ticket'],
    due.map(({ dueAt, percent, clock, ticket }) => [dueAt, percentText(percent), clock, ticket]),
  );
  print(`\n${bold('Raised')}`);
  printTable(
    ['at', 'of target', 'clock', 'ticket', 'held by', 'team', 'raised'],
    raised.map(({ at, percent, clock, ticket, holder, team, knownAt }) => [
      at,
      percentText(percent),
      clock,
      ticket,
      holder ?? 'nobody',
      team ?? '-',
      knownAt,
    ]),
  );
}

const percentText = (percent: number): string => (percent === 100 ? 'breach' : `${percent} %`);
