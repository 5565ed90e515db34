import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mappingSchema } from '../../connectors/event-log/mapping.ts';
import { AGENT_COLUMNS, TICKET_COLUMNS } from '../../connectors/ticket-log/rows.ts';
import { TICKET_STATUSES } from '../../src/domain/ticket.ts';
import { type Block, blocksOf, inlineCode, pageText, stepladder, wordsOf } from './pages.ts';

const PROMPT = '$ npm run -s stepladder -- ';
const page = pageText('docs/import.md');
const folder = mkdtempSync(join(tmpdir(), 'import-page-'));
mkdirSync(join(folder, 'try'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The page's files and commands, in its order; a file shown again replaces the one before. */
const steps = blocksOf(page).filter(({ language, name }) => language === 'console' || name.startsWith('try/'));

const inFolder = (text: string): string => text.replaceAll('try/', `${folder}/try/`);
const onPage = (text: string): string => text.replaceAll(`${folder}/`, '');

/** What the page says each command prints. */
function commandsOf({ text }: Block): { command: string; says: string }[] {
  return text
    .split(PROMPT)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), says: part.slice(end + 1) };
    });
}

describe('docs/import.md', () => {
  it('prints what it says, from its first command to its last', async () => {
    let ran = 0;
    for (const step of steps) {
      if (step.language !== 'console') writeFileSync(join(folder, step.name), step.text);
      else
        for (const { command, says } of commandsOf(step)) {
          const { out } = await stepladder(wordsOf(inFolder(command)));
          expect(onPage(out), command).toBe(says);
          ran += 1;
        }
    }
    expect(ran).toBeGreaterThan(10);
  });

  it.each([
    ['column of the ticket log', TICKET_COLUMNS],
    ['column of the list of agents', AGENT_COLUMNS],
    ['key of a mapping', Object.keys(mappingSchema.shape)],
    ['attribute of a mapping', Object.keys(mappingSchema.shape.attributes.unwrap().shape)],
    ['account of a mapping', Object.keys(mappingSchema.shape.accounts.unwrap().shape)],
    ['status', TICKET_STATUSES],
  ])('names every %s', (_what, names) => {
    const code = new Set([...inlineCode(page).flatMap((text) => text.split(' ')), 'agent']);
    const header =
      blocksOf(page)
        .find(({ name }) => name === 'try/agents.csv')
        ?.text.split('\n')[0]
        ?.split(',') ?? [];
    for (const name of header) code.add(name);
    expect(names.filter((name) => !code.has(name))).toEqual([]);
  });
});
