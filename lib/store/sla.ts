import type { PoolClient } from 'pg';
import { defaultSla, type Sla } from '../model/sla.ts';

type Queries = Pick<PoolClient, 'query'>;
const key = 'remediation.sla';

/** Days to the due date by band: what a manager set, else the defaults. */
export async function readSla(client: Queries): Promise<Sla> {
  const { rows } = await client.query<{ value: Sla }>('SELECT value FROM setting WHERE key = $1', [key]);
  return rows[0]?.value ?? defaultSla;
}

export async function writeSla(client: Queries, sla: Sla): Promise<void> {
  await client.query('INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()', [
    key,
    JSON.stringify(sla),
  ]);
}
