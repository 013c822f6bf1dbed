import { z } from 'zod';
import type { Result } from '../model/errors.ts';
import { ok } from '../model/errors.ts';
import type { ReportVerdict } from '../model/reports.ts';
import { parseSignature, type ReportSignature, signedText } from '../reports/reportSignature.ts';
import { auditKey, isSignedBy, publicKeyOf } from '../store/auditKey.ts';
import { findReportFile } from '../store/reports.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const VerifyReport = z.object({
  /** SHA-256 of the file as it is, hexadecimal. */
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'),
  /** What FILE.sig holds; without it, the file is looked up among those that were made here. */
  signature: z.string().max(10_000).optional(),
  /** 32 bytes in base64url that somebody wrote down, instead of this installation's own. */
  publicKey: z.string().max(100).optional(),
});

/** Whether a file of a report is as it was made. */
export async function verifyReport(ctx: Context, input: z.input<typeof VerifyReport>): Promise<Result<ReportVerdict>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(VerifyReport, input);
  if (!read.ok) return read;
  const { digest, signature: text, publicKey = auditKey().publicKey } = read.value;
  const signature = text === undefined ? undefined : parseSignature(text);
  const known = await findReportFile(ctx.database.pool, digest, signature?.reportSha256);
  const report = known && { report: { id: known.report.id, title: known.report.title, frozenAt: known.report.frozenAt } };
  if (text === undefined) return ok({ ok: known !== undefined, faults: known ? [] : [unknownFile], digest, ...report });
  if (!signature) return ok({ ok: false, faults: ['the signature is not as it was written: it is cut, changed, or none of a report'], digest, ...report });
  const faults = faultsOf(signature, digest, publicKey);
  const { fileFormat: format, sha256, reportSha256: reportDigest, publicKey: signedBy } = signature;
  return ok({ ok: faults.length === 0, faults, digest, signed: { format, digest: sha256, reportDigest, publicKey: signedBy }, ...report });
}

const unknownFile =
  'no file that was made here has this digest: it was changed, or is of another installation, or its report is kept no more; its signature would tell';

function faultsOf(signature: ReportSignature, digest: string, expectedKey: string): string[] {
  const key = publicKeyOf(signature.publicKey);
  const faults = [
    signature.sha256 !== digest && `the file was changed: its SHA-256 is ${digest}, signed was ${signature.sha256}`,
    signature.publicKey !== expectedKey && `it is signed with the key ${signature.publicKey}, expected ${expectedKey}`,
    (!key || !isSignedBy(key, signedText(signature), Buffer.from(signature.signature, 'base64url'))) &&
      'the signature is not of what it says: somebody changed it',
  ];
  return faults.filter((fault) => fault !== false);
}
