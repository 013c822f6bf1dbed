import type { Json } from './facts.ts';

/** One change as the audit log keeps it. `entry` counts from 1; `at` is ISO 8601 in UTC; hashes are 64 hexadecimal digits, signatures base64url. */
export type AuditEntry = {
  entry: number;
  at: string;
  actor: string;
  action: string;
  before: Json;
  after: Json;
  note: string | null;
  prev: string;
  hash: string;
  /** Absent on entries from before the log was signed. */
  signature: string | null;
};

/** The log up to an entry, signed: whoever keeps one sees later whether that log is still the beginning of this one. */
export type AuditHead = {
  /** Which log: 16 hexadecimal digits, drawn with its first signed entry. */
  log: string;
  entry: number;
  hash: string;
  /** Ed25519 over `headText`, base64url. */
  signature: string;
};

/** A head as somebody holds it: all of it, or what of it was written down. */
export type HeldHead = Partial<Omit<AuditHead, 'hash'>> & { hash: string };

/** What is signed, in ASCII. */
export const headText = ({ log, entry, hash }: Omit<AuditHead, 'signature'>): string => `keyblast-audit-head ${log} ${entry} ${hash}`;

/** A head as one word: LOG.ENTRY.HASH.SIGNATURE. */
export const formatHead = ({ log, entry, hash, signature }: AuditHead): string => `${log}.${entry}.${hash}.${signature}`;

/** Reads what `formatHead` wrote, or ENTRY.HASH, or a hash alone; undefined where it is none of them. */
export function parseHead(text: string): HeldHead | undefined {
  const found = /^(?:(?:([0-9a-f]{16})\.)?(\d{1,15})\.)?([0-9a-f]{64})(?:\.([\w-]{86}))?$/.exec(text.trim());
  if (!found) return undefined;
  const [, log, entry, hash = '', signature] = found;
  return { hash, ...(log !== undefined && { log }), ...(entry !== undefined && { entry: Number(entry) }), ...(signature !== undefined && { signature }) };
}

/** What was done to a log, as far as it shows; `entry` is the first that it touches, `to` the last. */
export const auditFaultKinds = ['edited', 'deleted', 'swapped', 'cut', 'rehashed', 'added', 'unsigned', 'other-head'] as const;
export type AuditFaultKind = (typeof auditFaultKinds)[number];
export type AuditFault = { kind: AuditFaultKind; entry: number; to?: number; message: string };

/** What a walk through the log found. `keptHeads`: how many heads kept in the data folder it was compared with. */
export type AuditVerdict = { ok: boolean; entries: number; head: AuditHead | null; publicKey: string; keptHeads: number; faults: AuditFault[] };

/** Conditions of a list of entries; times ISO 8601, `until` not included. */
export type AuditFilter = { actor?: string; action?: string; from?: string; until?: string };

/** An entry as a screen shows it; `actorName` where the actor is a person of this installation. */
export type AuditRow = Pick<AuditEntry, 'entry' | 'at' | 'actor' | 'action' | 'before' | 'after' | 'note' | 'hash'> & { actorName: string | null };

/** Newest first. `older`, `newer`: the entry to page from, where there is more. */
export type AuditPage = { rows: AuditRow[]; matching: number; entries: number; older: number | null; newer: number | null };
