import { crc32 } from 'node:zlib';

/** Names and sizes only; the smallest date a zip can hold, so that the same files give the same bytes. */
const JANUARY_1980 = 0x0021;

/** Files by path as a zip archive, stored as they are: they are small, and every unpacker reads them. */
export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = Buffer.from(path);
    const shared = sharedHeader(content, name);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, name, content]);
    // After the shared part: no comment, first disk, no attributes, where its content lies.
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, place, name);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** What a file's own header and the directory say alike: version, UTF-8 names, stored, date, sum, sizes. */
function sharedHeader(content: Buffer, name: Buffer): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(0x0800, 2);
  header.writeUInt16LE(JANUARY_1980, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(content.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}
