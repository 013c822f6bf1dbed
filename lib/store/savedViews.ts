import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** Rows of saved views. `ownerName` is null where the owner is nobody who signs in (the command line), or has gone. */
export type SavedViewRow = {
  id: number;
  owner: string;
  ownerName: string | null;
  name: string;
  shared: boolean;
  filter: string;
  sort: string;
  columns: string[];
};
export type SavedViewFields = Pick<SavedViewRow, 'name' | 'shared' | 'filter' | 'sort' | 'columns'>;
type Queries = Pick<PoolClient, 'query'>;

const selected = `SELECT v.id, v.owner, p.name AS "ownerName", v.name, v.shared, v.filter, v.sort, v.columns FROM saved_view v LEFT JOIN person p ON p.id = v.owner`;

/** One's own and the shared ones of others, by name. */
export async function listSavedViewRows({ pool }: Database, owner: string): Promise<SavedViewRow[]> {
  const { rows } = await pool.query<SavedViewRow>(
    `${selected} WHERE v.deleted_at IS NULL AND (v.owner = $1 OR v.shared) ORDER BY v.owner <> $1, lower(v.name), v.id`,
    [owner],
  );
  return rows;
}

/** Locked until the transaction ends, so that of two who change it one comes after the other. @param deleted asks for a deleted one instead */
export async function lockSavedView(client: Queries, id: number, deleted = false): Promise<SavedViewRow | undefined> {
  const { rows } = await client.query<SavedViewRow>(`${selected} WHERE v.id = $1 AND (v.deleted_at IS NOT NULL) = $2 FOR UPDATE OF v`, [id, deleted]);
  return rows[0];
}

/** How many views somebody keeps. */
export async function countSavedViews(client: Queries, owner: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM saved_view WHERE owner = $1 AND deleted_at IS NULL', [owner]);
  return rows[0]!.count;
}

/** The id of the new view; undefined where its owner has one of that name. */
export async function insertSavedView(client: Queries, owner: string, view: SavedViewFields, now: Date): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO saved_view (owner, name, shared, filter, sort, columns, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
     ON CONFLICT DO NOTHING RETURNING id`,
    [owner, view.name, view.shared, view.filter, view.sort, view.columns, now],
  );
  return rows[0]?.id;
}

/** False where its owner has another one of that name. */
export async function updateSavedView(client: Queries, { id, owner }: SavedViewRow, view: SavedViewFields, now: Date): Promise<boolean> {
  if (await isNameTaken(client, owner, view.name, id)) return false;
  await client.query('UPDATE saved_view SET name = $2, shared = $3, filter = $4, sort = $5, columns = $6, updated_at = $7 WHERE id = $1', [
    id,
    view.name,
    view.shared,
    view.filter,
    view.sort,
    view.columns,
    now,
  ]);
  return true;
}

/** Deletes it so that it can come back, and for good what was deleted before `sweepBefore`. */
export async function deleteSavedView(client: Queries, id: number, now: Date, sweepBefore: Date): Promise<void> {
  await client.query('DELETE FROM saved_view WHERE deleted_at < $1', [sweepBefore]);
  await client.query('UPDATE saved_view SET deleted_at = $2 WHERE id = $1', [id, now]);
}

/** False where its owner has made another one of that name meanwhile. */
export async function restoreSavedView(client: Queries, { id, owner, name }: SavedViewRow): Promise<boolean> {
  if (await isNameTaken(client, owner, name, id)) return false;
  await client.query('UPDATE saved_view SET deleted_at = NULL WHERE id = $1', [id]);
  return true;
}

/** Of two that would take one name at once, the second waits here for the first. */
async function isNameTaken(client: Queries, owner: string, name: string, except: number): Promise<boolean> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('saved view ' || $1, 0))`, [owner]);
  const { rows } = await client.query('SELECT 1 FROM saved_view WHERE owner = $1 AND lower(name) = lower($2) AND id <> $3 AND deleted_at IS NULL', [
    owner,
    name,
    except,
  ]);
  return rows.length > 0;
}
