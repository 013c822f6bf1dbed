import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** SHA-256 (hexadecimal) and size of a file. */
export type Digested = { digest: string; sizeBytes: number };

/** Writes a file whole or not at all, readable by its owner only, and answers its digest; memory stays flat. */
export async function writeDigested(file: string, pieces: AsyncIterable<Uint8Array>): Promise<Digested> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const counted = async function* () {
    for await (const piece of pieces) {
      hash.update(piece);
      sizeBytes += piece.byteLength;
      yield piece;
    }
  };
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`; // of two who make the same file at once, each has their own
  try {
    await pipeline(Readable.from(counted(), { objectMode: false, highWaterMark: 1 << 18 }), createWriteStream(draft, { mode: 0o600 }));
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return { digest: hash.digest('hex'), sizeBytes };
}

export async function digestOf(pieces: AsyncIterable<Uint8Array>): Promise<Digested> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    sizeBytes += piece.byteLength;
  }
  return { digest: hash.digest('hex'), sizeBytes };
}
