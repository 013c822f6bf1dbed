import type { AuditHead } from '../model/audit.ts';
import { fail, ok, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { auditKey } from '../store/auditKey.ts';
import { inTransaction } from '../store/database.ts';
import { readAuditEntries, readAuditHead } from '../store/readAudit.ts';
import { type Context, forbidden } from './context.ts';
import { writeChunk } from './writeChunk.ts';
import { writeWholeFile } from './writeWholeFile.ts';

/** `chunks` are lines of NDJSON, piece by piece as they are asked for: the first says which log and which public key, then one entry a line (docs/audit.md). */
export type AuditExport = { fileName: string; head: AuditHead; chunks: AsyncGenerator<string, void> };

/** The whole audit log up to now, in order. That it is exported is its last entry. */
export async function exportAudit(ctx: Context): Promise<Result<AuditExport>> {
  const denied = forbidden(ctx, 'auditor');
  if (denied) return denied;
  const head = await inTransaction(ctx.database, async (client) => {
    await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'audit.export' });
    return readAuditHead(client);
  });
  if (!head) return fail('CONFLICT', 'The end of the audit log is not signed though it was just written; "keyblast audit verify" says what was done to it.');
  const { log, entry, hash, signature } = head;
  return ok({ fileName: `audit-${log}-${entry}.ndjson`, head: { log, entry, hash, signature }, chunks: linesOf(ctx, head) });
}

async function* linesOf(ctx: Context, { log, entry }: AuditHead): AsyncGenerator<string, void> {
  yield `${JSON.stringify({ keyblast: 'audit', version: 1, log, to: entry, publicKey: auditKey().publicKey })}\n`;
  for await (const entries of readAuditEntries(ctx.database, entry)) yield entries.map((one) => `${JSON.stringify(one)}\n`).join('');
}

/** The same into a file of this machine. */
export async function exportAuditFile(ctx: Context, { file }: { file: string }): Promise<Result<{ entries: number; head: AuditHead }>> {
  const denied = forbidden(ctx, 'admin'); // whoever names paths writes this machine's files
  if (denied) return denied;
  return writeWholeFile(file, async (out) => {
    const made = await exportAudit(ctx);
    if (!made.ok) return made;
    const { head, chunks } = made.value;
    let lines = 0;
    for await (const chunk of chunks) {
      lines += chunk.split('\n').length - 1;
      await writeChunk(out, chunk);
    }
    return ok({ entries: lines - 1, head });
  });
}
