import { gzipSync } from 'node:zlib';
import type { EstateFile } from '../estate/estateFile.ts';

/** So many characters at a time: a part a line would take most of the time. */
const blockSize = 1 << 18;

/** The bytes of a file as its system writes them, in blocks. The text can be read once. */
export function* estateBytes({ text, gzipped }: EstateFile): Generator<Uint8Array> {
  if (gzipped) yield compressed([...text].join(''));
  else for (const block of inBlocks(text)) yield Buffer.from(block);
}

function* inBlocks(text: Iterable<string>): Generator<string> {
  let block = '';
  for (const part of text) {
    block += part;
    if (block.length < blockSize) continue;
    yield block;
    block = '';
  }
  yield block;
}

/** The tenth byte names the operating system that compressed (RFC 1952, 2.3.1): unknown, so that the bytes are the same everywhere. */
function compressed(text: string): Uint8Array {
  const bytes = gzipSync(text);
  bytes[9] = 255;
  return bytes;
}
