import { createHash, randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { headText } from '../model/audit.ts';
import type { AuditAction } from '../model/auditActions.ts';
import { canonicalJson } from '../model/canonicalJson.ts';
import type { Json } from '../model/facts.ts';
import { keepHead } from './auditHeads.ts';
import { auditKey } from './auditKey.ts';
import { onCommit } from './database.ts';

/** What is written down of one change. `actor` is the id of a person, `cli:USER`, or what stands for nobody: `link:PURPOSE`, `server`. */
export type NewAuditEntry = { at: Date; actor: string; action: AuditAction; before?: Json; after?: Json; note?: string };

export type Queries = Pick<PoolClient, 'query'>;

/** What the first entry follows. */
export const beginning: Buffer = Buffer.alloc(32);

type End = { entry: string | null; hash: Buffer | null; log: string | null };

/**
 * Appends an entry in the caller's transaction: numbered and chained after the one before it, and signed. Two writers wait for each other until the first has
 * committed; the signed head is kept in the data folder once this transaction has.
 */
export async function appendAudit(client: PoolClient, said: NewAuditEntry): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('keyblast audit', 0))`);
  const { rows } = await client.query<End>(
    `SELECT entry.id AS entry, entry.hash, (SELECT value #>> '{}' FROM setting WHERE key = 'audit.log') AS log
     FROM (SELECT) one LEFT JOIN LATERAL (SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1) entry ON true`,
  );
  const end = rows[0]!;
  const entry = Number(end.entry ?? 0) + 1;
  const prev = end.hash ?? beginning;
  const hash = entryHash(prev, said);
  const head = { log: end.log ?? (await nameLog(client)), entry, hash: hash.toString('hex') };
  const signature = auditKey().sign(headText(head));
  await client.query('INSERT INTO audit (id, at, actor, action, before, after, note, prev, hash, signature) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    entry,
    said.at,
    said.actor,
    said.action,
    asColumn(said.before),
    asColumn(said.after),
    said.note ?? null,
    prev,
    hash,
    signature,
  ]);
  onCommit(client, () => keepHead({ ...head, signature: signature.toString('base64url'), at: said.at.toISOString() }));
}

const asColumn = (value: Json | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

/** The log's own name, which every signature covers: heads of another database under the same key never fit this one. */
async function nameLog(client: PoolClient): Promise<string> {
  const log = randomBytes(8).toString('hex');
  await client.query(`INSERT INTO setting (key, value) VALUES ('audit.log', to_jsonb($1::text))`, [log]);
  return log;
}

type HashedEntry = { at: Date; actor: string; action: string; before?: Json; after?: Json; note?: string | null };

/** SHA-256 over the hash before it and the entry as JSON with ordered keys (RFC 8785); nothing of it depends on how the database writes JSON. */
export function entryHash(prev: Buffer, { at, actor, action, before, after, note }: HashedEntry): Buffer {
  const said = canonicalJson([at.toISOString(), actor, action, before ?? null, after ?? null, note ?? null]);
  return createHash('sha256').update(prev).update(said).digest();
}
