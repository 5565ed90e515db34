import { type DroppedLine, guardLines } from './line-guard.ts';
import { lostRow } from './lost-row.ts';
import { brokenOff, type RowBatch, type Rows, trouble } from './row-batch.ts';
import type { RowTrouble, SourceRow } from './source-row.ts';

const ONE_OBJECT = 'Write each row as one JSON object on a line of its own.';

/** One JSON object a line; blank lines are passed over. */
export function jsonlRows(bytes: AsyncIterable<Buffer>, maxRowBytes: number): Rows {
  return { columns: null, batches: jsonlBatches(bytes, maxRowBytes) };
}

async function* jsonlBatches(bytes: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<RowBatch> {
  let line = 0;
  try {
    for await (const { text, dropped } of guardLines(bytes, { maxBytes, keepQuotes: false })) {
      const lines = text.toString('utf8').split('\n');
      if (lines.at(-1) === '') lines.pop(); // what follows the last line feed is no line
      const byLine = new Map(dropped.map((lost) => [lost.line, lost]));
      yield rowsOf(lines, line, byLine, maxBytes);
      line += lines.length;
    }
  } catch (error) {
    yield [brokenOff(line + 1, error)];
  }
}

function* rowsOf(lines: string[], before: number, dropped: Map<number, DroppedLine>, maxBytes: number): RowBatch {
  for (const [index, text] of lines.entries()) {
    const row = before + index + 1;
    const lost = dropped.get(row);
    if (lost) yield lostRow(row, lost, maxBytes);
    else if (text.trim() !== '') yield parsed(row, text);
  }
}

function parsed(row: number, text: string): SourceRow | RowTrouble {
  try {
    const values: unknown = JSON.parse(text);
    if (isObject(values)) return { row, values };
    return trouble(row, 'The line is JSON, but not an object', ONE_OBJECT);
  } catch {
    // the parser's own message quotes the line, which may hold personal data
    return trouble(row, 'The line is not JSON', ONE_OBJECT);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
