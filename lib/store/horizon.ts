import type { PoolClient } from 'pg';
import { defaultHorizonDays } from '../model/weights.ts';

type Queries = Pick<PoolClient, 'query'>;

/** T in days for analyses that are not asked for another: what a manager set, else the default. */
export async function readHorizonDays(client: Queries): Promise<number> {
  const { rows } = await client.query<{ days: string }>(`SELECT value #>> '{}' AS days FROM setting WHERE key = 'horizon.days'`);
  return rows[0] ? Number(rows[0].days) : defaultHorizonDays;
}

export async function writeHorizonDays(client: Queries, days: number): Promise<void> {
  await client.query(
    `INSERT INTO setting (key, value) VALUES ('horizon.days', to_jsonb($1::integer)) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [days],
  );
}
