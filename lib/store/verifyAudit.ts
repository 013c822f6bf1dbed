import type { KeyObject } from 'node:crypto';
import { type AuditFault, type AuditHead, type AuditVerdict, type HeldHead, headText } from '../model/audit.ts';
import { KeyblastError } from '../model/errors.ts';
import type { Json } from '../model/facts.ts';
import { beginning, entryHash, type Queries } from './audit.ts';
import { type Break, faultsOfBreaks, type Link } from './auditFaults.ts';
import { readKeptHeads } from './auditHeads.ts';
import { auditKey, isSignedBy, publicKeyOf } from './auditKey.ts';

type StoredEntry = {
  id: string;
  at: Date;
  actor: string;
  action: string;
  before: Json;
  after: Json;
  note: string | null;
  prev: Buffer;
  hash: Buffer;
  signature: Buffer | null;
};

/**
 * @property held       a head that somebody has kept elsewhere
 * @property publicKey  32 bytes in base64url, where it is not this installation's own: whoever wrote it down trusts nothing of this machine
 */
export type VerifyAudit = { held?: HeldHead | undefined; publicKey?: string | undefined };

/** A head to compare the log with. */
type Expected = HeldHead & { entry: number; where: string };

/** Breaks of the chain that are looked at; a log with more is past naming each. */
const mostBreaks = 50;

/**
 * Walks the whole log: does each entry have the hash of its content, does each follow from the one before it, is the last one signed, and is this still the log
 * whose heads were kept. Names what was done to it. The heads are read first: of those that are kept, all were committed before. One pass, memory that does not
 * grow with the log but for the heads.
 */
export async function verifyAudit(client: Queries, { held, publicKey }: VerifyAudit = {}): Promise<AuditVerdict> {
  const key = keyOf(publicKey ?? auditKey().publicKey);
  const log = await readLogName(client);
  const kept = log === undefined ? [] : (await readKeptHeads(log)).filter((head) => isSignedBy(key, headText(head), Buffer.from(head.signature, 'base64url')));
  const expected = kept.map((head): Expected => ({ ...head, where: `was signed on ${head.at.slice(0, 16)} UTC and is kept in the data folder` }));
  const faults: AuditFault[] = [];
  if (held) faults.push(...(await takeHeld(client, held, log, key, expected)));
  const walked = await walk(client, expected);
  const signedBy = (link: Link): boolean => isSigned(link, log, key);
  faults.push(...faultsOfBreaks(walked.breaks, signedBy));
  if (walked.last && !signedBy(walked.last)) faults.push(...(await unsignedFrom(client, walked, log, key, faults)));
  faults.push(...headFaults(walked, expected, faults));
  const head = walked.last && log !== undefined ? headOf(walked.last, log) : null;
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

/** Checks the head that somebody holds and adds it to what the log is compared with. Of a bare hash the entry is looked for. */
async function takeHeld(client: Queries, held: HeldHead, log: string | undefined, key: KeyObject, expected: Expected[]): Promise<AuditFault[]> {
  const other = (message: string): AuditFault[] => [{ kind: 'other-head', entry: held.entry ?? 0, message }];
  if (held.log !== undefined && held.log !== log)
    return other(`The head that you hold is of log ${held.log}; this one is ${log ?? 'without a name, as nothing of it was signed'}.`);
  if (held.signature !== undefined && held.log !== undefined && held.entry !== undefined) {
    const text = headText({ log: held.log, entry: held.entry, hash: held.hash });
    if (!isSignedBy(key, text, Buffer.from(held.signature, 'base64url')))
      return other('The head that you hold was not signed with this public key: it was copied wrongly, or it is of another installation.');
  }
  const entry = held.entry ?? (await entryOfHash(client, held.hash));
  if (entry === undefined)
    return [{ kind: 'rehashed', entry: 0, message: `No entry has the hash ${held.hash} that you hold: the tail was cut, or the chain was rehashed.` }];
  expected.push({ ...held, entry, where: 'is in the head that you hold' });
  return [];
}

async function entryOfHash(client: Queries, hash: string): Promise<number | undefined> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM audit WHERE hash = $1', [Buffer.from(hash, 'hex')]);
  return rows[0] && Number(rows[0].id);
}

