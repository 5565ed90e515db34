import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromFdPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { type ByteFile, failing, notEmpty, type OnBytes, type Wanted } from './byte-file.ts';
import { fileSlice, type OpenFile } from './file-slice.ts';
import { INFLATED_CHUNK_BYTES, inflated } from './inflated.ts';
import { KNOWN_ENDINGS } from './row-format.ts';
import type { RowFormat } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';

const STORED = 0;
const DEFLATED = 8;
const PACK_AGAIN = 'Pack it again as an ordinary zip (deflate, no password).';
/** What macOS packs beside each file, under the file's own ending. */
const HIDDEN = /(^|\/)(__MACOSX\/|\._)/;

interface Member {
  readonly entry: Entry;
  readonly name: string;
  readonly format: RowFormat;
}

/** The wanted entries of a zip. Their names are labels; nothing is unpacked to disk. */
export async function* zipFiles(file: OpenFile, wanted: Wanted, onBytes: OnBytes): AsyncGenerator<ByteFile> {
  const { zip, members } = await directoryOf(file, wanted);
  const total = members.reduce((sum, { entry }) => sum + entry.compressedSize, 0);
  let read = 0;
  const onRead = (bytes: number) => {
    read += bytes;
    onBytes(read, total);
  };
  for (const { entry, name, format } of members) {
    const label = `${file.path}:${name}`;
    const inflate = entry.compressionMethod === DEFLATED ? createInflateRaw({ chunkSize: INFLATED_CHUNK_BYTES }) : null;
    try {
      const raw = await rawBytes(file, zip, { entry, label, onRead });
      const bytes = verified(label, entry, inflate ? inflated(label, raw, inflate) : raw);
      yield { name: label, format, bytes: notEmpty(label, bytes) };
    } finally {
      inflate?.destroy();
    }
  }
}

async function directoryOf(file: OpenFile, wanted: Wanted): Promise<{ zip: ZipFile; members: Member[] }> {
  const names: string[] = [];
  const members: Member[] = [];
  try {
    const zip = await fromFdPromise(file.handle.fd, { autoClose: false, decodeStrings: false });
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
      if (name.endsWith('/') || HIDDEN.test(name)) continue;
      names.push(name);
      const format = wanted(name);
      if (format) members.push({ entry, name, format });
    }
    if (members.length > 0) return { zip, members };
  } catch (error) {
    throw new UnreadableFile(file.path, 'is not a whole zip', 'Copy or pack it again.', error);
  }
  throw nothingWanted(file.path, names);
}

function nothingWanted(path: string, names: readonly string[]): UnreadableFile {
  if (names.includes('[Content_Types].xml')) {
    return new UnreadableFile(path, 'is an Office document', 'Save its table as CSV (UTF-8) and import that.');
  }
  const held = names.length === 0 ? 'nothing' : names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '');
  return new UnreadableFile(path, `holds no log, but ${held}`, `Pack a file whose name ends in ${KNOWN_ENDINGS}.`);
}

async function rawBytes(
  file: OpenFile,
  zip: ZipFile,
  { entry, label, onRead }: { entry: Entry; label: string; onRead: (bytes: number) => void },
): Promise<AsyncIterable<Buffer>> {
  if (entry.isEncrypted()) return failing(new UnreadableFile(label, 'is encrypted', PACK_AGAIN));
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return failing(new UnreadableFile(label, `is packed in an unusual way (${entry.compressionMethod})`, PACK_AGAIN));
  }
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    return fileSlice(file, [fileDataStart, fileDataStart + entry.compressedSize], onRead);
  } catch (error) {
    return failing(new UnreadableFile(label, 'is not where the zip says', 'Copy or pack the zip again.', error));
  }
}

/** Holds an entry to the size and checksum its zip promises; a zip bomb promises less than it holds. */
async function* verified(label: string, entry: Entry, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  let sum = 0;
  const damaged = () => new UnreadableFile(label, 'is not what was packed', 'Copy or pack the zip again.');
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > entry.uncompressedSize) throw damaged();
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw damaged();
}
