import type { PoolClient } from 'pg';

/**
 * What a credential reaches rests on the whole graph: that an analysis finds less can be taken for true only where all of it can be trusted (docs/remediation.md, "By figures"). Settles the subjects of
 * `verdict` that are `by_figures`; needs `absent`, `source_word`, `import_word` and `witness_now`.
 */
export async function judgeFigures(client: PoolClient): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM verdict WHERE by_figures LIMIT 1');
  if (rowCount === 0) return;
  await client.query(distrustSql);
  await client.query(settleSql);
  await client.query('DROP TABLE distrust');
}

/**
 * distrust (came, stood, at, why, why_source): what keeps figures from counting as evidence. Snapshots must be fresh, whole and not held, whenever they came; an import that `came` since the path was seen
 * last must count; one that `stood` then and was taken back `at` a time since leaves a gap until its source has spoken again.
 */
const distrustSql = `CREATE TEMP TABLE distrust ON COMMIT DROP AS
  SELECT NULL::integer AS came, NULL::integer AS stood, NULL::timestamptz AS at, w.why, w.why_source FROM source_word w WHERE w.mode = 'snapshot' AND w.why IS NOT NULL
  UNION ALL
  SELECT i.import_id, NULL, NULL, coalesce(i.said, CASE WHEN EXISTS (SELECT FROM fact_edge f WHERE f.gone_at = i.import_id) OR EXISTS (SELECT FROM fact_grant f WHERE f.gone_at = i.import_id)
      OR EXISTS (SELECT FROM fact_node f WHERE f.gone_at = i.import_id) THEN i.ended END), i.why_source FROM import_word i
  UNION ALL
  SELECT NULL, u.id, u.undone_at, 'taken back', u.source_id FROM import u WHERE u.state = 'undone' AND NOT EXISTS (SELECT FROM import i JOIN import_word w ON w.import_id = i.id
    WHERE i.source_id = u.source_id AND i.imported_at > u.undone_at AND w.said IS NULL)`;

/** The record named is the newest of the neighbouring facts that ended; where none did, there is only the newest import. */
const settleSql = `UPDATE verdict v SET why = s.why, why_source = s.why_source, how = 'figures', fact_id = s.fact_id, import_id = s.import_id
  FROM (SELECT x.subject_id, coalesce(d.why, CASE WHEN newest.import_id IS NULL THEN 'no new data' END) AS why, d.why_source, ended.fact_id, coalesce(ended.import_id, newest.import_id) AS import_id
    FROM verdict o JOIN absent x USING (subject_id)
    LEFT JOIN LATERAL (SELECT t.why, t.why_source FROM distrust t WHERE t.why IS NOT NULL AND coalesce(t.came > x.seen_import, true) AND coalesce(t.stood <= x.seen_import AND t.at > x.seen_at, true)
      ORDER BY t.why = 'taken back' DESC, t.why, t.why_source LIMIT 1) d ON true
    LEFT JOIN LATERAL (SELECT w.fact_id, w.import_id FROM witness_now w WHERE w.subject_id = x.subject_id AND w.why IS NULL ORDER BY w.import_id DESC, w.fact_id DESC LIMIT 1) ended ON true
    LEFT JOIN LATERAL (SELECT max(i.import_id) AS import_id FROM import_word i WHERE i.import_id > x.seen_import) newest ON true
    WHERE o.by_figures) s
  WHERE v.subject_id = s.subject_id`;
