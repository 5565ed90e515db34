import { csvRows } from './csv-rows.ts';
import { jsonlRows } from './jsonl-rows.ts';
import { openBytes } from './open-bytes.ts';
import type { Rows } from './row-batch.ts';
import { formatOf } from './row-format.ts';
import type { RowFile, RowFormat, RowTrouble, SourceRow } from './source-row.ts';
import { xesRows } from './xes-rows.ts';

const DEFAULT_MAX_ROW_BYTES = 1024 * 1024;

export interface OpenRowsOptions {
  /** Read everything as this, whatever its name ends in. */
  readonly format?: RowFormat;
  /** Longer rows are left out and reported; also bounds the memory used. Default 1 MiB. */
  readonly maxRowBytes?: number;
  /** Compressed bytes, for a progress bar; of a zip those of the entries that are read. */
  readonly onBytes?: (read: number, total: number) => void;
}

type Reader = (bytes: AsyncIterable<Buffer>, maxRowBytes: number) => Rows | Promise<Rows>;

const READERS: Readonly<Record<RowFormat, Reader>> = { csv: csvRows, jsonl: jsonlRows, xes: xesRows };

/**
 * The logs in a file (one, or each of a zip), as rows, never whole in memory; the consumer's pace is the reader's.
 * Throws UnreadableFile when there is nothing to read; all that goes wrong later is a RowTrouble among the rows.
 */
export async function* openRows(path: string, options: OpenRowsOptions = {}): AsyncIterable<RowFile> {
  const { format: forced, maxRowBytes = DEFAULT_MAX_ROW_BYTES, onBytes = () => {} } = options;
  for await (const { name, format, bytes } of openBytes(path, (entry) => forced ?? formatOf(entry), onBytes)) {
    const { columns, batches } = await READERS[format](bytes, maxRowBytes);
    yield { name, format, columns, items: oneByOne(batches) };
  }
}

async function* oneByOne(batches: Rows['batches']): AsyncGenerator<SourceRow | RowTrouble> {
  for await (const batch of batches) for (const item of batch) yield item;
}
