import { CsvCutter, type CsvRecord } from './csv-cutter.ts';
import { guardLines } from './line-guard.ts';
import { fatalTrouble, type RowBatch, type Rows, trouble } from './row-batch.ts';
import type { RowTrouble } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';

type CutBatch = readonly (CsvRecord | RowTrouble)[];

/** RFC 4180 with a header row, in UTF-8; blank lines are passed over. Reads as far as the header at once. */
export async function csvRows(bytes: AsyncIterable<Buffer>, maxRowBytes: number): Promise<Rows> {
  const rest = cutRecords(bytes, maxRowBytes);
  const { value: first } = await rest.next();
  const header = first?.[0];
  if (!first || !header) return onlyTrouble('The file has no rows', 'Import a file with a header row.');
  if ('problem' in header)
    return onlyTrouble(`The header cannot be read: ${header.problem}`, header.remedy, header.row);
  const columns = header.values;
  const flaw = headerFlaw(columns);
  if (flaw) return onlyTrouble(flaw.problem, flaw.remedy, header.row);
  return { columns, batches: fittingRows(columns, first.slice(1), rest) };
}

/** Batches that hold at least one record or trouble. */
async function* cutRecords(bytes: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<CutBatch, undefined> {
  const cutter = new CsvCutter(maxBytes);
  try {
    for await (const lines of guardLines(bytes, { maxBytes, keepQuotes: true })) {
      await cutter.write(lines);
      const cut = cutter.takeCut();
      if (cut.length > 0) yield cut;
    }
    await cutter.end();
    const cut = cutter.takeCut();
    if (cut.length > 0) yield cut;
  } catch (error) {
    // csv-parse looks ahead: where the bytes broke off, the last whole row is still in it
    if (error instanceof UnreadableFile) await cutter.end().catch(() => {});
    yield [...cutter.takeCut(), cutter.troubleOf(error)];
  }
}

async function* fittingRows(
  columns: readonly string[],
  first: CutBatch,
  rest: AsyncGenerator<CutBatch>,
): AsyncGenerator<RowBatch> {
  try {
    yield fitting(columns, first);
    for await (const batch of rest) yield fitting(columns, batch);
  } finally {
    await rest.return(undefined);
  }
}

function fitting(columns: readonly string[], batch: CutBatch): RowBatch {
  return batch.map((record) => {
    if ('problem' in record || record.values.length === columns.length) return record;
    return trouble(
      record.row,
      `The row has ${record.values.length} values, the header has ${columns.length} columns`,
      'Quote values that contain commas or line breaks; if this is the last row, the file may be cut off: export it again.',
    );
  });
}

function headerFlaw(columns: readonly string[]): { problem: string; remedy: string } | null {
  const [only = ''] = columns;
  if (columns.length === 1 && /[;\t|]/.test(only)) {
    return { problem: 'The header has no comma', remedy: 'Export the file with commas between the values.' };
  }
  if (columns.some((name) => name.includes('\r'))) {
    return { problem: 'The lines end in CR alone', remedy: 'Save the file with LF or CRLF line ends.' };
  }
  const lastOf = new Map(columns.map((name, index) => [name, index]));
  const twice = columns.find((name, index) => lastOf.get(name) !== index);
  if (twice === undefined) return null;
  return {
    problem: twice === '' ? 'The header has several columns without a name' : `The header names "${twice}" twice`,
    remedy: 'Give each column a name of its own.',
  };
}

function onlyTrouble(problem: string, remedy: string, row: number | null = 1): Rows {
  return { columns: null, batches: justOne([fatalTrouble(row, problem, remedy)]) };
}

async function* justOne(batch: RowBatch): AsyncGenerator<RowBatch> {
  yield batch;
}
