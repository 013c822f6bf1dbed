import { randomBytes } from 'node:crypto';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { fail, type Result } from '../model/errors.ts';
import * as store from '../store/exportFacts.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';

/** Everything loaded, as facts, into a stream. */
export async function exportFacts(ctx: Context, out: Writable): Promise<Result<{ facts: number }>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  return asResult(() =>
    store.exportFacts(ctx.database, async (lines) => {
      if (!out.write(lines)) await new Promise((resolve) => out.once('drain', resolve));
    }),
  );
}

/** The same into a file: compressed where its name ends in .gz, and there only once it is whole. */
export async function exportFactsFile(ctx: Context, { file }: { file: string }): Promise<Result<{ facts: number }>> {
  const denied = forbidden(ctx, 'admin'); // whoever names paths writes this machine's files
  if (denied) return denied;
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`;
  const lines = new PassThrough({ highWaterMark: 1 << 20 });
  const target = createWriteStream(draft, { mode: 0o600 });
  const written = file.endsWith('.gz') ? pipeline(lines, createGzip(), target) : pipeline(lines, target);
  try {
    const failed = written.then(
      () => new Promise<never>(() => undefined),
      (error: Error) => Promise.reject(error),
    );
    const result = await Promise.race([exportFacts(ctx, lines), failed]);
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
