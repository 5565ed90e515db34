import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMALL_HEAP } from '../../src/settle-apart.ts';

export const ROOT = join(import.meta.dirname, '../..');
/** What `process.execPath` is to run. */
export const CLI = [...SMALL_HEAP, join(ROOT, 'src/cli/stepladder.ts')];
/** Tests of one file run side by side; more processes at once than there are cores would only make each slower. */
const MOST_AT_ONCE = 2;

export interface Ended {
  /** Null: it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs the command line as a process of its own, as a user does. */
export async function stepladder(
  args: readonly string[],
  whileRunning?: (child: ChildProcess) => void,
): Promise<Ended> {
  await turn();
  const startedAt = performance.now();
  try {
    const child = spawn(process.execPath, [...CLI, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    whileRunning?.(child);
    const [code] = (await once(child, 'exit')) as [number | null];
    const [stdout, stderr] = await output;
    return { code, stdout, stderr, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    giveWay();
  }
}

/** What a command prints with --json; throws with its words where it fails. */
// biome-ignore lint/suspicious/noExplicitAny: the shapes of ten commands, each held by the expectations on it
export async function json(...args: readonly string[]): Promise<any> {
  const { code, stdout, stderr } = await stepladder([...args, '--json']);
  if (code !== 0) throw new Error(`stepladder ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
  return JSON.parse(stdout);
}

/** Starts a command and kills it, as a power cut would, after so many seconds. True: it was still at work. */
export async function killed(args: readonly string[], afterSeconds: number): Promise<boolean> {
  const { code } = await stepladder(args, (child) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), afterSeconds * 1000);
    child.once('exit', () => clearTimeout(timer));
  });
  return code === null;
}

const waiting: (() => void)[] = [];
let running = 0;

async function turn(): Promise<void> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
}

function giveWay(): void {
  running -= 1;
  waiting.shift()?.();
}
