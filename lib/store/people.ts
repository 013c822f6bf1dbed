import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** Rows of people, their passwords' hashes, and one-time links. Sessions are better-auth's (lib/services/auth.ts). */
export type PersonRow = { id: string; name: string; email: string; role: string; createdAt: string };
export type LinkRow = { purpose: string; email: string | null; role: string | null };
type Queries = Pick<PoolClient, 'query'>;

export async function hasAdministrator(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query(`SELECT 1 FROM person WHERE role = 'admin' LIMIT 1`);
  return rows.length > 0;
}

export async function listPersonRows(database: Database): Promise<PersonRow[]> {
  const { rows } = await database.pool.query<Omit<PersonRow, 'createdAt'> & { created_at: Date }>(
    'SELECT id, name, email, role, created_at FROM person ORDER BY created_at, id',
  );
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at.toISOString() }));
}

/** A person who signs in with a password. False where the address is taken. */
export async function insertPerson(client: Queries, person: { name: string; email: string; role: string; passwordHash: string }): Promise<boolean> {
  const id = randomUUID();
  const { rowCount } = await client.query(
    `INSERT INTO person (id, name, email, email_verified, role) VALUES ($1, $2, $3, true, $4) ON CONFLICT (email) DO NOTHING`,
    [id, person.name, person.email.toLowerCase(), person.role],
  );
  if (rowCount === 0) return false;
  await client.query(`INSERT INTO account (id, account_id, provider_id, user_id, password) VALUES ($1, $2, 'credential', $2, $3)`, [
    randomUUID(),
    id,
    person.passwordHash,
  ]);
  return true;
}

/** Keeps a new link by its token's SHA-256; earlier unused ones of that purpose end. */
export async function insertLink(client: Queries, link: { tokenHash: Buffer; purpose: string; role: string; expiresAt: Date }): Promise<void> {
  await client.query('DELETE FROM sign_in_link WHERE purpose = $1 AND used_at IS NULL', [link.purpose]);
  await client.query('INSERT INTO sign_in_link (token_hash, purpose, role, expires_at) VALUES ($1, $2, $3, $4)', [
    link.tokenHash,
    link.purpose,
    link.role,
    link.expiresAt,
  ]);
}

const usable = 'token_hash = $1 AND used_at IS NULL AND expires_at > $2';

export async function findLinkRow(database: Database, tokenHash: Buffer, now: Date): Promise<LinkRow | undefined> {
  const { rows } = await database.pool.query<LinkRow>(`SELECT purpose, email, role FROM sign_in_link WHERE ${usable}`, [tokenHash, now]);
  return rows[0];
}

/** Uses the link up; undefined where it is unknown, used or expired. Of two at once, one gets it. */
export async function useLink(client: Queries, tokenHash: Buffer, now: Date): Promise<LinkRow | undefined> {
  const { rows } = await client.query<LinkRow>(`UPDATE sign_in_link SET used_at = $2 WHERE ${usable} RETURNING purpose, email, role`, [tokenHash, now]);
  return rows[0];
}

/** True while the database answers. */
export async function databaseAnswers(database: Database): Promise<boolean> {
  try {
    await database.pool.query('SELECT 1');
    return true;
  } catch {
    return false;
  }
}
