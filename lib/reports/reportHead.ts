import { z } from 'zod';
import { horizonOrigins } from '../model/horizon.ts';
import { audiences } from '../model/reports.ts';

const count = z.int().min(0);
const time = z.iso.datetime();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** The signed head of the audit log as it stood at `frozenAt`; the whole word is what `keyblast audit verify --head` takes. */
const AuditHead = z.strictObject({ log: z.string(), entry: count, hash: digest, signature: z.string(), word: z.string() });

const Analysis = z.strictObject({
  id: count,
  asOf: time,
  /** T in whole days, and where it is from; null in analyses from before that was kept. */
  horizonDays: count,
  horizonOrigin: z.enum(horizonOrigins).nullable(),
  weightsVersion: z.string(),
  finishedAt: time,
  credentials: count,
  nodes: count,
  edges: count,
  grants: count,
  /** Corrections that were in force: what they say is wrong is in no figure. */
  corrections: count,
  /** Facts have changed since: the figures stand for the data as they were. */
  stale: z.boolean(),
});

/** What every report says of itself: enough to make it again, and to know that it was. */
export const ReportHead = z.strictObject({
  product: z.literal('Keyblast'),
  version: z.string(),
  title: z.string(),
  audience: z.enum(audiences),
  /** The one clock of the report: what is overdue or expired is so at this time. */
  frozenAt: time,
  /** Events of this time are told; `to` is not included. */
  period: z.strictObject({ from: time, to: time }),
  /** Scope, in the grammar of docs/filter.md; empty: everything. Tables say where it bears on them. */
  filter: z.string(),
  analysis: Analysis,
  auditHead: AuditHead.nullable(),
  /** Ed25519, 32 bytes in base64url: what signs the audit log and the report. */
  publicKey: z.string(),
  /** The report that this one is compared with. */
  comparedWith: z.strictObject({ digest, title: z.string(), frozenAt: time, analysis: count }).nullable(),
});
export type ReportHead = z.infer<typeof ReportHead>;
