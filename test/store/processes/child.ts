import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** Runs a program of this folder until it says that it is where it is meant to be. Throws its words where it ends before. */
export async function started(program: 'serving' | 'stuck', ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, `${program}.ts`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words = text(child.stderr);
  const [said] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  if (!Buffer.isBuffer(said)) throw new Error(await words);
  return child;
}

/** As a power cut would. */
export async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
