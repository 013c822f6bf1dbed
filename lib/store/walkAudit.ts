import type { HeldHead } from '../model/audit.ts';
import type { Json } from '../model/facts.ts';
import { beginning, entryHash, type Queries } from './audit.ts';
import type { Break, Link } from './auditFaults.ts';

/** A row of the log. */
export type StoredEntry = {
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

/** A head to compare the log with. `isOurs` is asked only of one that says something else than the log: checking a signature takes as long as reading a hundred entries. */
export type Expected = HeldHead & { entry: number; where: string; isOurs: () => boolean };

/** Breaks of the chain that are looked at; a log with more is past naming each. */
const mostBreaks = 50;

/** `differing`: heads whose entry has another hash now, with that. */
export type Walked = { entries: number; last: Link | undefined; breaks: Break[]; differing: [Expected, string][] };

/** Reads every entry once, in order: where the chain breaks, which heads it contradicts, and where it ends. */
export async function walkAudit(client: Queries, expected: readonly Expected[]): Promise<Walked> {
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

export const linkOf = (row: StoredEntry): Link => ({ id: Number(row.id), prev: row.prev, hash: row.hash, signature: row.signature, content: row });

async function* entriesOf(client: Queries): AsyncGenerator<StoredEntry> {
  for (let after = '0'; ; ) {
    const { rows } = await client.query<StoredEntry>('SELECT * FROM audit WHERE id > $1 ORDER BY id LIMIT 2000', [after]);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)!.id;
  }
}
