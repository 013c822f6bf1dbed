import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Json } from '../model/facts.ts';
import { canonicalJson } from './factDigest.ts';

export type AuditEntry = { at: Date; actor: string; action: string; before?: Json; after?: Json; note?: string };
type StoredEntry = { id: string; at: Date; actor: string; action: string; before: Json; after: Json; note: string | null; prev: Buffer; hash: Buffer };

export type Queries = Pick<PoolClient, 'query'>;

/** What the first entry follows. */
const beginning = Buffer.alloc(32);

/** Appends an entry in the caller's transaction, chained to the one before it. Two writers wait for each other until the first has committed. */
export async function appendAudit(client: PoolClient, entry: AuditEntry): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('keyblast audit', 0))`);
  const { rows } = await client.query<{ hash: Buffer }>('SELECT hash FROM audit ORDER BY id DESC LIMIT 1');
  const prev = rows[0]?.hash ?? beginning;
  await client.query('INSERT INTO audit (at, actor, action, before, after, note, prev, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
    entry.at,
    entry.actor,
    entry.action,
    entry.before === undefined ? null : JSON.stringify(entry.before),
    entry.after === undefined ? null : JSON.stringify(entry.after),
    entry.note ?? null,
    prev,
    entryHash(prev, entry),
  ]);
}

/** SHA-256 over the hash before it and the entry as JSON with ordered keys; nothing of it depends on how the database writes JSON. */
function entryHash(prev: Buffer, { at, actor, action, before, after, note }: AuditEntry): Buffer {
  const said = canonicalJson([at.toISOString(), actor, action, before ?? null, after ?? null, note ?? null]);
  return createHash('sha256').update(prev).update(said).digest();
}

/** Walks the whole chain: how many entries it has and its head, or the first entry that does not follow from the one before it. */
export async function verifyAudit(client: Queries): Promise<{ ok: true; entries: number; head: string } | { ok: false; entry: number }> {
  let prev: Buffer = beginning;
  let entries = 0;
  for (let after = '0'; ; ) {
    const { rows } = await client.query<StoredEntry>('SELECT * FROM audit WHERE id > $1 ORDER BY id LIMIT 5000', [after]);
    if (rows.length === 0) return { ok: true, entries, head: prev.toString('hex') };
    for (const row of rows) {
      const { note, ...entry } = row;
      if (!row.prev.equals(prev) || !row.hash.equals(entryHash(prev, { ...entry, ...(note !== null && { note }) })))
        return { ok: false, entry: Number(row.id) };
      prev = row.hash;
      entries++;
      after = row.id;
    }
  }
}
