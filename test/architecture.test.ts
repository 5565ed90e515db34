import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cycles, type Files, placeOf, violations } from './architecture/check.ts';
import { importsOf } from './architecture/imports.ts';
import { table } from './architecture/table.ts';

const root = join(import.meta.dirname, '..');
/** Fewer files than this means the walk is broken, not that the project shrank. */
const leastFiles = 40;
const longestFile = 350;

/** Ours and run by us: what `plugin/` holds is installed at the vendor's and obeys the vendor's rules. */
function sourceFiles(): Files {
  const found = new Map<string, string>();
  for (const top of ['src', 'connectors']) {
    if (!existsSync(join(root, top))) continue;
    for (const name of readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).sort()) {
      const file = `${top}/${name}`;
      if (!/\.[cm]?[jt]sx?$/.test(file) || /^connectors\/[^/]+\/plugin\//.test(file)) continue;
      found.set(file, readFileSync(join(root, file), 'utf8'));
    }
  }
  return found;
}

describe('the code base', () => {
  const files = sourceFiles();

  it('is seen by this test', () => {
    const seen = new Set([...files.keys()].map((file) => placeOf(file, table)?.row.place));
    const unseen = table.filter((row) => existsSync(join(root, row.place.replace('/*', ''))) && !seen.has(row.place));
    expect(unseen.map((row) => row.place)).toEqual([]);
    expect(files.size).toBeGreaterThanOrEqual(leastFiles);
    const links = [...files].reduce((sum, [file, text]) => sum + importsOf(file, text).length, 0);
    expect(links).toBeGreaterThan(files.size);
  });

  it('imports only what the table allows', () => {
    expect(violations(files, table)).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(cycles(files)).toEqual([]);
  });

  it(`has no file longer than ${longestFile} lines; split one that is by what its parts are for`, () => {
    const lengths = [...files].map(([file, text]) => ({ file, lines: text.trimEnd().split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > longestFile)).toEqual([]);
  });
});

describe('the import table', () => {
  const check = (file: string, text: string): string[] => violations(new Map([[file, text]]), table);

  it.each([
    ['a database driver outside the store', 'src/domain/a.ts', `import { Kysely } from 'kysely';`],
    ['a deep path of a package', 'src/metrics/a.ts', `import x from 'express/lib/router.js';`],
    ['an outer layer', 'src/domain/a.ts', `import { b } from '../store/b.ts';`],
    ['an outer layer for its type', 'src/metrics/a.ts', `import type { B } from '../store/b.ts';`],
    ['an outer layer in a type', 'src/metrics/a.ts', `export type C = import('../api/b.ts').B;`],
    ['another connector', 'connectors/jira/a.ts', `export { b } from '../zendesk/b.ts';`],
    ['another connector, later', 'connectors/jira/a.ts', `const b = await import('../zendesk/b.ts');`],
    ['one connector past the list', 'src/main.ts', `import { b } from '../connectors/jira/index.ts';`],
    ['a node: module in pure code', 'src/statistics/a.ts', `import { readFileSync } from 'node:fs';`],
    ['a file system in a connector', 'connectors/jira/normalise.ts', `import { readFileSync } from 'node:fs';`],
    ['node:sqlite through node:*', 'src/api/a.ts', `import { DatabaseSync } from 'node:sqlite';`],
    ['a node module under its bare name', 'src/store/a.ts', `import { readFileSync } from 'fs';`],
    ['values where types are allowed', 'src/api/a.ts', `import { type B, c } from '../store/store.ts';`],
    ['the server in the browser', 'src/ui/a.tsx', `import { b } from '../api/server.ts';`],
    ['a package through its resolver', 'src/domain/a.ts', `const b = import.meta.resolve('express');`],
    ['a package through require', 'src/domain/a.ts', `const b = require('express');`],
    ['a name computed at run time', 'src/store/a.ts', `const b = (name: string) => import(name);`],
    ['yaml outside a mapping', 'connectors/event-log/normalise.ts', `import { parse } from 'yaml';`],
  ])('catches %s', (_what, file, text) => {
    expect(check(file, text)).toHaveLength(1);
  });

  it.each([
    ['its own folder', 'connectors/jira/api.ts', `import { b } from './schema.ts';`],
    ['the layer below', 'src/metrics/a.ts', `import { b } from '../domain/ticket.ts';`],
    ['types of a contract', 'src/api/a.ts', `import type { Store } from '../store/store.ts';`],
    ['a comment', 'src/domain/a.ts', `// import { Kysely } from 'kysely'\n/** import('../store/b.ts') */`],
    ['a string', 'src/domain/a.ts', `export const hint = "import { Kysely } from 'kysely'";`],
    [
      'settings in a connector',
      'connectors/event-log/index.ts',
      `import { readYaml } from '../../src/settings/read-yaml.ts';`,
    ],
    ['the shared schemas in the browser', 'src/ui/pages/a.tsx', `import { b } from '../../api/schemas.ts';`],
  ])('lets %s pass', (_what, file, text) => {
    expect(check(file, text)).toEqual([]);
  });

  it('says where, what and how to put it right', () => {
    expect(check('src/domain/a.ts', `\nimport { Kysely } from 'kysely';`)).toEqual([
      'src/domain/a.ts:2: imports kysely; src/domain may use only temporal-polyfill. ' +
        'Move the code that needs it, or change test/architecture/table.ts and say why in docs/decisions.',
    ]);
  });

  it.each(['src/helpers/a.ts', 'src/stray.ts', 'connectors/stray.ts'])('asks for a line about %s', (file) => {
    expect(check(file, '')).toEqual([
      `${file}: no line of the import table covers it. Add its folder to test/architecture/table.ts.`,
    ]);
  });

  it('finds a ring of imports, types included', () => {
    const ring = new Map([
      ['src/domain/a.ts', `import { b } from './b.ts';`],
      ['src/domain/b.ts', `import type { C } from './c.ts';`],
      ['src/domain/c.ts', `export * from './a.ts';`],
      ['src/domain/d.ts', `import { a } from './a.ts';`],
    ]);
    expect(cycles(ring)).toEqual(['src/domain/a.ts -> src/domain/b.ts -> src/domain/c.ts -> src/domain/a.ts']);
  });

  it('names only places it has a line for', () => {
    const places = table.map((row) => row.place);
    expect(new Set(places).size).toBe(places.length);
    for (const row of table) {
      for (const one of [...(row.imports ?? []), ...(row.types ?? [])]) expect(places).toContain(one);
    }
  });
});
