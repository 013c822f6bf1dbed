import type { KeyObject } from 'node:crypto';
import { type AuditFault, type AuditHead, type AuditVerdict, type HeldHead, headText } from '../model/audit.ts';
import { KeyblastError } from '../model/errors.ts';
import type { Queries } from './audit.ts';
import { faultsOfBreaks, type Link } from './auditFaults.ts';
import { readKeptHeads } from './auditHeads.ts';
import { auditKey, isSignedBy, publicKeyOf } from './auditKey.ts';
import { headFaults, takeHeld } from './headFaults.ts';
import { signatureFaults } from './signatureFaults.ts';
import { type Expected, walkAudit } from './walkAudit.ts';

/**
 * @property held       a head that somebody has kept elsewhere
 * @property publicKey  32 bytes in base64url, where it is not this installation's own: whoever wrote it down trusts nothing of this machine
 */
export type VerifyAudit = { held?: HeldHead | undefined; publicKey?: string | undefined };

/**
 * Walks the whole log: does each entry have the hash of its content, does each follow from the one before it, is the last one signed, and is this still the log
 * whose heads were kept. Names what was done to it. The heads are read first: of those that are kept, all were committed before. One pass, memory that does not
 * grow with the log but for the heads; of a log that is whole one signature is checked, the last.
 */
export async function verifyAudit(client: Queries, { held, publicKey }: VerifyAudit = {}): Promise<AuditVerdict> {
  const key = keyOf(publicKey ?? auditKey().publicKey);
  const log = await readLogName(client);
  const kept = log === undefined ? [] : await readKeptHeads(log);
  const expected = kept.map(
    (head): Expected => ({
      ...head,
      where: `was signed on ${head.at.slice(0, 16)} UTC and is kept in the data folder`,
      isOurs: () => isSignedBy(key, headText(head), Buffer.from(head.signature, 'base64url')),
    }),
  );
  const faults: AuditFault[] = [];
  if (held) faults.push(...(await takeHeld(client, held, log, key, expected)));
  const walked = await walkAudit(client, expected);
  const name = log ?? (await readLogName(client)); // it may have got its first entry meanwhile
  const signedBy = (link: Link): boolean => isSigned(link, name, key);
  faults.push(...faultsOfBreaks(walked.breaks, signedBy));
  faults.push(...(await signatureFaults(client, walked, signedBy, faults)));
  faults.push(...headFaults(walked, expected, faults));
  const head = walked.last && name !== undefined ? headOf(walked.last, name) : null;
  return {
    ok: faults.length === 0,
    entries: walked.entries,
    head,
    publicKey: publicKey ?? auditKey().publicKey,
    keptHeads: kept.length,
    faults: faults.sort((a, b) => a.entry - b.entry),
  };
}

function keyOf(text: string): KeyObject {
  const key = publicKeyOf(text);
  if (!key) throw new KeyblastError('INVALID', `"${text}" is no public key: expected 43 characters of base64url, as "keyblast audit head" prints them`);
  return key;
}

async function readLogName(client: Queries): Promise<string | undefined> {
  const { rows } = await client.query<{ log: string }>(`SELECT value #>> '{}' AS log FROM setting WHERE key = 'audit.log'`);
  return rows[0]?.log;
}

const headOf = ({ id, hash, signature }: Link, log: string): AuditHead | null =>
  signature && { log, entry: id, hash: hash.toString('hex'), signature: signature.toString('base64url') };

function isSigned({ id, hash, signature }: Link, log: string | undefined, key: KeyObject): boolean {
  return signature !== null && log !== undefined && isSignedBy(key, headText({ log, entry: id, hash: hash.toString('hex') }), signature);
}
