import type { PoolClient } from 'pg';
import { unfinished } from '../model/tasks.ts';
import { announceTasks } from './announceTasks.ts';

export type Moved = { verified: number; reopened: number };

const isUnfinished = (t: string): string => `${t}.status IN (${unfinished.map((status) => `'${status}'`).join(', ')})`;

/**
 * What the check makes of tasks whose subjects changed: counts, `verified`, and back to `open`, each with its event. The only place that sets `verified`. Needs changed_subject, path_there and path_fact.
 */
export async function moveCheckedTasks(client: PoolClient, analysis: number, now: Date): Promise<Moved> {
  const moved = async (sql: string): Promise<number[]> => (await client.query<{ task_id: number }>(sql, [now, analysis])).rows.map(({ task_id }) => task_id);
  await client.query(countSql);
  const reopened = [...(await moved(reopenSql)), ...(await moved(refuteSql))];
  const verified = await moved(verifySql);
  await client.query(unaskedSql, [now]);
  await client.query(partSql, [now, analysis]);
  await announceTasks(client, 'task.verified', verified, now);
  await announceTasks(client, 'task.reopened', reopened, now);
  return { verified: verified.length, reopened: reopened.length };
}

const countSql = `UPDATE task t SET gone = c.gone FROM (SELECT s.task_id, count(s.gone_at)::integer AS gone FROM task_subject s WHERE s.task_id IN (SELECT task_id FROM changed_subject) GROUP BY 1) c
  WHERE t.id = c.task_id AND t.gone <> c.gone`;

/** Of several facts the newest: it is what came. @param fact its id */
const place = (
  fact: string,
): string => `(SELECT jsonb_strip_nulls(jsonb_build_object('source', s.name, 'importId', f.seen_from, 'file', l.name, 'line', f.line))
  FROM (SELECT id, source_id, seen_from, file_id, line FROM fact_node UNION ALL SELECT id, source_id, seen_from, file_id, line FROM fact_edge UNION ALL SELECT id, source_id, seen_from, file_id, line FROM fact_grant) f
  JOIN source s ON s.id = f.source_id LEFT JOIN import_file l ON l.id = f.file_id WHERE f.id = ${fact})`;

const back = (chosen: string, because: string): string => `WITH chosen AS (${chosen}),
  moved AS (UPDATE task t SET status = 'open', status_at = $1, verified_at = NULL, claimed_by = NULL, claimed_at = NULL, reopened = t.reopened + 1 FROM chosen c WHERE t.id = c.task_id RETURNING t.id, c.subject_id, c.fact_id)
  INSERT INTO task_event (task_id, at, kind, detail) SELECT m.id, $1, 'reopened', jsonb_strip_nulls(jsonb_build_object('because', '${because}', 'analysis', $2::integer,
    'subject', coalesce(k.key, n.text), 'fact', ${place('m.fact_id')})) FROM moved m JOIN task_subject s ON s.id = m.subject_id JOIN name n ON n.id = s.name_id LEFT JOIN node k ON k.id = n.node_id RETURNING task_id`;

const reopenSql = back(
  `SELECT DISTINCT ON (c.task_id) c.task_id, c.subject_id, f.fact_id FROM changed_subject c JOIN task t ON t.id = c.task_id LEFT JOIN path_fact f ON f.subject_id = c.subject_id
   WHERE c.is_back AND t.status = 'verified' ORDER BY c.task_id, f.fact_id DESC NULLS LAST, c.subject_id`,
  'the path is there again',
);

/** Said to be done, and data that are newer than that still show it. */
const refuteSql = back(
  `SELECT DISTINCT ON (t.id) t.id AS task_id, s.id AS subject_id, p.fact_id FROM task t JOIN task_subject s ON s.task_id = t.id AND s.present JOIN path_fact p ON p.subject_id = s.id
     JOIN (SELECT id, source_id FROM fact_node UNION ALL SELECT id, source_id FROM fact_edge UNION ALL SELECT id, source_id FROM fact_grant) f ON f.id = p.fact_id JOIN source o ON o.id = f.source_id
   WHERE t.status = 'claimed done' AND o.data_time > t.claimed_at ORDER BY t.id, p.fact_id DESC`,
  'newer data than the claim still show the path',
);

const verifySql = `WITH moved AS (UPDATE task t SET status = 'verified', status_at = $1, verified_at = $1 WHERE ${isUnfinished('t')} AND t.gone = t.subjects RETURNING t.id, t.subjects)
  INSERT INTO task_event (task_id, at, kind, detail) SELECT m.id, $1, 'verified', jsonb_build_object('analysis', $2::integer, 'subjects', m.subjects, 'evidence',
    (SELECT s.evidence FROM task_subject s WHERE s.task_id = m.id ORDER BY s.gone_at DESC, s.id LIMIT 1)) FROM moved m RETURNING task_id`;

/** What waits for an approval is asked for no more. */
const unaskedSql = `UPDATE task_exception x SET ended_at = $1, ended = 'withdrawn' FROM task t WHERE t.id = x.task_id AND t.status = 'verified' AND x.ended_at IS NULL AND x.decision IS NULL`;

/** Some of its subjects gone, or back, where the task itself stays what it is. */
const partSql = `INSERT INTO task_event (task_id, at, kind, detail) SELECT c.task_id, $1, CASE WHEN c.is_back THEN 'subjects back' ELSE 'subjects gone' END,
    jsonb_build_object('analysis', $2::integer, 'count', count(*), 'of', t.subjects)
  FROM changed_subject c JOIN task t ON t.id = c.task_id WHERE NOT EXISTS (SELECT FROM task_event e WHERE e.task_id = t.id AND e.at = $1 AND e.kind IN ('verified', 'reopened'))
  GROUP BY c.task_id, c.is_back, t.subjects`;
