import { randomBytes } from 'node:crypto';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { fail, type Result } from '../model/errors.ts';

/** Writes a file of this machine: compressed where its name ends in .gz, readable by its owner only, and there only once it is whole. INVALID where it cannot be written. */
export async function writeWholeFile<T>(file: string, write: (out: Writable) => Promise<Result<T>>): Promise<Result<T>> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`;
  const lines = new PassThrough({ highWaterMark: 1 << 20 });
  const target = createWriteStream(draft, { mode: 0o600 });
  const written = file.endsWith('.gz') ? pipeline(lines, createGzip(), target) : pipeline(lines, target);
  try {
    const failed = written.then(
      () => new Promise<never>(() => undefined),
      (error: Error) => Promise.reject(error),
    );
    const result = await Promise.race([write(lines), failed]);
    lines.end();
    await written;
    if (result.ok) renameSync(draft, file);
    return result;
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error)
      return fail('INVALID', `${file} cannot be written (${error.code}); nothing was exported`);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
