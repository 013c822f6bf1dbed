import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Invitation, LinkPurpose, OwnSession, Person } from '../model/people.ts';
import { type Role, roles } from '../model/roles.ts';
import type { Database } from './database.ts';

/** Rows of people, their passwords' hashes, and one-time links. Sessions are begun by better-auth (lib/services/auth.ts), and ended here as well. */
export type LinkRow = { purpose: LinkPurpose; email: string | null; name: string | null; role: Role | null };
type Queries = Pick<PoolClient, 'query'>;

/** The table checks its roles; one that is not known here may read and no more. */
export const asRole = (text: string): Role => roles.find((role) => role === text) ?? 'viewer';

const isActiveAdmin = `role = 'admin' AND deactivated_at IS NULL`;

export async function hasAdministrator(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query(`SELECT 1 FROM person WHERE ${isActiveAdmin} LIMIT 1`);
  return rows.length > 0;
}

type Row = { id: string; name: string; email: string; role: string; created_at: Date; deactivated_at: Date | null; sessions: string; last_seen: Date | null };
const personSql = `SELECT p.id, p.name, p.email, p.role, p.created_at, p.deactivated_at, s.sessions, s.last_seen FROM person p
  CROSS JOIN LATERAL (SELECT count(*) AS sessions, max(updated_at) AS last_seen FROM session WHERE user_id = p.id AND expires_at > $1) s`;

const asPerson = ({ created_at, deactivated_at, last_seen, role, sessions, ...row }: Row): Person => ({
  ...row,
  role: asRole(role),
  createdAt: created_at.toISOString(),
  ...(deactivated_at && { deactivatedAt: deactivated_at.toISOString() }),
  sessions: Number(sessions),
  ...(last_seen && { lastSeenAt: last_seen.toISOString() }),
});

/** Everybody, those who are active first, in the order in which they came. */
export async function listPersonRows(database: Database, now: Date): Promise<Person[]> {
  const { rows } = await database.pool.query<Row>(`${personSql} ORDER BY p.deactivated_at IS NOT NULL, p.created_at, p.id`, [now]);
  return rows.map(asPerson);
}

/** The person, whose row waits for this transaction from now on. */
export async function lockPerson(client: Queries, id: string, now: Date): Promise<Person | undefined> {
  const { rows } = await client.query<Row>(`${personSql} WHERE p.id = $2 FOR UPDATE OF p`, [now, id]);
  return rows[0] && asPerson(rows[0]);
}

/** How many active administrators there are; nobody else changes that while this transaction lasts. */
export async function lockAdministrators(client: Queries): Promise<number> {
  return (await client.query(`SELECT id FROM person WHERE ${isActiveAdmin} ORDER BY id FOR UPDATE`)).rowCount ?? 0;
}

export const writeRole = (client: Queries, id: string, role: Role): Promise<unknown> =>
  client.query('UPDATE person SET role = $2, updated_at = now() WHERE id = $1', [id, role]);
export const writeName = (client: Queries, id: string, name: string): Promise<unknown> =>
  client.query('UPDATE person SET name = $2, updated_at = now() WHERE id = $1', [id, name]);
export const writeDeactivated = (client: Queries, id: string, at: Date | null): Promise<unknown> =>
  client.query('UPDATE person SET deactivated_at = $2, updated_at = now() WHERE id = $1', [id, at]);

/** A person who signs in with a password. False where the address is taken. */
export async function insertPerson(client: Queries, person: { name: string; email: string; role: string; passwordHash: string }): Promise<boolean> {
  const id = randomUUID();
  const { rowCount } = await client.query(
    `INSERT INTO person (id, name, email, email_verified, role) VALUES ($1, $2, $3, true, $4) ON CONFLICT (email) DO NOTHING`,
    [id, person.name, person.email.toLowerCase(), person.role],
  );
  if (rowCount === 0) return false;
  await writePassword(client, id, person.passwordHash);
  return true;
}

export async function writePassword(client: Queries, personId: string, passwordHash: string): Promise<void> {
  await client.query(`DELETE FROM account WHERE user_id = $1 AND provider_id = 'credential'`, [personId]);
  await client.query(`INSERT INTO account (id, account_id, provider_id, user_id, password) VALUES ($1, $2, 'credential', $2, $3)`, [
    randomUUID(),
    personId,
    passwordHash,
  ]);
}

export async function readPasswordHash(client: Queries, personId: string): Promise<string | undefined> {
  const { rows } = await client.query<{ password: string | null }>(`SELECT password FROM account WHERE user_id = $1 AND provider_id = 'credential'`, [
    personId,
  ]);
  return rows[0]?.password ?? undefined;
}

