import type { AuditFault } from '../model/audit.ts';
import type { Queries } from './audit.ts';
import type { Link } from './auditFaults.ts';
import { linkOf, type StoredEntry, type Walked } from './walkAudit.ts';

type IsSigned = (link: Link) => boolean;

/** From where on the log carries no signature of ours, up to its end. A signature covers all that is before it by the chain, so the place is found by halving. */
export async function signatureFaults(client: Queries, walked: Walked, isSigned: IsSigned, known: readonly AuditFault[]): Promise<AuditFault[]> {
  if (!walked.last || isSigned(walked.last)) return [];
  const end = walked.last.id;
  const { rows } = await client.query<{ first: string | null }>('SELECT min(id) AS first FROM audit WHERE signature IS NOT NULL');
  const whole = 'None of the entries is signed: they are from before Keyblast signed its log, or whoever rewrote them took the signatures off.';
  const first = rows[0]?.first ?? null;
  if (first === null) return [{ kind: 'unsigned', entry: 1, to: end, message: whole }];
  const from = await firstUnsigned(client, Number(first), end, isSigned);
  if (known.some(({ entry, to = entry }) => entry <= from && to >= end)) return [];
  if (from < end) {
    const message = `The chain was rehashed from entry ${from} to ${end}, the last: these hashes are not those that this installation signed.`;
    return [{ kind: 'rehashed', entry: from, to: end, message }];
  }
  const before = walked.differing.find(([head]) => head.entry === end && head.isOurs());
  if (before) return [{ kind: 'edited', entry: end, message: `Entry ${end} was edited and its hash made anew: another one ${before[0].where}.` }];
  return [{ kind: 'added', entry: end, message: `Entry ${end}, the last, was not signed by this installation: somebody else added or rewrote it.` }];
}

/** An entry that is not signed though all before it are (from `first` on), where the one with the number `end` is not. */
async function firstUnsigned(client: Queries, first: number, end: number, isSigned: IsSigned): Promise<number> {
  let [good, bad] = [first - 1, end];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const { rows } = await client.query<StoredEntry>('SELECT * FROM audit WHERE id > $1 AND id <= $2 ORDER BY id DESC LIMIT 1', [good, middle]);
    const row = rows[0];
    if (!row || isSigned(linkOf(row))) good = middle;
    else bad = Number(row.id);
  }
  return bad;
}
