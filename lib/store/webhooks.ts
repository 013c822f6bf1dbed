import type { PoolClient } from 'pg';
import type { Json } from '../model/facts.ts';
import type { NoticeEvent } from '../model/notices.ts';
import type { DeliveryState, OutgoingRules, Webhook, WebhookKind } from '../model/webhooks.ts';
import type { Database } from './database.ts';
import { openSecret, sealSecret } from './sealedSecret.ts';

type Queries = Pick<PoolClient, 'query'>;
type Row = {
  id: string;
  name: string;
  kind: WebhookKind;
  url: string;
  events: NoticeEvent[];
  config: Record<string, unknown>;
  active: boolean;
  created_at: Date;
  last_state: DeliveryState | null;
  last_at: Date | null;
};
export type WebhookFields = Pick<Webhook, 'name' | 'kind' | 'url' | 'events' | 'config' | 'active'>;
/** What a secret is for: `secret` signs or authenticates what goes out, `incoming` what comes back. */
export type SecretUse = 'secret' | 'incoming';

const selected = `SELECT w.id, w.name, w.kind, w.url, w.events, w.config, w.active, w.created_at, d.state AS last_state, coalesce(d.finished_at, d.created_at) AS last_at
  FROM webhook w LEFT JOIN LATERAL (SELECT state, finished_at, created_at FROM webhook_delivery WHERE webhook_id = w.id ORDER BY id DESC LIMIT 1) d ON true WHERE w.deleted_at IS NULL`;

const asWebhook = ({ created_at, last_state, last_at, ...row }: Row): Webhook => ({
  ...row,
  createdAt: created_at.toISOString(),
  ...(last_state && last_at && { last: { state: last_state, at: last_at.toISOString() } }),
});

/** By name. */
export async function listWebhookRows({ pool }: Database): Promise<Webhook[]> {
  return (await pool.query<Row>(`${selected} ORDER BY lower(w.name), w.id`)).rows.map(asWebhook);
}

export async function findWebhook(client: Queries, id: string): Promise<Webhook | undefined> {
  const { rows } = await client.query<Row>(`${selected} AND w.id = $1`, [id]);
  return rows[0] && asWebhook(rows[0]);
}

/** The webhook, whose row waits for this transaction from now on. */
export async function lockWebhook(client: Queries, id: string): Promise<Webhook | undefined> {
  const { rows } = await client.query<Row>(`${selected} AND w.id = $1 FOR UPDATE OF w`, [id]);
  return rows[0] && asWebhook(rows[0]);
}

/** False where another has that name. */
export async function insertWebhook(client: Queries, id: string, { name, kind, url, events, config, active }: WebhookFields, now: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO webhook (id, name, kind, url, events, config, active, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT DO NOTHING`,
    [id, name, kind, url, events, JSON.stringify(config), active, now],
  );
  return rowCount === 1;
}

/** False where another has that name. Of two that would take one name at once, the second waits for the first. */
export async function updateWebhook(client: Queries, id: string, { name, url, events, config, active }: WebhookFields, now: Date): Promise<boolean> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('webhook names', 0))`);
  const taken = await client.query('SELECT 1 FROM webhook WHERE lower(name) = lower($1) AND id <> $2 AND deleted_at IS NULL', [name, id]);
  if (taken.rows.length > 0) return false;
  await client.query('UPDATE webhook SET name = $2, url = $3, events = $4, config = $5, active = $6, updated_at = $7 WHERE id = $1', [
    id,
    name,
    url,
    events,
    JSON.stringify(config),
    active,
    now,
  ]);
  return true;
}

/** Its secrets are gone for good; what was delivered stays, and what waits ends. */
export async function deleteWebhookRow(client: Queries, id: string, now: Date): Promise<void> {
  await client.query('UPDATE webhook SET deleted_at = $2, secret = NULL, incoming_secret = NULL, active = false WHERE id = $1', [id, now]);
  await client.query(`UPDATE webhook_delivery SET state = 'failed', finished_at = $2 WHERE webhook_id = $1 AND state = 'waiting'`, [id, now]);
}

const columns: Record<SecretUse, string> = { secret: 'secret', incoming: 'incoming_secret' };
const aboutOf = (id: string, use: SecretUse): string => `webhook ${id} ${use}`;

export const writeWebhookSecret = (client: Queries, id: string, use: SecretUse, secret: string): Promise<unknown> =>
  client.query(`UPDATE webhook SET ${columns[use]} = $2 WHERE id = $1`, [id, sealSecret(secret, aboutOf(id, use))]);

/** To sign or check with, and for nothing else. Undefined where there is none; throws KeyblastError CONFLICT where it cannot be opened. */
export async function readWebhookSecret(client: Queries, id: string, use: SecretUse): Promise<string | undefined> {
  const { rows } = await client.query<{ sealed: Buffer | null }>(`SELECT ${columns[use]} AS sealed FROM webhook WHERE id = $1 AND deleted_at IS NULL`, [id]);
  const sealed = rows[0]?.sealed;
  return sealed ? openSecret(sealed, aboutOf(id, use)) : undefined;
}

/** Where requests may go; to every public address, where nobody has said anything. */
export async function readOutgoingRules(client: Queries): Promise<OutgoingRules> {
  const { rows } = await client.query<{ value: OutgoingRules }>(`SELECT value FROM setting WHERE key = 'outgoing'`);
  return rows[0]?.value ?? { hosts: [], networks: [] };
}

export const writeOutgoingRules = (client: Queries, rules: OutgoingRules): Promise<unknown> =>
  client.query(`INSERT INTO setting (key, value) VALUES ('outgoing', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`, [
    JSON.stringify(rules satisfies Json),
  ]);
