import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Instant } from './domain/interval.ts';
import type { OnProgress } from './pipeline.ts';
import { isAnyDue, type Settle } from './settle.ts';

/** What the process is asked for, once. Not by its arguments: the place may hold a password, and those anybody can read. */
export interface Asked {
  readonly location: string;
  readonly rulesVersion: string;
  readonly until: Instant;
}

export type Told = { readonly stage: Parameters<OnProgress>[0]; readonly done: number } | { readonly failed: string };

const PROGRAM = join(import.meta.dirname, 'settle-process.ts');
/** As the commands have: docs/decisions/015. */
export const SMALL_HEAP = ['--max-semi-space-size=8', '--heap-growing-percent=15', '--no-allocation-site-pretenuring'];

/**
 * Settles what is due at the store of this place in a process of its own, so that whoever asks this one is answered
 * meanwhile, and none is started where nothing is due. It can be killed at any moment, as what it has not committed it has
 * not done (docs/decisions/017).
 */
export const settleApart =
  (location: string): Settle =>
  async (line, until, onProgress, signal) => {
    signal.throwIfAborted();
    if (!(await isAnyDue(line, until))) return;
    const { version, files } = line.rules;
    await line.store.saveRules(version, files);
    await run({ location, rulesVersion: version, until }, onProgress, signal);
  };

function run(asked: Asked, onProgress: OnProgress, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(PROGRAM, {
      execArgv: SMALL_HEAP,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      signal,
      killSignal: 'SIGKILL',
    });
    let failed: string | null = null;
    child.on('message', (told: Told) => {
      if ('failed' in told) failed = told.failed;
      else onProgress(told.stage, told.done);
    });
    child.once('error', reject);
    child.once('exit', (code, killedBy) => {
      const ended = () => {
        if (code === 0) resolve();
        else reject(new Error(failed ?? (killedBy === null ? brokenOff(code) : killed(killedBy))));
      };
      // Its last words may still be on their way.
      if (child.connected) child.once('disconnect', ended);
      else ended();
    });
    // Not heard where it has ended before; its exit says so.
    child.send(asked, () => {});
  });
}

const killed = (by: string): string =>
  `The process that settles evaluations was killed (${by}), as happens where memory runs short. Give the machine more, or run \`stepladder evaluate\` where there is some.`;

const brokenOff = (code: number | null): string =>
  `The process that settles evaluations ended with exit code ${code}; the error output of the service has its words. \`stepladder evaluate\` does the same by hand.`;
