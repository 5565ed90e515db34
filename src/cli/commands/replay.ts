import { Command } from 'commander';
import type { OnProgress } from '../../pipeline.ts';
import { replay, type Verified, verify } from '../../replay.ts';
import { openScratch } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { atDesk, type DeskOptions, withDesk, withJson } from '../desk.ts';
import { Failed } from '../failure.ts';
import { ProgressLine, print, printJson } from '../output.ts';

interface Options extends DeskOptions {
  readonly verify?: boolean;
  readonly json?: boolean;
}

export function replayCommand(): Command {
  const command = new Command('replay')
    .description('Rebuild everything derived from the kept deliveries.')
    .option('--verify', 'rebuild beside the desk and compare digests; change nothing');
  return withJson(withDesk(command)).action(async (options: Options) => {
    const progress = new ProgressLine();
    const draw: OnProgress = (stage, done) => progress.draw(stage, done, null, 'done');
    const result = await atDesk(options, async (line) => {
      if (options.verify) return inScratch(options.data, (scratch) => verify(line, scratch, draw));
      await replay(line, draw);
      return { digest: await line.store.digest() };
    });
    progress.clear();
    if (options.json) printJson(result);
    else if ('same' in result) printVerified(result);
    else print('Rebuilt.');
    if ('same' in result && !result.same) {
      throw new Failed(
        'The rebuilt tables differ: the desk was changed by other means, or by another version. `stepladder replay` rebuilds it.',
      );
    }
  });
}

async function inScratch<T>(data: string, work: (store: Store) => Promise<T>): Promise<T> {
  const { store, remove } = await openScratch(data);
  try {
    return await work(store);
  } finally {
    await store.close();
    await remove();
  }
}

function printVerified({ same, kept, rebuilt }: Verified): void {
  for (const name of ['events', 'contributions', 'evaluations'] as const) {
    print(`${name.padEnd(14)} ${kept[name] === rebuilt[name] ? 'same' : 'DIFFERENT'}  ${kept[name]}  ${rebuilt[name]}`);
  }
  print(same ? 'Rebuilt from the deliveries, everything is the same.' : 'Not the same.');
}
