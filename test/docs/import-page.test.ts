import { expect, it } from 'vitest';
import { mappingSchema } from '../../connectors/event-log/mapping.ts';
import { AGENT_COLUMNS, TICKET_COLUMNS } from '../../connectors/ticket-log/rows.ts';
import { RECORDS } from '../../src/cli/import-source.ts';
import { TICKET_STATUSES } from '../../src/domain/ticket.ts';
import { blocksOf, inlineCode, pageText } from './pages.ts';

const page = pageText('docs/import.md');
const columns = blocksOf(page).flatMap(({ language, text }) =>
  language === 'csv' ? (text.split('\n')[0]?.split(',') ?? []) : [],
);
const named = new Set([...inlineCode(page).flatMap((code) => code.split(' ')), ...columns]);

it.each([
  ['column of the ticket log', TICKET_COLUMNS],
  ['column of the list of agents', AGENT_COLUMNS],
  ['key of a mapping', Object.keys(mappingSchema.shape)],
  ['attribute of a mapping', Object.keys(mappingSchema.shape.attributes.unwrap().shape)],
  ['account of a mapping', Object.keys(mappingSchema.shape.accounts.unwrap().shape)],
  ['status', TICKET_STATUSES],
  ['format of exported records', RECORDS],
])('docs/import.md names every %s', (_what, names) => {
  expect(names.filter((name) => !named.has(name))).toEqual([]);
});
