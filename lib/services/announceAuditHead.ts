import { ok, type Result } from '../model/errors.ts';
import { inTransaction } from '../store/database.ts';
import { announce, lastAnnouncedEntry } from '../store/deliveries.ts';
import { readAuditHead } from '../store/readAudit.ts';
import { type Context, forbidden } from './context.ts';

/** Tells webhooks of the audit log's head, if it is another than they were told last: then it lies where nobody here can change it. Announcing adds nothing to the log. */
export async function announceAuditHead(ctx: Context): Promise<Result<{ announced: boolean }>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  const head = await readAuditHead(ctx.database.pool);
  if (!head || head.entry === (await lastAnnouncedEntry(ctx.database))) return ok({ announced: false });
  const told = await inTransaction(ctx.database, (client) => announce(client, { event: 'audit.head', entry: head.entry, hash: head.hash }, ctx.now()));
  return ok({ announced: told > 0 });
}
