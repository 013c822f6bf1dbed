import { z } from 'zod';
import { canonicalJson } from '../model/canonicalJson.ts';
import { reportFormats } from '../model/reports.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What stands in FILE.sig: which file, of which report, and the Ed25519 signature over all of it but itself. */
export const ReportSignature = z.strictObject({
  format: z.literal('keyblast-report-signature'),
  version: z.literal(1),
  /** As it was named when it was made; another name is no fault. */
  file: z.string(),
  fileFormat: z.enum(reportFormats),
  sizeBytes: z.int().min(0),
  /** SHA-256 of the file, and of the JSON of the report that it was made of. */
  sha256: digest,
  reportSha256: digest,
  /** 32 bytes, and 64, in base64url. */
  publicKey: z.string().regex(/^[\w-]{43}$/),
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type ReportSignature = z.infer<typeof ReportSignature>;

/** What is signed: members in the order of their names, no blanks (RFC 8785). */
export const signedText = ({ signature: _, ...said }: Omit<ReportSignature, 'signature'> & { signature?: string }): string =>
  `keyblast-report-signature ${canonicalJson(said)}`;

/** The file beside the file, one line. */
export const signatureLine = (signature: ReportSignature): string => `${canonicalJson(signature)}\n`;

/** Reads it back; undefined where it is none, or not written as `signatureLine` does. */
export function parseSignature(text: string): ReportSignature | undefined {
  const json: unknown = asJson(text);
  const read = ReportSignature.safeParse(json);
  return read.success && signatureLine(read.data) === text ? read.data : undefined;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no signature
  }
}
