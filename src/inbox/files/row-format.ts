import type { RowFormat } from './source-row.ts';

const FORMATS: ReadonlyMap<string, RowFormat> = new Map([
  ['.csv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.xes', 'xes'],
]);

export const KNOWN_ENDINGS = [...FORMATS.keys()].join(', ');

/** The format a name's ending promises (`log.CSV`), or null. */
export function formatOf(name: string): RowFormat | null {
  const ending = /\.[^.]+$/.exec(name.toLowerCase());
  return (ending && FORMATS.get(ending[0])) ?? null;
}
