import { Command } from 'commander';
import type { SlaCompareView } from '../../api/sla-compare-schema.ts';
import { slaCompareView } from '../../api/views/sla-compare.ts';
import type { SlaReason } from '../../domain/sla/compare.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { bold, ProgressLine, print, printJson, printTable } from '../output.ts';

interface Options extends DeskOptions {
  readonly json?: boolean;
}

type Target = SlaCompareView['targets'][number];
type Difference = Target['differences'][number];

export function slaCompare(): Command {
  const command = new Command('compare').description(
    "The source's own SLA results beside ours: where they differ, by how much, and the most likely reason.",
  );
  return withJson(withDesk(command)).action(async (options: Options) => {
    const progress = new ProgressLine();
    const compared = await atDesk(options, (_, desk) =>
      slaCompareView(desk, (tickets) => progress.draw('comparing', tickets, null, 'tickets')),
    );
    progress.clear();
    if (options.json) printJson(compared);
    else printCompared(compared);
  });
}

function printCompared({ targets }: SlaCompareView): void {
  if (targets.length === 0) print('No source has said how its own targets ended. Nothing to compare.');
  for (const target of targets) printTarget(target);
}

function printTarget({ target, bothMet, bothBreached, differ, differences }: Target): void {
  const agree = bothMet + bothBreached;
  print(bold(`${target}: ${agree} agree, ${differ} differ`));
  print(`Both met ${bothMet}, both breached ${bothBreached}.\n`);
  if (differ === 0) return;
  printTable(
    ['differ', 'source met', 'elapsed off our target', 'most likely because', 'such as'],
    differences.map((one) => [
      String(one.tickets),
      String(one.sourceMet),
      offText(one),
      BECAUSE[one.reason],
      one.examples
        .slice(0, 2)
        .map(({ ticket }) => ticket)
        .join(', '),
    ]),
  );
  print();
}

/** The class in which the middle one of them lies. */
function offText({ offBy }: Difference): string {
  const known = offBy.reduce((sum, { tickets }) => sum + tickets, 0);
  let seen = 0;
  const middle = offBy.findIndex(({ tickets }) => {
    seen += tickets;
    return tickets > 0 && seen >= known / 2;
  });
  const end = offBy[middle]?.upTo;
  if (end === undefined) return '-';
  const before = offBy[middle - 1]?.upTo ?? 0;
  return end === null ? `over ${percent(before)}` : `${percent(before)} to ${percent(end)}`;
}

const percent = (share: number | null): string => `${Math.round(100 * (share ?? 0))} %`;

const BECAUSE: Readonly<Record<SlaReason, string>> = {
  'no-target': 'we have no such target',
  'no-result': 'our clock has not stopped with a result',
  'near-target': 'so near the target that rounding decides',
  'another-cycle': 'the source judged another cycle of a reopened ticket',
  'priority-changed': 'the priority changed on the way',
  'pauses-counted': 'the source counted pauses',
  'pauses-not-counted': 'the source left out waiting that we count',
  'another-calendar': 'the source counts by another calendar, such as 24x7',
  unknown: 'unknown',
};
