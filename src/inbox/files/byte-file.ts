import type { RowFormat } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** A log's bytes, decompressed, and what they are written in. */
export interface ByteFile {
  readonly name: string;
  readonly format: RowFormat;
  /** Throws UnreadableFile at the place where it breaks off. Nothing read before that place is lost. */
  readonly bytes: AsyncIterable<Buffer>;
}

/** The format a file of this name is to be read as; null to leave it alone. */
export type Wanted = (name: string) => RowFormat | null;

export type OnBytes = (read: number, total: number) => void;

/** Refuses a file that turns out to hold nothing. */
export async function* notEmpty(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let empty = true;
  for await (const chunk of bytes) {
    empty = false;
    yield chunk;
  }
  if (empty) throw new UnreadableFile(name, 'is empty', 'Export it again.');
}

/** Bytes that fail as soon as they are asked for. */
export function failing(error: UnreadableFile): AsyncIterable<Buffer> {
  return {
    [Symbol.asyncIterator]: () => {
      throw error;
    },
  };
}
