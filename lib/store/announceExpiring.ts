import type { PoolClient } from 'pg';
import { announcedDays } from '../model/tasks.ts';
import { announce } from './deliveries.ts';

/** Tells webhooks, once each, of the exceptions and decisions that will expire soon (`announcedDays`); answers how many were told of. */
export async function announceExpiring(client: PoolClient, now: Date): Promise<number> {
  const before = new Date(now.getTime() + announcedDays * 86_400_000);
  const { rows: exceptions } = await client.query<{ id: number; task: number; title: string; expires_at: Date }>(
    `UPDATE task_exception x SET announced_at = $1 FROM task t
     WHERE t.id = x.task_id AND x.ended_at IS NULL AND x.decision = 'approved' AND x.announced_at IS NULL AND x.expires_at < $2 RETURNING x.id, x.task_id AS task, t.title, x.expires_at`,
    [now, before],
  );
  const { rows: decisions } = await client.query<{ id: number; kind: 'agent' | 'system'; about: string; expires_at: Date }>(
    `UPDATE decision d SET announced_at = $1 FROM decision o LEFT JOIN name n ON n.id = o.name_id LEFT JOIN node k ON k.id = n.node_id
     WHERE o.id = d.id AND d.ended_at IS NULL AND d.verdict = 'approved' AND d.announced_at IS NULL AND d.expires_at < $2
     RETURNING d.id, CASE WHEN d.system IS NULL THEN 'agent' ELSE 'system' END AS kind, coalesce(d.system, k.key, n.text) AS about, d.expires_at`,
    [now, before],
  );
  for (const { id, task, title, expires_at } of exceptions)
    await announce(client, { event: 'exception.expiring', exception: id, task, title, expiresAt: expires_at.toISOString() }, now);
  for (const { id, kind, about, expires_at } of decisions)
    await announce(client, { event: 'decision.expiring', decision: id, kind, about, expiresAt: expires_at.toISOString() }, now);
  return exceptions.length + decisions.length;
}
