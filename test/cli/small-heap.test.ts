import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SMALL_HEAP } from '../../src/settle-apart.ts';

const ROOT = join(import.meta.dirname, '../..');

// Neither of them can import what the others do.
it.each([
  ['npm run stepladder', 'package.json'],
  ['the program itself', 'src/cli/stepladder.ts'],
])('%s keeps as small a heap as an evaluation beside the service', (_, file) => {
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`node ${SMALL_HEAP.join(' ')}`);
});
