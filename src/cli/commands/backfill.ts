import { Command } from 'commander';
import { instantOf } from '../../api/as-of.ts';
import { iso } from '../../api/views/words.ts';
import type { Instant } from '../../domain/interval.ts';
import { type Line, workOff } from '../../pipeline.ts';
import { type Backfilled, backfill, unfinishedSince } from '../../reading/backfill.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { Failed, WrongUse } from '../failure.ts';
import { ProgressLine, print, printJson } from '../output.ts';
import { Pace } from '../pace.ts';
import { readingAt, sourceNamed } from '../sources.ts';

interface Options extends DeskOptions {
  readonly since?: string;
  readonly json?: boolean;
}

export function backfillCommand(): Command {
  const command = new Command('backfill')
    .description(
      'Read all that has been from a source: people, then every ticket with its history. Stopped, it goes on where it was.',
    )
    .argument('<source>', 'its id in sources.yaml')
    .option('--since <date>', 'only tickets changed since then; all if left out');
  return withJson(withDesk(command)).action((id: string, options: Options) =>
    atDesk(options, (line) => backfillSource(line, id, options)),
  );
}

async function backfillSource(line: Line, id: string, options: Options): Promise<void> {
  const parts = await readingAt(line, sourceNamed(line, id));
  const since = await sinceOf(line, options, await unfinishedSince(parts));
  const progress = new ProgressLine();
  let [stage, pace] = ['', new Pace()];
  const done = await backfill(parts, since, (now) => {
    if (now.stage !== stage) [stage, pace] = [now.stage, new Pace()];
    progress.draw(
      now.stage,
      now.done,
      now.total,
      pace.of(now.stage === 'people' ? 'people' : 'tickets', now.done, now.total),
    );
  });
  await workOff(line, (now, count) => progress.draw(now === 'reading' ? 'understanding' : now, count, null, ''));
  progress.clear();
  const setAside = (await line.store.counts()).deliveries.setAside;
  if (options.json) printJson({ source: id, since: since === null ? null : iso(since), ...done, setAside });
  else tell(id, done, setAside);
  warn(id, done);
}

/** One that was stopped goes on as it was begun. */
async function sinceOf(
  { rules }: Line,
  { since: text }: Options,
  unfinished: { readonly since: Instant | null } | null,
): Promise<Instant | null> {
  const since = text === undefined ? null : instantOf(text, rules.desk.timezone);
  if (text !== undefined && since === null)
    throw new WrongUse(`--since "${text}" is no date. Write 2026-05-04, or 2026-05-04T08:00:00Z.`);
  if (unfinished === null) return since;
  if (text !== undefined && unfinished.since !== since) {
    const begun = unfinished.since === null ? 'without --since' : `with --since ${iso(unfinished.since)}`;
    throw new WrongUse(`A backfill ${begun} was stopped and goes on first: run it without --since.`);
  }
  process.stderr.write('Going on with the backfill that was stopped.\n');
  return unfinished.since;
}

function tell(id: string, { people, listed, read, gone, failing }: Backfilled, setAside: number): void {
  print(`${id}: ${people} people and groups, ${listed} tickets listed, ${read} read, ${gone} of them gone.`);
  if (failing > 0) print(`${failing} could not be read; the service tries them again.`);
  if (setAside > 0) print(`${setAside} deliveries are set aside: \`stepladder inbox list\` says why.`);
}

function warn(id: string, { listed, read, trouble }: Backfilled): void {
  if (listed === 0) {
    throw new Failed(
      `${id} listed no ticket at all. That is hardly right: see \`stepladder doctor ${id}\`, the rights of the account, and \`only\` in sources.yaml.`,
    );
  }
  if (read === 0 && trouble !== null) throw new Failed(`No ticket could be read: ${trouble}`);
}
