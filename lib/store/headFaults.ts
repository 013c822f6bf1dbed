import type { KeyObject } from 'node:crypto';
import { type AuditFault, type HeldHead, headText } from '../model/audit.ts';
import type { Queries } from './audit.ts';
import { isSignedBy } from './auditKey.ts';
import type { Expected, Walked } from './walkAudit.ts';

/** Checks the head that somebody holds and adds it to what the log is compared with. Of a bare hash the entry is looked for. */
export async function takeHeld(client: Queries, held: HeldHead, log: string | undefined, key: KeyObject, expected: Expected[]): Promise<AuditFault[]> {
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
  expected.push({ ...held, entry, where: 'is in the head that you hold', isOurs: () => true });
  return [];
}

async function entryOfHash(client: Queries, hash: string): Promise<number | undefined> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM audit WHERE hash = $1', [Buffer.from(hash, 'hex')]);
  return rows[0] && Number(rows[0].id);
}

/** What the heads say that the chain alone does not: that its tail was cut, or that all of it is another one. */
export function headFaults({ last, differing }: Walked, expected: readonly Expected[], known: readonly AuditFault[]): AuditFault[] {
  const end = last?.id ?? 0;
  const beyond = expected
    .filter(({ entry }) => entry > end)
    .sort((a, b) => b.entry - a.entry)
    .find((head) => head.isOurs());
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
  const unexplained = differing
    .filter(([{ entry }]) => !named(entry))
    .sort(([a], [b]) => a.entry - b.entry)
    .find(([head]) => head.isOurs());
  if (!unexplained) return cut;
  const [head, found] = unexplained;
  const message = `The chain was rehashed, or its tail was cut and written anew, up to or at entry ${head.entry}: its hash is ${found.slice(0, 12)}… now; ${head.hash.slice(0, 12)}… ${head.where}.`;
  return [...cut, { kind: 'rehashed', entry: head.entry, to: end, message }];
}
