import type { AuditEntry, AuditFilter, AuditHead, AuditPage, AuditRow } from '../model/audit.ts';
import type { Json } from '../model/facts.ts';
import type { Queries } from './audit.ts';
import type { Database } from './database.ts';

type Row = {
  id: string;
  at: Date;
  actor: string;
  actor_name: string | null;
  action: string;
  before: Json;
  after: Json;
  note: string | null;
  prev: Buffer;
  hash: Buffer;
  signature: Buffer | null;
};

const selected = 'SELECT a.*, p.name AS actor_name FROM audit a LEFT JOIN person p ON p.id = a.actor';

/** Where to page from: entries before or behind one, that one not included; the newest where it is neither. */
export type AuditPlace = { before?: number | undefined; behind?: number | undefined };

/** A page of the entries that match, newest first, and how many there are. */
export async function readAuditPage({ pool }: Database, filter: AuditFilter, { before, behind }: AuditPlace, limit: number): Promise<AuditPage> {
  const { sql, values } = conditionsOf(filter);
  const place = before !== undefined ? `AND a.id < ${before}` : behind !== undefined ? `AND a.id > ${behind}` : '';
  const order = behind !== undefined ? 'ASC' : 'DESC';
  const page = await pool.query<Row>(`${selected} WHERE ${sql} ${place} ORDER BY a.id ${order} LIMIT ${limit}`, values);
  const rows = page.rows.map(asRow).sort((a, b) => b.entry - a.entry);
  const { rows: counts } = await pool.query<{ entries: string; matching: string; oldest: string | null; newest: string | null }>(
    `SELECT count(*) AS matching, min(a.id) AS oldest, max(a.id) AS newest, (SELECT count(*) FROM audit) AS entries FROM audit a WHERE ${sql}`,
    values,
  );
  const { entries, matching, oldest, newest } = counts[0]!;
  const [first, last] = [rows[0]?.entry, rows.at(-1)?.entry];
  return {
    rows,
    matching: Number(matching),
    entries: Number(entries),
    older: last !== undefined && last > Number(oldest) ? last : null,
    newer: first !== undefined && first < Number(newest) ? first : null,
  };
}

function conditionsOf({ actor, action, from, until }: AuditFilter): { sql: string; values: string[] } {
  const values: string[] = [];
  const parts = [
    actor !== undefined && `a.actor = $${values.push(actor)}`,
    action !== undefined && `a.action = $${values.push(action)}`,
    from !== undefined && `a.at >= $${values.push(from)}`,
    until !== undefined && `a.at < $${values.push(until)}`,
  ].filter((part) => part !== false);
  return { sql: parts.join(' AND ') || 'true', values };
}

const asRow = ({ id, at, actor, actor_name, action, before, after, note, hash }: Row): AuditRow => ({
  entry: Number(id),
  at: at.toISOString(),
  actor,
  actorName: actor_name,
  action,
  before,
  after,
  note,
  hash: hash.toString('hex'),
});

/** Who and what there is to filter by, in order; of people their names too. */
export async function readAuditChoices({ pool }: Database): Promise<{ actors: { id: string; name: string | null }[]; actions: string[] }> {
  const actors = await pool.query<{ id: string; name: string | null }>(
    'SELECT a.actor AS id, p.name FROM (SELECT DISTINCT actor FROM audit) a LEFT JOIN person p ON p.id = a.actor ORDER BY coalesce(p.name, a.actor), a.actor',
  );
  const actions = await pool.query<{ action: string }>('SELECT DISTINCT action FROM audit ORDER BY action');
  return { actors: actors.rows, actions: actions.rows.map(({ action }) => action) };
}

/** The signed head, or the one as it was before a time; null where the last entry is not signed, or there is none. */
export async function readAuditHead(client: Queries, before?: string): Promise<(AuditHead & { at: string }) | null> {
  const { rows } = await client.query<Pick<Row, 'id' | 'at' | 'hash' | 'signature'> & { log: string | null }>(
    `SELECT id, at, hash, signature, (SELECT value #>> '{}' FROM setting WHERE key = 'audit.log') AS log FROM audit WHERE $1::timestamptz IS NULL OR at < $1 ORDER BY id DESC LIMIT 1`,
    [before ?? null],
  );
  const last = rows[0];
  if (!last?.signature || last.log === null) return null;
  return { log: last.log, entry: Number(last.id), hash: last.hash.toString('hex'), signature: last.signature.toString('base64url'), at: last.at.toISOString() };
}

/** Every entry up to one, in order, piece by piece as they are asked for. */
export async function* readAuditEntries({ pool }: Database, to: number): AsyncGenerator<AuditEntry[]> {
  for (let after = 0; after < to; ) {
    const { rows } = await pool.query<Row>('SELECT * FROM audit WHERE id > $1 AND id <= $2 ORDER BY id LIMIT 1000', [after, to]);
    if (rows.length === 0) return;
    yield rows.map(asEntry);
    after = Number(rows.at(-1)!.id);
  }
}

const asEntry = ({ id, at, actor, action, before, after, note, prev, hash, signature }: Row): AuditEntry => ({
  entry: Number(id),
  at: at.toISOString(),
  actor,
  action,
  before,
  after,
  note,
  prev: prev.toString('hex'),
  hash: hash.toString('hex'),
  signature: signature?.toString('base64url') ?? null,
});
