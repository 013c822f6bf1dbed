import type { PoolClient } from 'pg';

/** Whoever answers from figures listens here; the payload is the new generation. */
export const factsChannel = 'keyblast_facts';

/** One writer of facts at a time, for the whole transaction: set-based statements compare the stages with what stands. */
export async function lockFacts(client: PoolClient): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('keyblast facts', 0))`);
}

/** Keeps facts as they are until the transaction ends; false, at once, where somebody is changing them. Many may hold them. */
export async function holdFacts(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(`SELECT pg_try_advisory_xact_lock_shared(hashtextextended('keyblast facts', 0)) AS held`);
  return rows[0]!.held;
}

/** Counts the facts' generation up; listeners hear of it when the transaction commits. */
export async function nextGeneration(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ generation: string }>(
    `UPDATE setting SET value = to_jsonb((value #>> '{}')::bigint + 1), updated_at = now() WHERE key = 'facts.generation' RETURNING value #>> '{}' AS generation`,
  );
  const generation = rows[0]!.generation;
  await client.query('SELECT pg_notify($1, $2)', [factsChannel, generation]);
  return Number(generation);
}

/** The generation that the facts have now, as this connection sees them. */
export async function factsGeneration(client: { query: PoolClient['query'] }): Promise<number> {
  const { rows } = await client.query<{ generation: string }>(`SELECT value #>> '{}' AS generation FROM setting WHERE key = 'facts.generation'`);
  return Number(rows[0]!.generation);
}
