import type { PoolClient } from 'pg';
import type { BurnPoint } from '../model/campaigns.ts';
import { actionDaysSql } from './subjectFigures.ts';

/** Stands for all tasks, in a campaign or not. */
const all = 0;

/**
 * What remains as of an analysis, for all tasks and for each campaign that goes on: how many subjects, how many gone or accepted, and the action-days that it finds for their credentials, each once.
 * @param only one campaign (and all tasks), where only its tasks have changed since
 */
export async function writeBurn(client: PoolClient, { analysis, asOf }: { analysis: number; asOf: Date }, only?: number): Promise<void> {
  const chosen = only === undefined ? 'true' : `(t.campaign_id = ${only})`;
  await client.query(
    `INSERT INTO task_burn (campaign_id, analysis_id, at, subjects, gone, accepted, leak_units, takeover_units)
     SELECT c.campaign_id, $1, $2, c.subjects, c.gone, c.accepted, coalesce(u.leak, 0), coalesce(u.takeover, 0)
     FROM (SELECT m.campaign_id, count(*) AS subjects, count(s.gone_at) AS gone, count(*) FILTER (WHERE s.gone_at IS NULL AND t.status = 'accepted') AS accepted
         FROM task t JOIN task_subject s ON s.task_id = t.id ${memberships(chosen)} GROUP BY 1) c
       LEFT JOIN (SELECT d.campaign_id, sum(r.leak_units) AS leak, sum(r.takeover_units) AS takeover
         FROM (SELECT DISTINCT m.campaign_id, n.node_id FROM task t JOIN task_subject s ON s.task_id = t.id AND s.kind = 'credential' JOIN name n ON n.id = s.name_id ${memberships(chosen)}) d
           JOIN result r ON r.analysis_id = $1 AND r.node_id = d.node_id GROUP BY 1) u USING (campaign_id)
     ON CONFLICT (campaign_id, analysis_id) DO UPDATE SET subjects = excluded.subjects, gone = excluded.gone, accepted = excluded.accepted, leak_units = excluded.leak_units,
       takeover_units = excluded.takeover_units`,
    [analysis, asOf],
  );
}

/** A task counts among all, and in its campaign while that goes on. */
const memberships = (chosen: string): string =>
  `LEFT JOIN campaign k ON k.id = t.campaign_id AND k.closed_at IS NULL AND ${chosen} CROSS JOIN LATERAL (SELECT ${all} AS campaign_id UNION ALL SELECT k.id WHERE k.id IS NOT NULL) m`;

type Row = { analysis_id: number; at: Date; subjects: number; gone: number; accepted: number; leak: number; takeover: number };

/** Oldest first. @param campaign all tasks where left out */
export async function readBurn(client: Pick<PoolClient, 'query'>, campaign: number = all): Promise<BurnPoint[]> {
  const { rows } = await client.query<Row>(
    `SELECT analysis_id, at, subjects, gone, accepted, ${actionDaysSql('leak_units')} AS leak, ${actionDaysSql('takeover_units')} AS takeover
     FROM (SELECT * FROM task_burn WHERE campaign_id = $1 ORDER BY analysis_id DESC LIMIT 2000) b ORDER BY at, analysis_id`,
    [campaign],
  );
  return rows.map(({ analysis_id: analysis, at, ...row }) => ({ analysis, at: at.toISOString(), ...row }));
}
