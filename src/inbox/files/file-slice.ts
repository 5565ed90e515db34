import type { FileHandle } from 'node:fs/promises';
import { UnreadableFile } from './unreadable-file.ts';

const CHUNK_BYTES = 64 * 1024;

export interface OpenFile {
  readonly path: string;
  readonly handle: FileHandle;
}

/** The bytes of [start, end) of an open file. Each slice keeps its own place, so several do not disturb each other. */
export async function* fileSlice(
  file: OpenFile,
  [start, end]: readonly [start: number, end: number],
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const chunk = await readAt(file, at, Math.min(CHUNK_BYTES, end - at));
    if (chunk.length === 0) {
      throw new UnreadableFile(file.path, 'became shorter while it was read', 'Import it once it is complete.');
    }
    at += chunk.length;
    onRead(chunk.length);
    yield chunk;
  }
}

export async function readAt({ path, handle }: OpenFile, at: number, bytes: number): Promise<Buffer> {
  // a closed handle is the caller's mistake, not the file's
  if (handle.fd === -1) throw new Error(`${path} is closed: read the rows of a file before asking for the next one`);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(bytes), 0, bytes, at);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw new UnreadableFile(path, 'stopped being readable', 'Check the disk or network it lies on.', error);
  }
}
