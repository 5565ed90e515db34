import type { Transform } from 'node:stream';
import { UnreadableFile } from './unreadable-file.ts';

/** Four times zlib's own choice: fewer turns through its thread pool. */
export const INFLATED_CHUNK_BYTES = 64 * 1024;

/**
 * The decompressed bytes in order, and only after the last of them the error that broke them off. Piping would lose good
 * bytes at the break: a stream that fails drops what it holds, and zlib what it made in the failing step.
 */
export async function* inflated(name: string, raw: AsyncIterable<Buffer>, inflate: Transform): AsyncGenerator<Buffer> {
  let failure: Error | null = null;
  let wake = () => {};
  inflate.on('error', (error) => {
    failure = error;
  });
  for (const event of ['readable', 'end', 'error', 'close']) inflate.on(event, () => wake());
  feed(raw, inflate).catch((error) => inflate.destroy(error));
  try {
    while (!inflate.readableEnded) {
      const chunk: Buffer | null = inflate.read();
      if (chunk) yield chunk;
      else if (failure) throw asUnreadable(name, failure);
      else if (inflate.closed)
        throw new Error(`${name} is closed: read the rows of a file before asking for the next one`);
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    inflate.destroy();
  }
}

/** Ends the input only once all of it is worked off, so that the step that finds the end missing has nothing to lose. */
async function feed(raw: AsyncIterable<Buffer>, inflate: Transform): Promise<void> {
  for await (const chunk of raw) {
    await new Promise<void>((resolve, reject) => {
      inflate.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  }
  inflate.end();
}

function asUnreadable(name: string, error: Error): Error {
  const code = 'code' in error ? String(error.code) : '';
  if (!code.startsWith('Z_')) return error;
  const problem = code === 'Z_BUF_ERROR' ? 'ends too early' : 'is damaged: its bytes cannot be decompressed';
  return new UnreadableFile(name, problem, 'Copy or export it again.', error);
}
