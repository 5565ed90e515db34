import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Block, blocksOf, PAGES, pageText, ROOT, stepladder, wordsOf } from './pages.ts';

const PROMPT = '$ npm run -s stepladder -- ';
const REMEDY =
  'Correct the page or the program. `npx vitest run --project unit test/docs/examples.test.ts -u` writes to the page what is printed';

const isRun = ({ language }: Block): boolean => language === 'console';
const isFile = ({ name }: Block): boolean => name.startsWith('try/');
const pages = PAGES.filter((page) => blocksOf(pageText(page)).some(isRun));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docs-examples-'));
  mkdirSync(join(folder, 'try'));
  symlinkSync(join(ROOT, 'rules'), join(folder, 'rules')); // what a reader's `try` folder lies beside
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

it('there are pages with examples', () => {
  expect(pages).toContain('docs/import.md');
});

it.each(pages)('%s prints what it says, from its first command to its last', async (page) => {
  const text = pageText(page);
  let printed = '';
  let end = 0;
  for (const block of blocksOf(text)) {
    if (isFile(block)) writeFile(block);
    if (!isRun(block)) continue;
    printed += text.slice(end, block.start) + (await rerun(block));
    end = block.start + block.text.length;
  }
  await expect(printed + text.slice(end), REMEDY).toMatchFileSnapshot(join(ROOT, page));
});

/** A file shown again replaces the one before. */
function writeFile({ name, text }: Block): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** The block with what its commands print now, or at the instant written behind `console`. */
async function rerun({ name, text }: Block): Promise<string> {
  if (name === '') vi.useRealTimers();
  else vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(name) });
  let now = '';
  for (const part of text.split(PROMPT).slice(1)) {
    const [command = ''] = part.split('\n', 1);
    const said = part.slice(command.length + 1);
    const { out } = await stepladder(wordsOf(command.replaceAll('try/', `${folder}/try/`)));
    const printed = out.replaceAll(`${folder}/`, '');
    now += `${PROMPT}${command}\n${patternOf(said).test(printed) ? said : printed}`;
  }
  return now;
}

/** The text as a pattern: a line `...` stands for any lines, or none; at the end of a line, for the rest of it. */
function patternOf(said: string): RegExp {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\\\.\\\.\\\.$/gm, '.*');
  const parts = said.split(/^\.\.\.\n/m).map(literal);
  return new RegExp(`^${parts.join('(?:.*\\n)*')}$`);
}
