import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { run } from '../../src/cli/run.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** Every page that people read, from the project root. The changelog speaks of what was. */
export const PAGES: readonly string[] = globSync(['*.md', 'docs/**/*.md', 'connectors/*/*.md', 'deploy/**/*.md'], {
  cwd: ROOT,
})
  .filter((page) => page !== 'CHANGELOG.md')
  .sort();

export const pageText = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** A fenced block: the first word after the fence, the rest of that line, and what stands between the fences. */
export interface Block {
  readonly language: string;
  readonly name: string;
  readonly text: string;
  /** Where `text` begins in the page. */
  readonly start: number;
}

export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\S*) ?(.*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [whole, language = '', name = '', text = ''] = match;
    return { language, name, text, start: match.index + whole.length - '```'.length - text.length };
  });
}

/** Code between single backticks, outside of fenced blocks. */
export function inlineCode(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace(/\s+/g, ' '));
}

interface Ran {
  readonly exitCode: number;
  readonly out: string;
}

/** Runs the program as a reader would, and keeps what it prints. */
export async function stepladder(args: readonly string[]): Promise<Ran> {
  let out = '';
  const keep = (text: string | Uint8Array): boolean => {
    out += text;
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(keep));
  const quiet = vi.spyOn(process.stdout, 'on').mockReturnThis();
  try {
    return { exitCode: await run(args), out };
  } finally {
    for (const spy of [...spies, quiet]) spy.mockRestore();
  }
}

/** Words of a command line; quotes hold words together. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}
