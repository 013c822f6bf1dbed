import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * A plain object whose leaves are numbers, texts, flags and typed arrays, as one file that is opened into shared memory without being parsed:
 *   8 bytes KEYBLAST · u32 version · u32 length and u32 CRC-32 of the head · head in JSON · typed arrays, each 64 bytes apart, with its CRC-32 in the head.
 * Little-endian, as every machine that Node runs on.
 */
const magic = 'KEYBLAST';
const prefix = 20;
const align = (at: number): number => Math.ceil(at / 64) * 64;

const arrayTypes = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float64Array };
type ArrayType = keyof typeof arrayTypes;
type TypedArray = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;
type Section = { type: ArrayType; offset: number; length: number; crc: number };
/** An array in the head is a section by number; an object that occurs twice is named by the number of its first occurrence. */
type Packed = { section: number } | { again: number } | { object: [string, Packed][] } | { list: Packed[] } | { value: unknown };
type Head = { root: Packed; sections: Section[] };

/**
 * Writes the file whole or not at all: under another name, which it gives up once all of it is on disk. A writer that is killed leaves at most the other name behind, which the next one
 * removes; a machine that loses its power leaves the file of before, or this one.
 */
export function writeSections(file: string, version: number, root: object): void {
  const arrays: TypedArray[] = [];
  const packed = pack(root, arrays);
  const sections: Section[] = arrays.map((array) => ({ type: typeOf(array), offset: 0, length: array.length, crc: crc32(bytesOf(array)) }));
  let at = 0;
  for (const [i, section] of sections.entries()) {
    section.offset = at;
    at = align(at + arrays[i]!.byteLength);
  }
  const head = Buffer.from(JSON.stringify({ root: packed, sections } satisfies Head));
  removeDrafts(file);
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`;
  const handle = fs.openSync(draft, 'w', 0o600);
  try {
    const begin = Buffer.alloc(prefix);
    begin.write(magic);
    begin.writeUInt32LE(version, 8);
    begin.writeUInt32LE(head.length, 12);
    begin.writeUInt32LE(crc32(head), 16);
    writeAll(handle, begin, 0);
    writeAll(handle, head, prefix);
    const base = align(prefix + head.length);
    for (const [i, array] of arrays.entries()) writeAll(handle, bytesOf(array), base + sections[i]!.offset);
    fs.ftruncateSync(handle, base + at);
    fs.fsyncSync(handle);
  } catch (error) {
    fs.rmSync(draft, { force: true });
    throw error;
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(draft, file);
  syncFolder(path.dirname(file));
}

/** Only then the new name is on disk as well; Windows opens no folders, and writes names by itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Reads the file into one shared memory; undefined where there is none, it is of another version, or anything in it is not as it was written. */
export function readSections(file: string, version: number): unknown {
  if (!fs.existsSync(file)) return undefined;
  const handle = fs.openSync(file, 'r');
  try {
    const begin = Buffer.alloc(prefix);
    const size = fs.fstatSync(handle).size;
    if (!readAll(handle, begin, 0) || begin.toString('latin1', 0, 8) !== magic || begin.readUInt32LE(8) !== version) return undefined;
    const length = begin.readUInt32LE(12);
    if (prefix + length > size) return undefined;
    const text = Buffer.alloc(length);
    if (!readAll(handle, text, prefix) || crc32(text) !== begin.readUInt32LE(16)) return undefined;
    const { root, sections }: Head = JSON.parse(text.toString());
    const base = align(prefix + length);
    const memory = new SharedArrayBuffer(size - Math.min(size, base));
    if (!readAll(handle, new Uint8Array(memory), base)) return undefined;
    const arrays = sections.map((section) => arrayAt(memory, section));
    return arrays.every((array, i) => array && crc32(bytesOf(array)) === sections[i]!.crc) ? unpack(root, arrays as TypedArray[]) : undefined; // each was found to be there
  } finally {
    fs.closeSync(handle);
  }
}

function arrayAt(memory: SharedArrayBuffer, { type, offset, length }: Section): TypedArray | undefined {
  // each of them can be made over shared memory
  const Type = arrayTypes[type] as (new (memory: ArrayBufferLike, offset: number, length: number) => TypedArray) & { BYTES_PER_ELEMENT: number };
  return Type && offset + length * Type.BYTES_PER_ELEMENT <= memory.byteLength ? new Type(memory, offset, length) : undefined;
}

const bytesOf = (array: TypedArray): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function typeOf(array: TypedArray): ArrayType {
  const { name } = array.constructor;
  if (!(name in arrayTypes)) throw new TypeError(`${name} has no place in a file of sections`);
  return name as ArrayType; // it is one of them
}

function pack(root: object, arrays: TypedArray[]): Packed {
  const seen = new Map<object, number>();
  const walk = (value: unknown): Packed => {
    if (typeof value !== 'object' || value === null) return { value };
    if (ArrayBuffer.isView(value)) {
      const known = arrays.indexOf(value as TypedArray);
      return { section: known >= 0 ? known : arrays.push(value as TypedArray) - 1 };
    }
    const again = seen.get(value);
    if (again !== undefined) return { again };
    seen.set(value, seen.size);
    if (Array.isArray(value)) return { list: value.map(walk) };
    return { object: Object.entries(value).map(([name, part]) => [name, walk(part)]) };
  };
  return walk(root);
}

function unpack(root: Packed, arrays: TypedArray[]): unknown {
  const seen: object[] = [];
  const walk = (packed: Packed): unknown => {
    if ('section' in packed) return arrays[packed.section];
    if ('again' in packed) return seen[packed.again];
    if ('value' in packed) return packed.value;
    if ('list' in packed) {
      const list: unknown[] = [];
      seen.push(list);
      for (const part of packed.list) list.push(walk(part));
      return list;
    }
    const object: Record<string, unknown> = {};
    seen.push(object);
    for (const [name, part] of packed.object) object[name] = walk(part);
    return object;
  };
  return walk(root);
}

const most = 2 ** 30; // one call to the system takes less than 2^31 bytes

function writeAll(handle: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) done += fs.writeSync(handle, bytes, done, Math.min(most, bytes.length - done), position + done);
}

/** False where the file ends before. */
function readAll(handle: number, bytes: Uint8Array, position: number): boolean {
  for (let done = 0; done < bytes.length; ) {
    const read = fs.readSync(handle, bytes, done, Math.min(most, bytes.length - done), position + done);
    if (read === 0) return false;
    done += read;
  }
  return true;
}

function removeDrafts(file: string): void {
  const name = path.basename(file);
  for (const other of fs.readdirSync(path.dirname(file))) {
    if (other.startsWith(`${name}.`) && other.endsWith('.draft')) fs.rmSync(path.join(path.dirname(file), other), { force: true });
  }
}
