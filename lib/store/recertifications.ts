import type { PoolClient } from 'pg';
import type { ItemState, Recertification, RecertificationAnswer } from '../model/recertification.ts';

type Queries = Pick<PoolClient, 'query'>;
type Row = {
  id: number;
  owner: string;
  due: Date;
  note: string | null;
  starter: string;
  started_at: Date;
  closer: string | null;
  closed_at: Date | null;
  confirmed: number;
  changing: number;
  items: number;
};

/** Those that go on first, by due date; one alone where its number is given. @param now tells what is overdue */
export async function listRecertificationRows(client: Queries, now: Date, id?: number): Promise<Recertification[]> {
  const { rows } = await client.query<Row>(
    `SELECT r.id, r.owner, r.due, r.note, coalesce(p.name, r.started_by) AS starter, r.started_at, coalesce(c.name, r.closed_by) AS closer, r.closed_at, i.*
     FROM recertification r LEFT JOIN person p ON p.id = r.started_by LEFT JOIN person c ON c.id = r.closed_by
       CROSS JOIN LATERAL (SELECT count(*)::int AS items, count(*) FILTER (WHERE answer = 'confirmed')::int AS confirmed, count(*) FILTER (WHERE answer = 'to be changed')::int AS changing
         FROM recertification_item WHERE recertification_id = r.id) i
     WHERE $1::integer IS NULL OR r.id = $1 ORDER BY r.closed_at IS NOT NULL, r.closed_at DESC, r.due, r.id LIMIT 200`,
    [id ?? null],
  );
  return rows.map((row) => recertificationOf(row, now));
}

function recertificationOf({ id, owner, due, note, starter, started_at, closer, closed_at, items, confirmed, changing }: Row, now: Date): Recertification {
  const waiting = items - confirmed - changing;
  return {
    id,
    owner,
    due: due.toISOString(),
    ...(note !== null && { note }),
    startedBy: starter,
    startedAt: started_at.toISOString(),
    ...(closer !== null && { closedBy: closer }),
    ...(closed_at && { closedAt: closed_at.toISOString() }),
    overdue: closed_at === null && waiting > 0 && due < now,
    items,
    counts: { waiting, confirmed, 'to be changed': changing },
  };
}

/** Begins a round for an owner; undefined where one goes on. */
export async function insertRecertification(
  client: Queries,
  { owner, due, note }: { owner: string; due: Date; note?: string },
  { actor, now }: { actor: string; now: Date },
): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    'INSERT INTO recertification (owner, due, note, started_by, started_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id',
    [owner, due, note ?? null, actor, now],
  );
  return rows[0]?.id;
}

/** Puts in what the owner answers for now: the decisions that stand about their agents, then their usable credentials, by key. Answers how many, at most one more than `most`. */
export async function insertRecertificationItems(
  client: Queries,
  { round, owner, now, most }: { round: number; owner: string; now: Date; most: number },
): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO recertification_item (recertification_id, decision_id, name_id)
     SELECT $1, decision, name FROM (
       SELECT d.id AS decision, NULL::integer AS name, '' AS key FROM decision d JOIN name a ON a.id = d.name_id JOIN node n ON n.id = a.node_id
         WHERE d.ended_at IS NULL AND d.verdict = 'approved' AND n.owner = $2
       UNION ALL SELECT NULL, a.id, n.key FROM node n JOIN name a ON a.text = n.key
         WHERE n.in_use AND n.in_estate AND n.kind = 0 AND n.owner = $2 AND coalesce(n.status, 0) = 0 AND (n.expires IS NULL OR n.expires > $3) AND (n.gone_at IS NULL OR n.gone_at > $3)
     ) i ORDER BY decision, key LIMIT $4`,
    [round, owner, now, most + 1],
  );
  return rowCount ?? 0;
}

/** Answers items of a round that goes on, or takes their answers back (`waiting`); which of them changed, with what they were. */
export async function answerItems(
  client: Queries,
  { round, items, answer, note }: { round: number; items: readonly number[]; answer: RecertificationAnswer | 'waiting'; note?: string },
  { actor, now }: { actor: string; now: Date },
): Promise<{ id: number; was: ItemState }[]> {
  const given = answer !== 'waiting';
  const { rows } = await client.query<{ id: string; was: ItemState }>(
    `UPDATE recertification_item i SET answer = $3, answered_by = $4, answered_at = $5, note = $6 FROM recertification_item o JOIN recertification r ON r.id = o.recertification_id
     WHERE o.id = i.id AND r.id = $1 AND r.closed_at IS NULL AND i.id = ANY($2) AND (i.answer IS DISTINCT FROM $3 OR i.note IS DISTINCT FROM $6) RETURNING i.id, coalesce(o.answer, 'waiting') AS was`,
    [round, items, given ? answer : null, given ? actor : null, given ? now : null, given ? (note ?? null) : null],
  );
  return rows.map(({ id, was }) => ({ id: Number(id), was }));
}

/** False where it is closed already. */
export async function closeRecertificationRow(client: Queries, id: number, { actor, now }: { actor: string; now: Date }): Promise<boolean> {
  const { rowCount } = await client.query('UPDATE recertification SET closed_by = $2, closed_at = $3 WHERE id = $1 AND closed_at IS NULL', [id, actor, now]);
  return rowCount === 1;
}

/** False where it goes on already, or another of its owner does. */
export async function reopenRecertificationRow(client: Queries, id: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE recertification r SET closed_by = NULL, closed_at = NULL WHERE id = $1 AND closed_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM recertification o WHERE lower(o.owner) = lower(r.owner) AND o.closed_at IS NULL)`,
    [id],
  );
  return rowCount === 1;
}
