import type { PoolClient } from 'pg';
import type { Campaign } from '../model/campaigns.ts';
import { KeyblastError } from '../model/errors.ts';
import { unfinished } from '../model/tasks.ts';
import { person } from './readTask.ts';

type Queries = Pick<PoolClient, 'query'>;
type Row = {
  id: number;
  name: string;
  goal: string;
  due: Date | null;
  created_by: string;
  created_at: Date;
  closed_at: Date | null;
  tasks: number;
  verified: number;
  accepted: number;
  overdue: number;
};

/** Those that go on first, then the newest. @param id only this one */
export async function listCampaignRows(client: Queries, now: Date, id?: number): Promise<Campaign[]> {
  const { rows } = await client.query<Row>(
    `SELECT c.id, c.name, c.goal, c.due, ${person('c.created_by')} AS created_by, c.created_at, c.closed_at, count(t.id)::integer AS tasks,
       count(t.id) FILTER (WHERE t.status = 'verified')::integer AS verified, count(t.id) FILTER (WHERE t.status = 'accepted')::integer AS accepted,
       count(t.id) FILTER (WHERE t.status = ANY($3) AND t.due < $1)::integer AS overdue
     FROM campaign c LEFT JOIN task t ON t.campaign_id = c.id WHERE $2::integer IS NULL OR c.id = $2 GROUP BY c.id ORDER BY c.closed_at IS NOT NULL, c.id DESC`,
    [now, id ?? null, unfinished],
  );
  return rows.map(({ created_by: createdBy, created_at: createdAt, closed_at: closedAt, due, ...row }) => ({
    ...row,
    createdBy,
    createdAt: createdAt.toISOString(),
    ...(due && { due: due.toISOString() }),
    ...(closedAt && { closedAt: closedAt.toISOString() }),
  }));
}

export type NewCampaign = { name: string; goal: string; due?: Date };

/** The id of the new campaign; undefined where one of that name goes on. */
export async function insertCampaign(
  client: Queries,
  { name, goal, due }: NewCampaign,
  { actor, now }: { actor: string; now: Date },
): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    'INSERT INTO campaign (name, goal, due, created_by, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id',
    [name, goal, due ?? null, actor, now],
  );
  return rows[0]?.id;
}

/** False where it is not there, or closed already. */
export async function closeCampaignRow(client: Queries, id: number, { actor, now }: { actor: string; now: Date }): Promise<boolean> {
  const { rowCount } = await client.query('UPDATE campaign SET closed_by = $2, closed_at = $3 WHERE id = $1 AND closed_at IS NULL', [id, actor, now]);
  return rowCount === 1;
}

/** Goes on again; false where it is not closed, or another one has its name now. */
export async function reopenCampaignRow(client: Queries, id: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE campaign c SET closed_by = NULL, closed_at = NULL WHERE id = $1 AND closed_at IS NOT NULL AND NOT EXISTS (SELECT FROM campaign o WHERE lower(o.name) = lower(c.name) AND o.closed_at IS NULL)`,
    [id],
  );
  return rowCount === 1;
}

/** Held for the transaction. Throws KeyblastError NOT_FOUND. */
export async function requireCampaign(client: Queries, id: number): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM campaign WHERE id = $1 AND closed_at IS NULL FOR SHARE', [id]);
  if (rowCount === 0) throw new KeyblastError('NOT_FOUND', 'There is no such campaign, or it is closed.');
}
