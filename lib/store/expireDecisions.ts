import type { PoolClient } from 'pg';
import { appendAudit } from './audit.ts';

/** Ends the decisions, and the requests for one, whose day has passed. @param actor on whose behalf one looks */
export async function expireDecisions(client: PoolClient, { actor, now }: { actor: string; now: Date }): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `UPDATE decision SET ended_at = $1, ended = 'expired' WHERE ended_at IS NULL AND verdict IS DISTINCT FROM 'refused' AND expires_at <= $1 RETURNING id`,
    [now],
  );
  if (rows.length === 0) return;
  const decisions = rows.slice(0, 100).map(({ id }) => id);
  await appendAudit(client, { at: now, actor, action: 'decision.expire', after: { decisions, count: rows.length } });
}
