import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as simulator from '../../src/simulator/simulate-desk.ts';
import { importsOf } from '../architecture/imports.ts';

const ROOT = join(import.meta.dirname, '../..');
const SECRET = 'src/simulator/truth.ts';
/** Who may know it: what makes the log, what scores estimates against it, and tests. */
const INITIATED = /^(src\/simulator|bench|test)\//;

/** Files that name the truth in an import, of those given. */
function knowing(files: ReadonlyMap<string, string>): string[] {
  const isSecret = (file: string, specifier = ''): boolean => posix.join(posix.dirname(file), specifier) === SECRET;
  return [...files].flatMap(([file, text]) =>
    importsOf(file, text).some(({ specifier }) => isSecret(file, specifier)) ? [file] : [],
  );
}

function allFiles(): ReadonlyMap<string, string> {
  const names = globSync('{src,connectors,bench,test}/**/*.{ts,tsx}', { cwd: ROOT });
  return new Map(names.map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]));
}

describe('the truth of a simulated desk', () => {
  it('is known to nothing that estimates', () => {
    const files = allFiles();
    expect(files.size).toBeGreaterThan(300);
    const all = knowing(files);
    expect(all).toContain('src/simulator/simulate-desk.ts');
    expect(all.filter((file) => !INITIATED.test(file))).toEqual([]);
  });

  it('would be found wherever it is used', () => {
    const files = new Map([
      ['src/metrics/a.ts', `import { truthOf } from '../simulator/truth.ts';`],
      ['src/pipeline.ts', `export * from './simulator/truth.ts';`],
      ['src/cli/b.ts', `const { truthOf } = await import('../simulator/truth.ts');`],
      ['src/cli/c.ts', `import type { PersonTruth } from '../simulator/truth.ts'; // even a type`],
      ['src/cli/d.ts', `import { simulateAgents } from '../simulator/simulate-desk.ts';`],
    ]);
    expect(knowing(files)).toEqual(['src/metrics/a.ts', 'src/pipeline.ts', 'src/cli/b.ts', 'src/cli/c.ts']);
  });

  it('is not passed on by what the rest of the program may ask of the simulator', () => {
    expect(Object.keys(simulator).toSorted()).toEqual(['simulateAgents', 'simulateTickets']);
  });
});