export async function findPersonByEmail(client: Queries, email: string): Promise<{ id: string; name: string; deactivated: boolean } | undefined> {
  const { rows } = await client.query<{ id: string; name: string; deactivated: boolean }>(
    'SELECT id, name, deactivated_at IS NOT NULL AS deactivated FROM person WHERE email = $1',
    [email.toLowerCase()],
  );
  return rows[0];
}

/** Ends a person's sessions, all or all but one; answers how many were open. */
export async function deleteSessions(client: Queries, personId: string, but = ''): Promise<number> {
  const { rowCount } = await client.query('DELETE FROM session WHERE user_id = $1 AND id <> $2', [personId, but]);
  return rowCount ?? 0;
}

/** Open sessions of a person, the newest first. */
export async function listSessions({ pool }: Database, personId: string, current: string, now: Date): Promise<OwnSession[]> {
  const { rows } = await pool.query<{ id: string; created_at: Date; updated_at: Date; user_agent: string | null }>(
    'SELECT id, created_at, updated_at, user_agent FROM session WHERE user_id = $1 AND expires_at > $2 ORDER BY id <> $3, created_at DESC',
    [personId, now, current],
  );
  return rows.map(({ id, created_at, updated_at, user_agent }) => ({
    id,
    current: id === current,
    createdAt: created_at.toISOString(),
    lastSeenAt: updated_at.toISOString(),
    ...(user_agent && { userAgent: user_agent }),
  }));
}

export type NewLink = {
  tokenHash: Buffer;
  purpose: LinkPurpose;
  role: Role;
  email?: string;
  name?: string;
  createdBy?: string;
  createdAt: Date;
  expiresAt: Date;
};

/** Keeps a new link by its token's SHA-256; earlier unused ones of that purpose for the same address end. */
export async function insertLink(client: Queries, link: NewLink): Promise<void> {
  const email = link.email?.toLowerCase() ?? null;
  await client.query('DELETE FROM sign_in_link WHERE purpose = $1 AND email IS NOT DISTINCT FROM $2 AND used_at IS NULL', [link.purpose, email]);
  await client.query(
    'INSERT INTO sign_in_link (token_hash, purpose, role, email, name, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [link.tokenHash, link.purpose, link.role, email, link.name ?? null, link.createdBy ?? null, link.createdAt, link.expiresAt],
  );
}

const usable = 'token_hash = $1 AND used_at IS NULL AND expires_at > $2';

export async function findLinkRow(database: Database, tokenHash: Buffer, now: Date): Promise<LinkRow | undefined> {
  const { rows } = await database.pool.query<LinkRow>(`SELECT purpose, email, name, role FROM sign_in_link WHERE ${usable}`, [tokenHash, now]);
  return rows[0];
}

/** Uses the link up; undefined where it is unknown, used or expired. Of two at once, one gets it. */
export async function useLink(client: Queries, tokenHash: Buffer, now: Date): Promise<LinkRow | undefined> {
  const { rows } = await client.query<LinkRow>(`UPDATE sign_in_link SET used_at = $2 WHERE ${usable} RETURNING purpose, email, name, role`, [tokenHash, now]);
  return rows[0];
}

/** Links of a person that were not used end: a new password's where they may not sign in any more. */
export const deleteLinks = (client: Queries, purpose: LinkPurpose, email: string): Promise<unknown> =>
  client.query('DELETE FROM sign_in_link WHERE purpose = $1 AND email = $2 AND used_at IS NULL', [purpose, email.toLowerCase()]);

type InvitationRow = { id: number; name: string | null; email: string | null; role: string; invited_by: string; created_at: Date; expires_at: Date };
const invitationSql = `SELECT l.id, l.name, l.email, l.role, coalesce(p.name, l.created_by, '') AS invited_by, l.created_at, l.expires_at
  FROM sign_in_link l LEFT JOIN person p ON p.id = l.created_by WHERE l.purpose = 'invitation' AND l.used_at IS NULL`;

const asInvitation = (row: InvitationRow, now: Date): Invitation => ({
  id: row.id,
  name: row.name ?? '',
  email: row.email ?? '',
  role: asRole(row.role),
  invitedBy: row.invited_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  expired: row.expires_at <= now,
});

/** Invitations that wait to be used, expired ones too: they can be renewed. */
export async function listInvitationRows({ pool }: Database, now: Date): Promise<Invitation[]> {
  const { rows } = await pool.query<InvitationRow>(`${invitationSql} ORDER BY l.created_at, l.id`);
  return rows.map((row) => asInvitation(row, now));
}

/** Takes the invitation out; undefined where it was used or withdrawn already. */
export async function deleteInvitation(client: Queries, id: number, now: Date): Promise<Invitation | undefined> {
  const { rows } = await client.query<InvitationRow>(`${invitationSql} AND l.id = $1 FOR UPDATE OF l`, [id]);
  if (rows[0]) await client.query('DELETE FROM sign_in_link WHERE id = $1', [id]);
  return rows[0] && asInvitation(rows[0], now);
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
