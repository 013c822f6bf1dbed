import type { Writable } from 'node:stream';
import type { Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { countCorrections } from '../store/corrections.ts';
import { inTransaction } from '../store/database.ts';
import * as store from '../store/exportFacts.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { writeChunk } from './writeChunk.ts';
import { writeWholeFile } from './writeWholeFile.ts';

/** `corrections`: how many are in force here. Facts cannot say what they leave out, so that figures elsewhere are without them. */
export type ExportedFacts = { facts: number; corrections: number };

/** Everything loaded, as facts, into a stream. Written in the audit log before the first line leaves. */
export async function exportFacts(ctx: Context, out: Writable): Promise<Result<ExportedFacts>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  return asResult(async () => {
    await inTransaction(ctx.database, (client) => appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'facts.export' }));
    const { inForce } = await countCorrections(ctx.database.pool, ctx.now());
    return { ...(await store.exportFacts(ctx.database, (lines) => writeChunk(out, lines))), corrections: inForce };
  });
}

/** The same into a file of this machine. */
export async function exportFactsFile(ctx: Context, { file }: { file: string }): Promise<Result<ExportedFacts>> {
  const denied = forbidden(ctx, 'admin'); // whoever names paths writes this machine's files
  if (denied) return denied;
  return writeWholeFile(file, (out) => exportFacts(ctx, out));
}
