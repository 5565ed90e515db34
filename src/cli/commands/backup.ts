import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { backUp } from '../../store/backup.ts';
import { restore } from '../../store/restore.ts';
import { withJson } from '../desk.ts';
import { ProgressLine, print, printJson } from '../output.ts';
import { printRows } from '../row-counts.ts';
import { dataOption } from '../store-location.ts';

interface Options {
  readonly data: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function backupCommand(): Command {
  const command = new Command('backup')
    .description('Write the desk to one file, while the service runs (docs/backup.md).')
    .argument('<file>', 'the backup; it appears whole or not at all')
    .addOption(dataOption())
    .option('--force', 'replace FILE if it is there');
  return withJson(command).action(async (file: string, options: Options) => {
    const done = await timed('copying', (onBytes) =>
      backUp(options.data, file, { force: options.force ?? false, onBytes }),
    );
    const { size: bytes } = await stat(file);
    if (options.json) return printJson({ file, bytes, ...done });
    printRows(done.rows);
    print(`${file}: ${bytes.toLocaleString('en')} bytes, read to its end and whole, in ${done.seconds} s.`);
  });
}

export function restoreCommand(): Command {
  const command = new Command('restore')
    .description('Put a backup in the place of an empty or absent desk; stop the service before.')
    .argument('<file>', 'what `stepladder backup` wrote')
    .addOption(dataOption())
    .option('--force', 'replace the desk that is there');
  return withJson(command).action(async (file: string, options: Options) => {
    const done = await timed('restoring', (onBytes) =>
      restore(options.data, file, { force: options.force ?? false, onBytes }),
    );
    if (options.json) return printJson({ file, ...done });
    printRows(done.rows);
    print(`Restored from ${file} in ${done.seconds} s.`);
  });
}

async function timed<R>(what: string, work: (onBytes: (done: number, total: number | null) => void) => Promise<R>) {
  const startedAt = performance.now();
  const progress = new ProgressLine();
  try {
    const rows = await work((done, total) => progress.draw(what, done, total, 'bytes'));
    return { rows, seconds: Math.round((performance.now() - startedAt) / 100) / 10 };
  } finally {
    progress.clear();
  }
}