type Walked = {
  entries: number;
  last: Link | undefined;
  breaks: Break[] /** Heads whose entry has another hash, with that. */;
  differing: [Expected, string][];
};

async function walk(client: Queries, expected: readonly Expected[]): Promise<Walked> {
  const heads = Map.groupBy(expected, ({ entry }) => entry);
  const walked: Walked = { entries: 0, last: undefined, breaks: [], differing: [] };
  for await (const row of entriesOf(client)) {
    const link = linkOf(row);
    const fits = row.hash.equals(entryHash(row.prev, row));
    const follows = row.prev.equals(walked.last?.hash ?? beginning);
    if ((!fits || !follows) && walked.breaks.length < mostBreaks) walked.breaks.push({ before: walked.last, link, fits, follows });
    for (const head of heads.get(link.id) ?? []) if (head.hash !== row.hash.toString('hex')) walked.differing.push([head, row.hash.toString('hex')]);
    walked.last = link;
    walked.entries++;
  }
  return walked;
}

const linkOf = (row: StoredEntry): Link => ({ id: Number(row.id), prev: row.prev, hash: row.hash, signature: row.signature, content: row });

async function* entriesOf(client: Queries): AsyncGenerator<StoredEntry> {
  for (let after = '0'; ; ) {
    const { rows } = await client.query<StoredEntry>('SELECT * FROM audit WHERE id > $1 ORDER BY id LIMIT 2000', [after]);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)!.id;
  }
}

/** From where on the log carries no signature of ours, up to its end. Signatures before are covered by the chain, so only a bad last one makes this look. */
async function unsignedFrom(client: Queries, walked: Walked, log: string | undefined, key: KeyObject, known: readonly AuditFault[]): Promise<AuditFault[]> {
  const end = walked.last?.id ?? 0;
  let first: number | undefined;
  let anySigned = false;
  for await (const row of entriesOf(client)) {
    const signed = isSigned(linkOf(row), log, key);
    anySigned ||= signed;
    if (signed) first = undefined;
    else if (row.signature !== null || anySigned) first ??= Number(row.id);
  }
  const whole = 'None of the entries is signed: they are from before Keyblast signed its log, or whoever rewrote them took the signatures off.';
  if (first === undefined) return [{ kind: 'unsigned', entry: 1, to: end, message: whole }];
  const from = first;
  if (known.some(({ entry, to = entry }) => entry <= from && to >= end)) return [];
  if (from < end) {
    const message = `The chain was rehashed from entry ${from} to ${end}, the last: these hashes are not those that this installation signed.`;
    return [{ kind: 'rehashed', entry: from, to: end, message }];
  }
  const before = walked.differing.find(([{ entry }]) => entry === end);
  if (before) return [{ kind: 'edited', entry: end, message: `Entry ${end} was edited and its hash made anew: another one ${before[0].where}.` }];
  return [{ kind: 'added', entry: end, message: `Entry ${end}, the last, was not signed by this installation: somebody else added or rewrote it.` }];
}

/** What the heads say that the chain alone does not: that its tail was cut, or that all of it is another one. */
function headFaults({ last, differing }: Walked, expected: readonly Expected[], known: readonly AuditFault[]): AuditFault[] {
  const end = last?.id ?? 0;
  const beyond = expected.filter(({ entry }) => entry > end).sort((a, b) => b.entry - a.entry)[0];
  const cut: AuditFault[] = beyond
    ? [
        {
          kind: 'cut',
          entry: end + 1,
          to: beyond.entry,
          message: `The tail was cut: the log ends with entry ${end}, but the head of entry ${beyond.entry} ${beyond.where}.`,
        },
      ]
    : [];
  const named = (entry: number): boolean => known.some((fault) => entry >= fault.entry && entry <= (fault.to ?? fault.entry));
  const unexplained = differing.filter(([{ entry }]) => !named(entry)).sort(([a], [b]) => a.entry - b.entry)[0];
  if (!unexplained) return cut;
  const [head, found] = unexplained;
  const message = `The chain was rehashed, or its tail was cut and written anew, up to or at entry ${head.entry}: its hash is ${found.slice(0, 12)}… now; ${head.hash.slice(0, 12)}… ${head.where}.`;
  return [...cut, { kind: 'rehashed', entry: head.entry, to: end, message }];
}
