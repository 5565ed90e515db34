import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { WrongUse } from './failure.ts';

type Row = Readonly<Record<string, string | undefined>>;
type Rows = Iterable<Row> | AsyncIterable<Row>;

/**
 * Writes rows as csv (RFC 4180, these columns) or jsonl (empty values left out) by the file's ending, gzipped for .gz.
 * The file appears whole or not at all.
 */
export async function writeRows(path: string, columns: readonly string[], rows: Rows): Promise<void> {
  const gzipped = path.endsWith('.gz');
  const lines = linesOf(gzipped ? path.slice(0, -3) : path, columns, rows);
  const unfinished = `${path}.part`;
  try {
    const target = createWriteStream(unfinished);
    if (gzipped) await pipeline(Readable.from(lines), createGzip(), target);
    else await pipeline(Readable.from(lines), target);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function linesOf(name: string, columns: readonly string[], rows: Rows): AsyncIterable<string> {
  if (name.endsWith('.csv')) return inPieces(csvLines(columns, rows));
  if (name.endsWith('.jsonl')) return inPieces(jsonLines(rows));
  throw new WrongUse(`${name}: give a name ending in .csv, .jsonl, .csv.gz or .jsonl.gz.`);
}

/** Many lines a piece: a stream costs more a chunk than a character. */
async function* inPieces(lines: AsyncIterable<string>): AsyncIterable<string> {
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** With the header first; each ends its line. */
export async function* csvLines(columns: readonly string[], rows: Rows): AsyncIterable<string> {
  yield `${columns.join(',')}\n`;
  for await (const row of rows) yield `${columns.map((name) => quoted(row[name] ?? '')).join(',')}\n`;
}

async function* jsonLines(rows: Rows): AsyncIterable<string> {
  for await (const row of rows) {
    const said = Object.entries(row).filter(([, value]) => value !== undefined && value !== '');
    yield `${JSON.stringify(Object.fromEntries(said))}\n`;
  }
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
