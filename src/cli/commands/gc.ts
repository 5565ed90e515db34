import { Command } from 'commander';
import { CONNECTORS } from '../../../connectors/index.ts';
import { foldTimeline, restsSince } from '../../domain/timeline.ts';
import { configured, understand } from '../../inbox/understand.ts';
import { LEARNED_WEEKS } from '../../metrics/expectation/learn.ts';
import { type Line, whoIsWho } from '../../pipeline.ts';
import { type DeskRules, loadRules, metricUses } from '../../rules/load-rules.ts';
import { type Cuts, collectGarbage, type GcOptions, vacuum } from '../../store/gc.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { ProgressLine, print, printJson } from '../output.ts';
import { printRows } from '../row-counts.ts';

interface Options extends DeskOptions {
  readonly dryRun?: boolean;
  readonly vacuum?: boolean;
  readonly json?: boolean;
}

const WEEK_MS = 7 * 86_400_000;

export function gcCommand(): Command {
  const command = new Command('gc')
    .description('Delete what the retention settings of desk.yaml let go, while the service runs (docs/backup.md).')
    .option('--dry-run', 'count only; delete nothing')
    .option('--vacuum', 'then give the free space back; everybody who writes to a SQLite desk waits meanwhile');
  return withJson(withDesk(command)).action(async (options: Options) => {
    const progress = new ProgressLine();
    const dryRun = options.dryRun ?? false;
    const deleted = await atDesk(options, async (line) =>
      collectGarbage(options.data, {
        ...(await whatIsAsked(line, Date.now())),
        dryRun,
        onDeleted: (table, rows) => progress.draw(table, rows, null, 'rows'),
      }),
    ).finally(() => progress.clear());
    if (options.vacuum && !dryRun) await vacuum(options.data);
    if (options.json) return printJson({ dryRun, deleted });
    if (Object.keys(deleted).length === 0) return print('There is nothing to delete.');
    printRows(deleted, dryRun ? 'would go' : 'deleted');
  });
}

async function whatIsAsked(line: Line, now: number): Promise<Omit<GcOptions, 'dryRun' | 'onDeleted'>> {
  const { retention } = line.rules.desk;
  if (retention === undefined) {
    throw new WrongUse(
      'The rules keep everything: desk.yaml has no `retention`. Write there what may be deleted, and after how long (docs/backup.md).',
    );
  }
  const cut = (age: number | undefined) => (age === undefined ? null : now - age);
  const cuts: Cuts = {
    deliveries: cut(retention.deliveries),
    setAside: cut(retention['set-aside']),
    tickets: cut(retention.tickets),
    evaluations: cut(retention.evaluations),
    decisions: cut(retention.decisions),
  };
  const sources = configured(await line.store.sources(), CONNECTORS);
  const who = await whoIsWho(line);
  return {
    cuts,
    longestWindow: await longestWindow(line),
    read: (delivery) => understand(sources, delivery),
    restedAt: (events) => {
      const { statuses, lastAt } = foldTimeline(events, who);
      return restsSince(statuses) === null ? null : lastAt;
    },
  };
}

/** What an evaluation is set against may have been learned so long before it, its self-check a quarter earlier still. */
const EXPECTED_FOR_WEEKS = 19;

/** By the rules of now, and by those that a kept evaluation was settled by and would be again. */
async function longestWindow({ store, rules }: Line): Promise<number> {
  const versions = new Set((await store.evaluations()).map(({ rulesVersion }) => rulesVersion));
  const all: DeskRules[] = [rules];
  for (const version of versions) {
    const files = await store.rulesFiles(version);
    if (files !== null) all.push(loadRules(files));
  }
  return Math.max(LEARNED_WEEKS + EXPECTED_FOR_WEEKS, ...all.flatMap(metricUses).map(({ weeks }) => weeks)) * WEEK_MS;
}
