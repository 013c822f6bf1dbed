import type { PoolClient } from 'pg';
import { type Attribution, attributionDays, attributions, crowdedFrom } from '../model/attribution.ts';
import { issuances, nodeKinds, presentations } from '../model/facts.ts';
import { copyOut } from './copy.ts';

const code = (attribution: Attribution): number => attributions.indexOf(attribution);

/**
 * Attribution (index in attributions) of every credential by its node id, from the use and the logs' coverage of the days before `asOf`: the definition is
 * `attributionOf` of lib/model/attribution.ts, set-based. Reads a row of use a workload and day.
 */
export async function readAttribution(client: PoolClient, asOf: Date, each: (id: number, attribution: number) => void): Promise<void> {
  // COPY takes no parameters
  await copyOut(client, attributionSql.replaceAll('$1', `'${asOf.toISOString()}'::timestamptz`), (row) => each(row.int4(0), row.int4(0)));
}

/** Missing ones are named too: "known to be missing: request logs" covers nothing. */
export const saysLog = `EXISTS (SELECT FROM unnest(c.what) w WHERE w ~* '\\mlogs?\\M' AND w !~* 'missing')`;
const since = `$1::timestamptz - interval '${attributionDays} days'`;

const attributionSql = `
  WITH used AS (
    SELECT n.node_id AS id, CASE WHEN u.instance IS NOT NULL THEN 'instance ' || u.instance WHEN u.network IS NOT NULL THEN 'network ' || u.network
        WHEN u.address IS NOT NULL THEN 'address ' || u.address END AS signature, bool_and(u.proof IS NOT NULL) AS proven
    FROM usage u JOIN name n ON n.id = u.credential_id
    WHERE u.gone_at IS NULL AND u.day >= (${since})::date AND u.last_at > ${since} AND u.first_at <= $1 GROUP BY 1, 2),
  crowded AS (SELECT signature FROM used WHERE signature NOT LIKE 'instance %' GROUP BY signature HAVING count(*) > ${crowdedFrom}),
  per AS (
    SELECT id, bool_and(proven) AS proven, count(DISTINCT signature) AS signatures, bool_or(signature IS NULL OR crowded.signature IS NOT NULL) AS vague
    FROM used LEFT JOIN crowded USING (signature) GROUP BY id),
  covered AS (SELECT DISTINCT c.system FROM coverage c WHERE c.gone_at IS NULL AND c.to_time > ${since} AND c.from_time <= $1 AND ${saysLog})
  SELECT n.id, CASE
      WHEN NOT n.in_estate THEN ${code('unknown')}
      WHEN per.id IS NULL THEN CASE WHEN n.system IN (SELECT system FROM covered) THEN ${code('unseen')} ELSE ${code('unlogged')} END
      WHEN per.proven AND NOT (coalesce(n.issuance, ${issuances.indexOf('static')}) = ${issuances.indexOf('static')}
        AND coalesce(n.presentation, ${presentations.indexOf('bearer')}) = ${presentations.indexOf('bearer')}) THEN ${code('proven')}
      WHEN per.vague THEN ${code('ambiguous')}
      WHEN per.signatures > 1 THEN ${code('shared')} ELSE ${code('single-source')} END AS attribution
  FROM node n LEFT JOIN per ON per.id = n.id WHERE n.in_use AND n.kind = ${nodeKinds.indexOf('credential')}`;
