import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Script = 'stepladder' | 'start';

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<Script, string>>;
};

/** What a script of package.json gives node before its file: what is measured runs as its users run it. */
function flagsOf(script: Script): readonly string[] {
  const [, ...words] = scripts[script].split(' ');
  return words.slice(
    0,
    words.findIndex((word) => !word.startsWith('--')),
  );
}

export const CLI_FLAGS = flagsOf('stepladder');
export const SERVER_FLAGS = flagsOf('start');
