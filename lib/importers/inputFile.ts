import { PassThrough, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { KeyblastError } from '../model/errors.ts';
import { atMostRatio } from './compression.ts';
import type { InputFile, Sample } from './importer.ts';

/** Bytes of a file as they lie on disk or arrive over the network. */
export type RawFile = {
  name: string;
  size?: number;
  /** Where it lies on this machine, if it does: an archive is read in any order. */
  path?: string;
  /** One of a folder or an archive, which hold other things too: left out, not refused, where nobody knows it. */
  optional?: true;
  open(): AsyncIterable<Uint8Array>;
};

export const sampleBytes = 64 * 1024;

/** The file as importers see it: decompressed where its first bytes say gzip, whatever its name. An empty one is refused when it is read. */
export function inputFile(raw: RawFile): InputFile {
  const file = { name: raw.name, open: () => decompressed(raw) };
  return raw.size === undefined ? file : { ...file, size: raw.size };
}

/** The start of the file's text, for `recognise`. */
export async function sampleOf(file: InputFile, bytes = sampleBytes): Promise<Sample> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.open()) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length >= bytes) break;
  }
  const start = Buffer.concat(chunks).subarray(0, bytes);
  refuseOtherText(file.name, start);
  if (start.includes(0)) throw new KeyblastError('UNSUPPORTED', `${file.name} is binary data, not text; nothing of it was imported`);
  // the sample may end within a character: `stream` keeps that part back
  return { name: file.name, head: new TextDecoder('utf-8').decode(start, { stream: true }) };
}

/** UTF-16 and binary data are said as such, before a reader stumbles over them. */
export function refuseOtherText(name: string, start: Uint8Array): void {
  const [a, b, c, d] = start;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    throw new KeyblastError('UNSUPPORTED', `${name} is UTF-16 text; save it as UTF-8 and import it again, nothing of it was imported`);
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4)
    throw new KeyblastError('UNSUPPORTED', `${name} is a zip archive within another; unpack it and import the files in it, nothing of it was imported`);
}

async function* decompressed(raw: RawFile): AsyncGenerator<Uint8Array> {
  const source = raw.open()[Symbol.asyncIterator]();
  const first = await firstBytes(source);
  if (first.byteLength === 0) throw new KeyblastError('UNSUPPORTED', `${raw.name} is empty; nothing to import`);
  const whole = rest(first, source);
  if (first[0] === 0x1f && first[1] === 0x8b) yield* gunzipped(raw.name, whole);
  else yield* whole;
}

/** At least two bytes (what gzip is known by), if there are. */
async function firstBytes(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let first: Uint8Array = new Uint8Array(0);
  while (first.byteLength < 2) {
    const { done, value } = await source.next();
    if (done) break;
    first = first.byteLength === 0 ? value : Buffer.concat([first, value]);
  }
  return first;
}

async function* rest(first: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}

async function* gunzipped(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = Readable.from(
    counted(bytes, (length) => (packed += length)),
    { objectMode: false },
  );
  const output = createGunzip();
  let packed = 0;
  const passed = new PassThrough();
  input.on('error', (error) => passed.destroy(error));
  output.on('error', (error) => passed.destroy(brokenGzip(name, error)));
  input.pipe(output).pipe(passed);
  let read = 0;
  try {
    for await (const chunk of passed) {
      const data: Uint8Array = chunk;
      read += data.byteLength;
      atMostRatio(name, packed, read);
      yield data;
    }
  } finally {
    input.destroy();
    output.destroy();
  }
  if (read === 0) throw new KeyblastError('INVALID', `${name} holds nothing once decompressed; nothing to import`);
}

async function* counted(bytes: AsyncIterable<Uint8Array>, count: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    count(chunk.byteLength);
    yield chunk;
  }
}

function brokenGzip(name: string, error: NodeJS.ErrnoException): KeyblastError {
  const what = error.code === 'Z_BUF_ERROR' ? 'is cut off (its gzip data ends too early)' : 'is damaged (its gzip data cannot be read)';
  return new KeyblastError('INVALID', `${name} ${what}; fetch it again, nothing of it was imported`, { cause: error });
}
