import { brokenOff, fatalTrouble, type RowBatch, type Rows, trouble } from './row-batch.ts';
import type { RowTrouble, SourceRow } from './source-row.ts';
import { MOST_ATTRIBUTES, type XesEvent, XesReader } from './xes-reader.ts';

/** IEEE 1849 event logs: one row an event, with the attributes of its trace under `trace:`. */
export function xesRows(bytes: AsyncIterable<Buffer>, maxRowBytes: number): Rows {
  return { columns: null, batches: xesBatches(bytes, maxRowBytes) };
}

async function* xesBatches(bytes: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<RowBatch> {
  const reader = new XesReader(maxBytes);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytes) {
      reader.write(decoder.decode(chunk, { stream: true }));
      yield rowsOf(reader.takeRead(), maxBytes);
    }
    reader.write(decoder.decode());
    reader.end();
    yield rowsOf(reader.takeRead(), maxBytes);
  } catch (error) {
    yield rowsOf(reader.takeRead(), maxBytes);
    yield [fatalTroubleOf(error, reader)];
  }
}

/** Made one at a time: a long list of trace attributes is repeated in the row of each of its events. */
function* rowsOf(read: readonly (XesEvent | RowTrouble)[], maxBytes: number): RowBatch {
  for (const item of read) yield 'problem' in item ? item : rowOf(item, maxBytes);
}

function rowOf({ row, trace, own }: XesEvent, maxBytes: number): SourceRow | RowTrouble {
  if (trace.size + own.size <= maxBytes) {
    return { row, values: Object.fromEntries([...trace.entries, ...own.entries]) };
  }
  return trouble(
    row,
    `The event and its trace hold more than ${maxBytes} bytes or ${MOST_ATTRIBUTES} attributes; it is left out`,
    'Shorten its texts, or allow longer rows.',
  );
}

function fatalTroubleOf(error: unknown, reader: XesReader): RowTrouble {
  const row = reader.next;
  if (reader.flaw) return fatalTrouble(row, reader.flaw, 'Export the log as XES again, or mend it at that place.');
  if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return fatalTrouble(row, 'The file is not UTF-8 text', 'Export the log as UTF-8 and import it again.');
  }
  return brokenOff(row, error);
}
