import type { Command } from 'commander';
import { vi } from 'vitest';

export interface Asked {
  readonly out: string;
  /** What it ended with; null: well. */
  readonly error: Error | null;
}

/** Runs one command in this process and keeps what it prints. */
export async function asked(command: Command, ...args: string[]): Promise<Asked> {
  let out = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    await command.exitOverride().parseAsync(args, { from: 'user' });
    return { out, error: null };
  } catch (error) {
    return { out, error: error as Error };
  } finally {
    spy.mockRestore();
  }
}
