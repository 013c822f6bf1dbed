import type { PoolClient } from 'pg';
import { edgeTypes } from '../model/facts.ts';
import { judgeFigures } from './judgeFigures.ts';
import { controlPaths } from './paths/controlPaths.ts';
import { fromData, type Moment, timeOf, usableCredential } from './paths/moment.ts';

/**
 * Why the path of each absent subject is absent: by evidence, or not (docs/remediation.md, "Verification"). Reads the temporary tables `absent` (a subject, with `witness`, `seen_import` and
 * `seen_at` of the last time), `source_word` and `import_word`; makes `verdict`, one row a subject: `why` null and `how`, `fact_id`, `import_id` where it is gone, else why it does not count as gone.
 */
export async function judgeAbsent(client: PoolClient, moment: Moment): Promise<void> {
  await client.query(witnessSql(moment));
  await client.query('CREATE INDEX ON witness_now (subject_id); ANALYZE witness_now');
  await client.query(deciderSql(moment));
  await client.query('CREATE INDEX ON decider (subject_id); ANALYZE decider');
  await client.query(verdictSql(moment));
  await judgeFigures(client);
  await client.query('DROP TABLE witness_now, decider');
}

export const absentTable = `CREATE TEMP TABLE absent (
  subject_id bigint PRIMARY KEY, control text NOT NULL, kind text NOT NULL, name_id integer NOT NULL, node_id integer, since timestamptz NOT NULL, days integer,
  seen_import integer NOT NULL, seen_at timestamptz NOT NULL, witness bigint[] NOT NULL) ON COMMIT DROP`;

/**
 * Each fact that the path rested on: what became of it. `why` null: it ended, or ran out, by data that count; then `import_id` is the import that shows it. A fact that is no longer there was taken
 * back with its import: of which kind it was is not known any more.
 */
const witnessSql = (moment: Moment): string => `CREATE TEMP TABLE witness_now ON COMMIT DROP AS
  SELECT w.subject_id, w.fact_id, w.kind, CASE WHEN w.gone_at IS NOT NULL THEN 'ended' ELSE 'run out' END AS how,
    CASE WHEN w.kind = 'missing' THEN 'taken back'
      WHEN w.gone_at IS NOT NULL THEN CASE WHEN w.gone_at <= w.seen_import THEN 'no new data' WHEN e.import_id IS NULL THEN 'taken back' ELSE e.ended END
      WHEN w.until <= ${timeOf(moment)} THEN CASE WHEN s.why IS NOT NULL THEN s.why WHEN s.newest <= w.seen_import THEN 'no new data' ELSE n.said END
      ELSE 'moved' END AS why,
    CASE WHEN w.gone_at IS NOT NULL THEN coalesce(e.why_source, w.source_id) ELSE coalesce(s.why_source, w.source_id) END AS why_source,
    coalesce(w.gone_at, s.newest) AS import_id
  FROM (SELECT x.subject_id, x.seen_import, v.fact_id,
      CASE WHEN f.id IS NOT NULL THEN 'record' WHEN g.type = ${edgeTypes.indexOf('holds')} THEN 'copy' WHEN g.id IS NOT NULL OR h.id IS NOT NULL THEN 'edge' ELSE 'missing' END AS kind,
      coalesce(f.source_id, g.source_id, h.source_id) AS source_id, coalesce(f.gone_at, g.gone_at, h.gone_at) AS gone_at, coalesce(g.until, h.until) AS until
    FROM absent x CROSS JOIN LATERAL unnest(x.witness) AS v (fact_id)
      LEFT JOIN fact_node f ON f.id = v.fact_id LEFT JOIN fact_edge g ON g.id = v.fact_id LEFT JOIN fact_grant h ON h.id = v.fact_id) w
    LEFT JOIN import_word e ON e.import_id = w.gone_at LEFT JOIN source_word s ON s.source_id = w.source_id LEFT JOIN import_word n ON n.import_id = s.newest`;

