import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface Usage {
  readonly seconds: number;
  /** Of processor time, all threads. */
  readonly cpuSeconds: number;
  /** The most memory it ever held; MB of 2^20 bytes. */
  readonly rssMb: number;
  readonly stdout: string;
}

/** Runs node as a process of its own and tells what it used. Throws with its words where it fails. */
export async function measured(scratch: string, args: readonly string[]): Promise<Usage> {
  const usage = join(scratch, 'usage.json');
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'usage-at-exit.ts'), ...args], {
    env: { ...process.env, BENCH_USAGE: usage },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - startedAt) / 1000;
  const [stdout, stderr] = await output;
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
  return { seconds, ...usedBy(usage), stdout };
}

/** What usage-at-exit.ts left behind. */
export function usedBy(file: string): Pick<Usage, 'cpuSeconds' | 'rssMb'> {
  const { maxRSS, cpu } = JSON.parse(readFileSync(file, 'utf8')) as { maxRSS: number; cpu: number };
  return { cpuSeconds: cpu / 1e6, rssMb: maxRSS / 1024 };
}

/** One after the other, as one: times add up, memory is that of the largest. */
export function together(parts: readonly Usage[]): Omit<Usage, 'stdout'> {
  const sum = (of: (part: Usage) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    seconds: sum((part) => part.seconds),
    cpuSeconds: sum((part) => part.cpuSeconds),
    rssMb: Math.max(...parts.map((part) => part.rssMb)),
  };
}
