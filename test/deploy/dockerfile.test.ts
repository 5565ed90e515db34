import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf } from '../architecture/imports.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Step {
  readonly stage: number;
  readonly keyword: string;
  readonly rest: string;
}

function stepsOf(dockerfile: string): Step[] {
  let stage = -1;
  return dockerfile
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [keyword = '', ...rest] = line.trim().split(/\s+/);
      if (keyword === 'FROM') stage += 1;
      return { stage, keyword, rest: rest.join(' ') };
    });
}

/** What a COPY takes, without its options and its target. */
const sourcesOf = (step: Step): string[] =>
  step.rest
    .split(' ')
    .filter((word) => !word.startsWith('--'))
    .slice(0, -1);

/** Whether .dockerignore keeps a path out: the last pattern that matches it or a folder above it decides. */
function isIgnored(path: string, patterns: readonly string[]): boolean {
  const parts = path.split('/');
  const selfAndAbove = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
  const hit = patterns.findLast((pattern) =>
    selfAndAbove.some((one) => matchesGlob(one, pattern.replace(/^!/, '').replace(/\/$/, ''))),
  );
  return hit !== undefined && !hit.startsWith('!');
}

const steps = stepsOf(read('Dockerfile'));
const last = Math.max(...steps.map((step) => step.stage));
const final = steps.filter((step) => step.stage === last);
const only = (keyword: string): string => {
  const found = final.filter((step) => step.keyword === keyword);
  expect(found, `one ${keyword} in the final stage`).toHaveLength(1);
  return found[0]!.rest;
};
const copies = steps.filter((step) => step.keyword === 'COPY');
const fromContext = [...new Set(copies.filter((step) => !step.rest.includes('--from=')).flatMap(sourcesOf))];
const ignored = read('.dockerignore')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const manifest = JSON.parse(read('package.json')) as {
  bin: { stepladder: string };
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

describe('the image', () => {
  it.each(fromContext)('finds %s in the project', (source) => {
    expect(existsSync(join(root, source))).toBe(true);
  });

  it.each(fromContext)('is given %s, which .dockerignore lets through', (source) => {
    expect(isIgnored(source, ignored)).toBe(false);
  });

  it('takes from the build stage only what that stage builds', () => {
    const taken = copies.filter((step) => step.rest.includes('--from=build')).flatMap(sourcesOf);
    expect(taken).toEqual(['/app/dist']);
    expect(steps).toContainEqual({ stage: 0, keyword: 'RUN', rest: 'npm run build:web' });
    expect(manifest.scripts['build:web']).toBeDefined();
  });

  it('runs the Node that package.json pins, in every stage', () => {
    const pinned = Object.values(manifest.optionalDependencies);
    const images = steps.filter((step) => step.keyword === 'FROM').map((step) => step.rest.split(' ')[0]);
    expect(new Set(pinned).size).toBe(1);
    expect(new Set(images)).toEqual(new Set([`node:${pinned[0]}-slim`]));
  });

  it('runs as a user without rights, who owns the one volume', () => {
    const user = only('USER');
    expect(user).toMatch(/^(?!root\b|0\b)\w+$/);
    const keywords = final.map((step) => step.keyword);
    expect(keywords.indexOf('USER')).toBeGreaterThan(keywords.lastIndexOf('RUN'));
    expect(only('VOLUME')).toBe('/data');
    expect(final).toContainEqual({ stage: last, keyword: 'RUN', rest: `install -d -o ${user} -g ${user} /data` });
  });

  it('starts the program it holds, on the volume and the open port', () => {
    const command = JSON.parse(only('CMD')) as string[];
    expect(command.slice(0, 2)).toEqual(['node', manifest.bin.stepladder]);
    expect(existsSync(join(root, command[1]!))).toBe(true);
    expect(final).toContainEqual({ stage: last, keyword: 'ENV', rest: `STEPLADDER_DATA=${only('VOLUME')}` });
    expect(command.join(' ')).toContain(`--port ${only('EXPOSE')}`);
  });

  it('asks the same port for its health', () => {
    const check = only('HEALTHCHECK');
    expect(check).toContain(`http://127.0.0.1:${only('EXPOSE')}/healthz`);
    const [runtime, flag, script] = JSON.parse(check.slice(check.indexOf('['))) as string[];
    expect([runtime, flag]).toEqual(['node', '-e']);
    expect(() => new Function(script!)).not.toThrow();
  });

  // An optional peer is loaded only where somebody added it.
  it('holds every package the server imports, although it leaves out the dev dependencies', () => {
    const files = globSync(['src/**/*.ts', 'connectors/**/*.ts'], {
      cwd: root,
      exclude: ['src/ui/**', 'connectors/*/plugin/**'],
    });
    expect(files.length).toBeGreaterThan(0);
    const missing = files.flatMap((file) =>
      importsOf(file, read(file))
        .filter((used) => !used.typeOnly && used.specifier !== undefined && !/^(\.|node:)/.test(used.specifier))
        .map((used) => used.specifier!.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? '')
        .filter((name) => !(name in manifest.dependencies) && !(name in manifest.peerDependencies))
        .filter((name) => !builtinModules.includes(name))
        .map((name) => `${file} imports ${name}: name it in the dependencies of package.json`),
    );
    expect(missing).toEqual([]);
  });
});

describe('.dockerignore', () => {
  it.each(['.git/config', 'node_modules/zod/index.js', 'data/inbox.db', 'src/cli/.env', '.env.local'])(
    'keeps %s out',
    (path) => {
      expect(isIgnored(path, ignored)).toBe(true);
    },
  );

  it('is read as Docker reads it', () => {
    expect(isIgnored('docs/readme.md', ['*.md'])).toBe(false);
    expect(isIgnored('docs/readme.md', ['**/*.md'])).toBe(true);
    expect(isIgnored('docs/readme.md', ['docs', '!docs/readme.md'])).toBe(false);
  });
});
