import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { type ByteFile, notEmpty, type OnBytes, type Wanted } from './byte-file.ts';
import { fileSlice, type OpenFile, readAt } from './file-slice.ts';
import { INFLATED_CHUNK_BYTES, inflated } from './inflated.ts';
import { KNOWN_ENDINGS } from './row-format.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { zipFiles } from './zip-files.ts';

/** The logs in a plain, gzipped or zipped file, one after the other. Which of the three it is, its first bytes tell. */
export async function* openBytes(path: string, wanted: Wanted, onBytes: OnBytes): AsyncGenerator<ByteFile> {
  const size = await sizeOf(path);
  const file = await opened(path);
  try {
    const start = await readAt(file, 0, 4);
    if (/\.zip$/i.test(path) || isZip(start)) yield* zipFiles(file, wanted, onBytes);
    else yield* singleFile(file, size, { gzip: isGzip(start), wanted, onBytes });
  } finally {
    await file.handle.close();
  }
}

async function* singleFile(
  file: OpenFile,
  size: number,
  { gzip, wanted, onBytes }: { gzip: boolean; wanted: Wanted; onBytes: OnBytes },
): AsyncGenerator<ByteFile> {
  const name = file.path;
  if (/\.gz$/i.test(name) && !gzip) throw new UnreadableFile(name, 'is not gzip', 'Copy it again, or drop the .gz.');
  const format = wanted(basename(name).replace(/\.gz$/i, ''));
  if (!format) {
    throw new UnreadableFile(name, 'does not say what it is written in', `Let its name end in ${KNOWN_ENDINGS}.`);
  }
  let read = 0;
  const raw = fileSlice(file, [0, size], (bytes) => {
    read += bytes;
    onBytes(read, size);
  });
  const gunzip = gzip ? createGunzip({ chunkSize: INFLATED_CHUNK_BYTES }) : null;
  try {
    yield { name, format, bytes: notEmpty(name, gunzip ? inflated(name, raw, gunzip) : raw) };
  } finally {
    gunzip?.destroy();
  }
}

async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch((error) => Promise.reject(notOpened(path, error)));
  if (stats.isDirectory()) throw new UnreadableFile(path, 'is a directory', 'Name a file in it.');
  if (!stats.isFile()) throw new UnreadableFile(path, 'is not a file', 'Save what it delivers to a file first.');
  if (stats.size === 0) throw new UnreadableFile(path, 'is empty', 'Export it again.');
  return stats.size;
}

async function opened(path: string): Promise<OpenFile> {
  return { path, handle: await open(path).catch((error) => Promise.reject(notOpened(path, error))) };
}

function notOpened(path: string, error: unknown): UnreadableFile {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return new UnreadableFile(path, 'does not exist', 'Check the path.', error);
  if (code === 'EACCES') return new UnreadableFile(path, 'may not be read', 'Allow this user to read it.', error);
  return new UnreadableFile(path, `cannot be opened (${code})`, 'Check the path and the disk it lies on.', error);
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** An empty zip starts with its end record. */
function isZip(start: Buffer): boolean {
  return ['PK\x03\x04', 'PK\x05\x06'].includes(start.toString('latin1'));
}
