import type { PoolClient } from 'pg';
import type { LeftUndone } from '../model/exceptions.ts';
import { actionDaysSql } from './subjectFigures.ts';

/** The usable credentials that accepted tasks are about and whose path stands, each once, and their action-days in an analysis. */
export async function readLeftUndone(client: Pick<PoolClient, 'query'>, analysis: number): Promise<LeftUndone> {
  const { rows } = await client.query<LeftUndone>(
    `SELECT count(*)::int AS credentials, ${actionDaysSql('coalesce(sum(r.leak_units), 0)')} AS leak, ${actionDaysSql('coalesce(sum(r.takeover_units), 0)')} AS takeover
     FROM (SELECT DISTINCT n.node_id FROM task t JOIN task_subject s ON s.task_id = t.id AND s.kind = 'credential' AND s.gone_at IS NULL JOIN name n ON n.id = s.name_id WHERE t.status = 'accepted') a
       JOIN result r ON r.analysis_id = $1 AND r.node_id = a.node_id WHERE r.usable`,
    [analysis],
  );
  return rows[0]!;
}
