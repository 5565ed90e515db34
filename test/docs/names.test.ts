import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf, inlineCode, PAGES, pageText, ROOT, stepladder, wordsOf } from './pages.ts';

/** Commands with sub-commands of their own. */
const GROUPS = ['audit', 'model', 'people', 'rules', 'export', 'calendar', 'sla', 'inbox'];
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;

const linksOf = (text: string): string[] =>
  [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** How GitHub names the place of a heading. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

function isThere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || anchorsOf(pageText(file)).includes(anchor);
}

/** What is written after `stepladder` or `npm run stepladder --`, with lines that go on joined. */
function commandsOf(text: string): string[] {
  const code = [...blocksOf(text).map((block) => block.text), ...inlineCode(text)].join('\n').replaceAll('\\\n', ' ');
  return [...code.matchAll(/^(?:.*\s)?stepladder (?:-- )?([a-z].*)$/gm)].map(([, command = '']) => command);
}

/** A path of ours that stands for itself, not for many. */
const isPath = (code: string): boolean =>
  /^(src|connectors|rules|test|docs|deploy)\/[\w./-]+\.(ts|yaml|md|json|csv)$/.test(code) && !/[A-Z]{2,}/.test(code);

const help = new Map<string, string>();

/** What `--help` of a command says; undefined: there is no such command. */
async function helpOf(names: readonly string[]): Promise<string | undefined> {
  const key = names.join(' ');
  const known = help.get(key);
  if (known !== undefined) return known;
  const { exitCode, out } = await stepladder([...names, '--help']);
  const text = exitCode === 0 && out.includes(`Usage: stepladder ${key}`) ? out : undefined;
  if (text !== undefined) help.set(key, text);
  return text;
}

async function wrongWith(command: string): Promise<string[]> {
  const words = wordsOf(command.split(/\s+#|[`;|>)]/)[0] ?? '');
  const names = words.slice(0, GROUPS.includes(words[0] ?? '') ? 2 : 1);
  const text = await helpOf(names);
  if (text === undefined) return [`no command ${names.join(' ')}`];
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/[.,]$/, ''));
  return options.filter((option) => !text.includes(option)).map((option) => `${names.join(' ')} has no ${option}`);
}

describe.each(PAGES)('%s', (page) => {
  const text = pageText(page);

  it('links to what exists', () => {
    const inside = linksOf(text).filter((target) => !/^[a-z]+:/.test(target));
    expect(inside.filter((target) => !isThere(page, target))).toEqual([]);
  });

  it('names commands and options that exist', async () => {
    const wrong = await Promise.all(commandsOf(text).map(wrongWith));
    expect(wrong.flat()).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

/** Pages about what the reader is to make: their paths need not be there. */
const GUIDES = ['docs/add-a-connector.md', 'docs/add-a-metric.md', 'docs/add-a-role-or-risk.md'];

it.each(PAGES.filter((page) => !GUIDES.includes(page)))('%s names files that exist', (page) => {
  const paths = inlineCode(pageText(page)).filter(isPath);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('would notice', async () => {
  expect(PAGES.length).toBeGreaterThan(10);
  expect(PAGES.flatMap((page) => commandsOf(pageText(page))).length).toBeGreaterThan(20);
  expect(await wrongWith('flags --no-such --team x')).toEqual(['flags has no --no-such']);
  expect(await wrongWith('people guess')).toEqual(['no command people guess']);
  expect(isThere('docs/import.md', 'none.md')).toBe(false);
  expect(isThere('docs/import.md', '#no-such-heading')).toBe(false);
});
