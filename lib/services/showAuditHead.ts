import { type AuditHead, formatHead } from '../model/audit.ts';
import { ok, type Result } from '../model/errors.ts';
import { auditKey } from '../store/auditKey.ts';
import { readAuditHead } from '../store/readAudit.ts';
import { type Context, forbidden } from './context.ts';

/** `text`: the head as one word, to be kept elsewhere. `publicKey`: 32 bytes in base64url; `pem`: the same for openssl. */
export type ShownHead = { head: (AuditHead & { at: string; text: string }) | null; publicKey: string; pem: string };

/** The signed head of the audit log, for whoever wants to keep it where nobody here can change it: every report and webhook carries it. */
export async function showAuditHead(ctx: Context): Promise<Result<ShownHead>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const head = await readAuditHead(ctx.database.pool);
  const { publicKey, pem } = auditKey();
  return ok({ head: head && { ...head, text: formatHead(head) }, publicKey, pem });
}
