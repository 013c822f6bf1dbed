import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type EstateFile, fewestCredentials, moltbookFiles, moltbookSize } from '../estate/moltbook.ts';
import { fail, ok, type Result } from '../model/errors.ts';

export type GeneratedFile = { file: string; sizeBytes: number };

/**
 * Writes the files of a synthetic estate of exactly `credentials` credentials into a folder, made if it is missing. It needs no database and reads none; whoever calls it
 * may write to the folder. A folder that holds anything else is left alone, so that importing it brings the estate and nothing more.
 */
export async function generateEstate(
  { credentials, seed, out, asOf }: { credentials: number; seed: number; out: string; asOf?: string },
  onProgress?: (file: string) => void,
): Promise<Result<{ agents: number; files: GeneratedFile[] }>> {
  const size = moltbookSize(credentials);
  if (!size)
    return fail('INVALID', `${credentials} credentials are too few; the platform of the estate alone has some: expected ${fewestCredentials()} or more`);
  const files = moltbookFiles({ ...size, seed, ...(asOf !== undefined && { asOf }) });
  const foreign = foreignEntry(out, files);
  if (foreign) return foreign;
  const written: GeneratedFile[] = [];
  for (const file of files) {
    onProgress?.(file.name);
    const target = path.join(out, file.name);
    await writeWhole(target, file.text);
    written.push({ file: target, sizeBytes: fs.statSync(target).size });
  }
  return ok({ agents: size.agents, files: written });
}

function foreignEntry(out: string, files: readonly EstateFile[]): Result<never> | undefined {
  try {
    fs.mkdirSync(out, { recursive: true });
    const own = new Set(files.map(({ name }) => name.split('/')[0]));
    const foreign = fs.readdirSync(out).find((entry) => !own.has(entry));
    return foreign === undefined ? undefined : fail('CONFLICT', `${out} already holds ${foreign}; name an empty folder, or one that was generated before`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return fail('INVALID', `${out} cannot be written to (${code}); nothing was generated`);
  }
}

/** There only once it is whole. */
async function writeWhole(target: string, text: Iterable<string>): Promise<void> {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const draft = `${target}.${randomBytes(4).toString('hex')}.part`;
  try {
    await pipeline(Readable.from(inBlocks(text), { objectMode: false }), fs.createWriteStream(draft));
    fs.renameSync(draft, target);
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Lines in blocks: a write a line would take most of the time. */
function* inBlocks(text: Iterable<string>): Generator<Buffer> {
  let block = '';
  for (const part of text) {
    block += part;
    if (block.length < 1 << 18) continue;
    yield Buffer.from(block);
    block = '';
  }
  yield Buffer.from(block);
}
