import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Resolves when it has answered what it had and has ended. */
  stop(): Promise<void>;
}

/** Starts a file that calls `ready`. */
export async function startServer(file: string, ...args: readonly string[]): Promise<ServerProcess> {
  const child = fork(file, args, {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [url] = (await Promise.race([once(child, 'message'), failure(child, file)])) as [string];
  return { url, stop: () => stopped(child) };
}

async function failure(child: ChildProcess, file: string): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${file} ended with ${code} before it listened; its own words are above.`);
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

/** In the server's process: tells where it listens, and closes it when the bench says so or is gone. */
export function ready(url: string, close: () => Promise<unknown>): void {
  process.once('disconnect', () => void close().then(() => process.exit(0)));
  process.send?.(url);
}
