import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly scripts: { readonly stepladder: string };
};

/** What package.json gives node before the file of a command: what is measured runs as its users run it. */
export const CLI_FLAGS = scripts.stepladder.split(' ').filter((word) => word.startsWith('--'));
