import { Command } from 'commander';
import { type Line, workOff } from '../../pipeline.ts';
import { followAll } from '../../reading/follow.ts';
import { readWanted } from '../../reading/read-wanted.ts';
import { RECONCILED_WINDOW_MS, reconcile } from '../../reading/reconcile.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { Failed, WrongUse } from '../failure.ts';
import { ProgressLine, print, printJson } from '../output.ts';
import { Pace } from '../pace.ts';
import { readingAt, sourceNamed } from '../sources.ts';

interface Options extends DeskOptions {
  readonly days: string;
  readonly acceptMissing?: boolean;
  readonly json?: boolean;
}

const DAY_MS = 86_400_000;

export function reconcileCommand(): Command {
  const command = new Command('reconcile')
    .description(
      'Compare a source with what was read of it, and read again what differs. The service does so by night.',
    )
    .argument('<source>', 'its id in sources.yaml')
    .option('--accept-missing', 'ask for every ticket that is no longer listed, however many those are')
    .option('--days <n>', 'how far back', String(RECONCILED_WINDOW_MS / DAY_MS));
  return withJson(withDesk(command)).action((id: string, options: Options) =>
    atDesk(options, (line) => reconcileSource(line, id, options)),
  );
}

async function reconcileSource(line: Line, id: string, options: Options): Promise<void> {
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1) throw new WrongUse('--days is a whole number from 1 on.');
  const parts = await readingAt(line, sourceNamed(line, id));
  const progress = new ProgressLine();
  await followAll(parts);
  const found = await reconcile(parts, { windowMs: days * DAY_MS, acceptMissing: options.acceptMissing === true });
  const pace = new Pace();
  let [read, failed, trouble] = [0, 0, ''];
  for (let taken = -1; taken !== 0; ) {
    const round = await readWanted(parts);
    taken = round.taken;
    read += round.kept;
    failed += round.failed;
    trouble ||= round.trouble?.message ?? '';
    progress.draw('reading', read, null, pace.of('tickets', read, null));
  }
  await workOff(line);
  progress.clear();
  if (options.json) printJson({ source: id, ...found, read, failed });
  else
    print(`${id}: ${found.listed} listed, ${found.drifted} differed, ${found.missing} no longer listed; ${read} read.`);
  if (failed > 0) throw new Failed(`${failed} tickets could not be read, and are tried again later: ${trouble}`);
}
