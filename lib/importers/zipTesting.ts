import { crc32, deflateRawSync } from 'node:zlib';

/** For tests: members of an archive as they would be written by a hand that means well, or not. */
export type ZipMember = {
  name: string;
  data: Uint8Array /** Unix mode, with the kind of file. */;
  mode?: number /** What the directory says, where it lies. */;
  saysBytes?: number;
  encrypted?: true;
};

/** A zip archive (APPNOTE 6.3, deflate), in memory. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode = 0o100644, saysBytes = data.byteLength, encrypted } of members) {
    const [file, packed] = [Buffer.from(name), deflateRawSync(data)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.byteLength, 14);
    common.writeUInt32LE(saysBytes, 18);
    common.writeUInt16LE(file.byteLength, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, file, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, tail, file]));
    parts.push(local);
    offset += local.byteLength;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
