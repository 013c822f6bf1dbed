import type { PoolClient } from 'pg';
import { appendAudit } from './audit.ts';
import { type Database, inTransaction } from './database.ts';
import { lockFacts, nextGeneration } from './factsGeneration.ts';
import { recomputeAlone } from './recomputeAlone.ts';

/** How long use is kept, in days (docs/decisions/001-foundations.md, 5): roll-ups; the addresses in them; the ids by which a repeated event is known. */
export const useDays = { rollUps: 400, addresses: 90, events: 35 } as const;

/** How many roll-ups ended, how many lost their address, and how many event ids were forgotten. */
export type ExpiredUse = { rollUps: number; addresses: number; events: number };

/**
 * Ends what is kept of use no longer than `useDays`, by whole days before `now`. A day without its addresses is rolled up once more; counts stay. What only ended use had
 * named is no node any more. One transaction; writes an audit entry where something ended.
 */
export function expireUse(database: Database, { actor, now }: { actor: string; now: Date }): Promise<ExpiredUse> {
  return inTransaction(database, async (client) => {
    await lockFacts(client);
    const expired = {
      rollUps: await endRollUps(client, { actor, now }),
      addresses: await endAddresses(client, now),
      events: await endEvents(client, now),
    };
    if (expired.rollUps + expired.addresses + expired.events > 0) await appendAudit(client, { at: now, actor, action: 'use.expire', after: expired });
    return expired;
  });
}

/** The first day that is kept; $1 is now. */
const firstDay = (days: number): string => `($1::timestamptz AT TIME ZONE 'UTC')::date - ${days}`;

async function endRollUps(client: PoolClient, { actor, now }: { actor: string; now: Date }): Promise<number> {
  await client.query('CREATE TEMP TABLE ended ON COMMIT DROP AS SELECT credential_id, identity_id, resource_id FROM usage WITH NO DATA');
  const { rowCount } = await client.query(
    `WITH gone AS (DELETE FROM usage WHERE day < ${firstDay(useDays.rollUps)} RETURNING credential_id, identity_id, resource_id) INSERT INTO ended SELECT * FROM gone`,
    [now],
  );
  if (rowCount) {
    await client.query(`SELECT drop_usage_partitions(${firstDay(useDays.rollUps)})`, [now]);
    if (await namedNothingElse(client)) {
      await recomputeAlone(client, { actor, now });
      await nextGeneration(client);
    }
  }
  return rowCount ?? 0;
}

/** Whether a node outside of the estate, known by its use alone, may have lost its last. */
async function namedNothingElse(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT FROM (SELECT DISTINCT unnest(ARRAY[credential_id, identity_id, resource_id]) AS name_id FROM ended) e
    JOIN name n ON n.id = e.name_id JOIN node ON node.id = n.node_id AND NOT node.in_estate LIMIT 1`);
  return rowCount === 1;
}

const said = 'day, source_id, seen_from, gone_at, credential_id, identity_id, action, class, resource_id, outcome, proof, network, user_agent, instance';

async function endAddresses(client: PoolClient, now: Date): Promise<number> {
  await client.query('CREATE TEMP TABLE addressed ON COMMIT DROP AS SELECT * FROM usage WITH NO DATA');
  const { rowCount } = await client.query(
    `WITH taken AS (DELETE FROM usage WHERE day < ${firstDay(useDays.addresses)} AND address IS NOT NULL RETURNING *) INSERT INTO addressed SELECT * FROM taken`,
    [now],
  );
  await client.query(
    `INSERT INTO usage (${said}, count, first_at, last_at) SELECT ${said}, sum(count), min(first_at), max(last_at) FROM addressed GROUP BY ${said}`,
  );
  return rowCount ?? 0;
}

async function endEvents(client: PoolClient, now: Date): Promise<number> {
  const { rowCount } = await client.query(`DELETE FROM usage_event WHERE day < ${firstDay(useDays.events)}`, [now]);
  return rowCount ?? 0;
}
