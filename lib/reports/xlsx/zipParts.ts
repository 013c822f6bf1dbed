import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of an archive, its text as it comes. */
export type Part = { name: string; text: () => AsyncIterable<string> };

/**
 * The parts as one zip, one after the other; each is asked for when its turn comes. What a part throws is thrown here, and a part whose rest nobody wants any more is closed.
 */
export async function* zipParts(parts: readonly Part[]): AsyncGenerator<Uint8Array, void> {
  // zip has times in local time: this one is made in local time too, so that the same parts are the same bytes on any machine
  const options = { mtime: new Date(1981, 0, 1), mode: 0o100644, forceDosTimestamp: true };
  const zip = new ZipFile();
  const out = Readable.from(zip.outputStream);
  let current: Readable | undefined;
  for (const { name, text } of parts)
    zip.addReadStreamLazy(name, options, (begin) => {
      current = Readable.from(encoded(text()));
      current.on('error', (error) => out.destroy(error)); // the library leaves errors of its sources to them
      begin(null, current);
    });
  zip.end();
  try {
    for await (const piece of out) yield piece;
  } finally {
    current?.destroy();
  }
}

async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of text) yield Buffer.from(piece);
}
