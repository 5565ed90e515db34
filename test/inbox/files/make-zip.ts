import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntrySpec {
  readonly name: string;
  readonly content: string | Buffer;
  readonly store?: boolean;
  readonly encrypted?: boolean;
  /** Says so in the headers; the bytes stay deflated. */
  readonly method?: number;
  readonly crc?: number;
  /** What the headers say the content's length is. */
  readonly size?: number;
  /** Changes the packed bytes after the checksum was taken. */
  readonly spoil?: (packed: Buffer) => Buffer;
}

/** A zip as small as the format allows (APPNOTE 4.3): no zip64, no comments, no data descriptors. */
export function makeZip(entries: readonly ZipEntrySpec[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const { common, packed } = packEntry(entry, name);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    directory.push(centralHeader(common, name, offset));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}

/** The 26 bytes that local and central headers share. */
function packEntry(entry: ZipEntrySpec, name: Buffer): { common: Buffer; packed: Buffer } {
  const content = Buffer.from(entry.content as string);
  const plain = entry.store ? content : deflateRawSync(content);
  const packed = entry.spoil ? entry.spoil(plain) : plain;
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE((entry.encrypted ? 1 : 0) | 0x800, 2);
  common.writeUInt16LE(entry.method ?? (entry.store ? 0 : 8), 4);
  common.writeUInt32LE(entry.crc ?? crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(entry.size ?? content.length, 18);
  common.writeUInt16LE(name.length, 22);
  return { common, packed };
}

function centralHeader(common: Buffer, name: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.write('PK\x01\x02', 'latin1');
  header.writeUInt16LE(20, 4);
  common.copy(header, 6);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}
