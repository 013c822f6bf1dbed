import { z } from 'zod';
import { type AuditVerdict, parseHead } from '../model/audit.ts';
import { fail, type Result } from '../model/errors.ts';
import { inTransaction } from '../store/database.ts';
import * as store from '../store/verifyAudit.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';

export const VerifyAudit = z.object({
  /** A head that somebody holds: as `keyblast audit head` prints it, ENTRY.HASH, or a hash alone. */
  head: z.string().max(400).optional(),
  /** The public key that was written down, in place of the one that this data folder has. */
  publicKey: z.string().max(100).optional(),
});
export type VerifyAudit = z.input<typeof VerifyAudit>;

/** Walks the whole log and says what was done to it, if anything. A log that was tampered with is no failure of this verb: the verdict says so. */
export async function verifyAudit(ctx: Context, input: VerifyAudit = {}): Promise<Result<AuditVerdict>> {
  const denied = forbidden(ctx, 'auditor');
  if (denied) return denied;
  const read = readInput(VerifyAudit, input);
  if (!read.ok) return read;
  const { head, publicKey } = read.value;
  const held = head === undefined ? undefined : parseHead(head);
  if (head !== undefined && !held) return fail('INVALID', 'head: expected LOG.ENTRY.HASH.SIGNATURE as "keyblast audit head" prints it, ENTRY.HASH, or a hash');
  return asResult(() => inTransaction(ctx.database, (client) => store.verifyAudit(client, { held, publicKey })));
}