/** Records, and `gone` facts, that say of a credential that its path is not there. `ends`: it cannot be used at all. Best first: those that count, then by rank, then the newest. */
function deciderSql(moment: Moment): string {
  const now = timeOf(moment);
  const ends = `(coalesce(f.fields->>'status', 'active') <> 'active' OR coalesce((f.fields->>'expires')::timestamptz <= ${now}, false))`;
  const said = controlPaths.flatMap((path) => (path.said ? [`WHEN '${path.control}' THEN ${path.said(moment)}`] : [])).join(' ');
  return `CREATE TEMP TABLE decider ON COMMIT DROP AS
    WITH named AS (SELECT a.subject_id, a.name_id FROM absent a WHERE a.kind = 'credential'
        UNION SELECT a.subject_id, m.id FROM absent a JOIN name m ON m.node_id = a.node_id WHERE a.kind = 'credential'),
      saying AS (
        SELECT a.subject_id, a.seen_import, f.id AS fact_id, f.source_id, f.seen_from, ${ends} AS ends, coalesce(CASE a.control ${said} ELSE false END, false) AS applied
        FROM absent a JOIN named USING (subject_id) JOIN fact_node f ON f.name_id = named.name_id AND f.gone_at IS NULL
        UNION ALL SELECT a.subject_id, a.seen_import, g.id, g.source_id, g.seen_from, true, false
        FROM absent a JOIN named USING (subject_id) JOIN fact_gone g ON g.name_id = named.name_id AND g.gone_at IS NULL AND (g.at IS NULL OR g.at <= ${now})),
      chosen AS (SELECT y.*, s.rank, w.why, w.why_source, CASE WHEN y.seen_from > y.seen_import THEN y.seen_from WHEN w.mode = 'snapshot' AND w.newest > y.seen_import THEN w.newest END AS import_id
        FROM saying y JOIN source s ON s.id = y.source_id AND ${fromData('s')} JOIN source_word w ON w.source_id = y.source_id WHERE y.ends OR y.applied)
    SELECT c.subject_id, c.fact_id, c.ends, c.applied, c.rank, c.import_id, coalesce(c.why, CASE WHEN c.import_id IS NULL THEN 'no new data' ELSE i.said END) AS why,
      CASE WHEN c.why IS NULL THEN coalesce(i.why_source, c.source_id) ELSE c.why_source END AS why_source
    FROM chosen c LEFT JOIN import_word i ON i.import_id = c.import_id`;
}

/** Which witnesses have to have ended. @param a, w aliases of the subject and of one of its witnesses */
const mustEnd = `CASE WHEN a.kind <> 'credential' THEN true
    WHEN a.usable THEN a.control = 'vault' AND w.kind IN ('copy', 'missing')
    ELSE w.kind IN ('record', 'missing') OR NOT EXISTS (SELECT FROM witness_now o WHERE o.subject_id = a.subject_id AND o.kind IN ('record', 'missing')) END`;

/**
 * Edges, stores, endpoints: every witness has ended or run out. A credential that cannot be used any more: a record ends it, or all records have ended. One that can: a record shows the control
 * applied, and of `vault` every copy has ended too. `scope-down` waits for `judgeFigures`.
 */
const verdictSql = (moment: Moment): string => `CREATE TEMP TABLE verdict ON COMMIT DROP AS
  SELECT a.subject_id, a.usable AND a.control = 'scope-down' AS by_figures, v.why, CASE WHEN v.why IS NOT NULL THEN v.why_source END AS why_source, v.how, v.fact_id, v.import_id
  FROM (SELECT x.*, x.kind = 'credential' AND coalesce(${usableCredential('n', moment)}, false) AS usable FROM absent x LEFT JOIN node n ON n.id = x.node_id) a
  LEFT JOIN LATERAL (SELECT d.* FROM decider d WHERE d.subject_id = a.subject_id AND CASE WHEN a.usable THEN d.applied ELSE d.ends END
    ORDER BY d.why IS NOT NULL, d.rank DESC, d.fact_id DESC LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT w.* FROM witness_now w WHERE w.subject_id = a.subject_id AND ${mustEnd} ORDER BY w.why IS NULL, w.why = 'moved', w.fact_id DESC LIMIT 1) w ON true
  CROSS JOIN LATERAL (SELECT
      CASE WHEN a.usable AND d.fact_id IS NULL THEN 'no new data' WHEN d.fact_id IS NOT NULL THEN CASE WHEN d.why IS NOT NULL THEN d.why WHEN a.usable THEN w.why END
        WHEN w.fact_id IS NULL THEN 'taken back' ELSE w.why END AS why,
      CASE WHEN d.why IS NULL AND w.why IS NOT NULL THEN w.why_source ELSE d.why_source END AS why_source,
      CASE WHEN d.fact_id IS NOT NULL THEN 'said' ELSE w.how END AS how, coalesce(d.fact_id, w.fact_id) AS fact_id,
      CASE WHEN d.fact_id IS NOT NULL THEN d.import_id ELSE w.import_id END AS import_id) v`;
