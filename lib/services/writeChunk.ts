import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes, and waits while the stream takes no more. Throws where the stream has gone: it would never say that it takes more, and what is read meanwhile would be held for ever. */
export async function writeChunk(out: Writable, chunk: string): Promise<void> {
  if (out.destroyed) throw out.errored ?? new Error('the stream that was to be written to is closed');
  if (!out.write(chunk)) await once(out, 'drain');
}
