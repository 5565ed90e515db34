import { Command } from 'commander';
import type { FairnessAuditView } from '../../api/audit-schema.ts';
import { fairnessAuditView } from '../../api/views/audit.ts';
import { GROUPINGS, readGroupings } from '../../audit/grouping.ts';
import { auditRows, RATE_COLUMNS } from '../audit-rows.ts';
import { atDesk, type DeskOptions, readAsOf, withAsOf, withDesk, withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { bold, print, printJson, printTable } from '../output.ts';
import { writeRows } from '../write-rows.ts';

interface Options extends DeskOptions {
  readonly by: string;
  readonly rule?: string;
  readonly asOf?: string;
  readonly json?: boolean;
  readonly csv?: string;
}

type Found = FairnessAuditView['groupings'][number];
type Rates = Found['rates'][number];
type Rate = Rates['groups'][number];

export function auditCommand(): Command {
  return new Command('audit')
    .description('Whether what the desk does treats groups of people alike. Never a figure of one person.')
    .addCommand(fairnessCommand());
}

function fairnessCommand(): Command {
  const command = new Command('fairness')
    .description(
      'Whether regions, shifts, teams or people of long and short standing come out differently, and what that shows.',
    )
    .option('--by <groupings>', `${GROUPINGS.join(', ')}, with commas between them`, GROUPINGS.join(','))
    .option('--rule <id>', 'one readiness rule; all where not given')
    .option('--csv <file>', 'write the table to a name ending in .csv, optionally .gz');
  return withJson(withAsOf(withDesk(command))).action(async (options: Options) => {
    const by = readGroupings(options.by);
    if (by === null)
      throw new WrongUse(
        `--by "${options.by}": name one or more of ${GROUPINGS.join(', ')}, with commas between them.`,
      );
    const audit = await atDesk(options, (line, desk) =>
      fairnessAuditView(desk, { by, rule: options.rule, asOf: readAsOf(options.asOf, line) }),
    );
    if (options.csv !== undefined) await writeRows(options.csv, RATE_COLUMNS, auditRows(audit));
    if (options.json) printJson(audit);
    else printAudit(audit);
  });
}

function printAudit({ asOf, from, groupings }: FairnessAuditView): void {
  print(`As of ${asOf.slice(0, 16).replace('T', ' ')} UTC, tickets from ${from.slice(0, 10)} on.`);
  for (const found of groupings) {
    print(bold(`\nBy ${found.by}\n`));
    printWork(found);
    for (const rates of found.rates) if (rates.reference !== null) printRates(rates);
    print();
    for (const sentence of found.says) print(`- ${sentence}`);
  }
  print('\nThe audit compares groups; it does not say why they differ. docs/audit-fairness.md tells how to read it.');
}

function printWork({ groups }: Found): void {
  printTable(
    ['group', 'people', 'tickets', 'good outcomes against all others', 'on the same kinds of work (95 %)'],
    groups.map(({ group, people, tickets, hidden, likeForLike }) => [
      group,
      String(people),
      hidden === null ? String(tickets) : 'withheld',
      likeForLike === null ? '-' : points(likeForLike.raw),
      likeForLike === null
        ? '-'
        : `${points(likeForLike.within)} (${points(likeForLike.lower)} to ${points(likeForLike.upper)})`,
    ]),
  );
}

function printRates({ title, groups, reference }: Rates): void {
  print(`\n${title}`);
  printTable(
    ['group', 'of', 'rate', 'ratio to the highest (95 %)', 'difference', 'p', 'mid-p', 'q'],
    groups.map((rate) => [
      rate.group,
      rate.hidden === null ? `${rate.selected} of ${rate.people}` : 'withheld',
      rate.rate === null ? '-' : `${Math.round(100 * rate.rate)} %`,
      ...comparedCells(rate, reference),
      rate.q === null ? '-' : rate.q.toFixed(3),
    ]),
  );
}

function comparedCells({ group, compared }: Rate, reference: string | null): string[] {
  if (compared === null) return [group === reference ? 'the highest' : '-', '-', '-', '-'];
  const { ratio, lower, upper, difference, p, midP } = compared;
  const limits = `(${lower.toFixed(2)} to ${upper === null ? 'any' : upper.toFixed(2)})`;
  return [ratio === null ? '-' : `${ratio.toFixed(2)} ${limits}`, points(difference), p.toFixed(3), midP.toFixed(3)];
}

/** A difference of shares. */
const points = (difference: number): string => `${difference < 0 ? '' : '+'}${(100 * difference).toFixed(1)}`;
