import type { PoolClient } from 'pg';
import { actionClasses, edgeTypes, nodeKinds } from '../model/facts.ts';
import { correctedEdges, correctedGrants } from './correctedFacts.ts';
import { live, type Moment, usableCredential } from './paths/moment.ts';

/**
 * Tasks are verified by facts alone, whatever corrections leave out of figures: a path that somebody says is not there is still in the facts (docs/corrections.md, "Tasks"). Edges, grants and records are
 * read without them anyway; what is left are names that a correction keeps apart, and what credentials reach, which comes from an analysis.
 */
export async function hasCorrections(client: PoolClient): Promise<boolean> {
  return (await client.query('SELECT FROM correction WHERE ended_at IS NULL LIMIT 1')).rowCount !== 0;
}

/** Pairs (one, other) of nodes that facts alone might join: through any number of names that are kept apart. */
const twinSql = `WITH RECURSIVE pair AS (SELECT a.node_id AS one, b.node_id AS other FROM correction c JOIN name a ON a.id = c.name_id JOIN name b ON b.id = c.to_id
      WHERE c.ended_at IS NULL AND c.kind = 'not the same' AND a.node_id <> b.node_id),
    both_ways AS (SELECT one, other FROM pair UNION SELECT other, one FROM pair),
    twin AS (SELECT one, other FROM both_ways UNION SELECT t.one, w.other FROM twin t JOIN both_ways w ON w.one = t.other)
  SELECT one, other FROM twin WHERE one <> other`;

/**
 * What a path may ask of a node, where names are kept apart: of each field the most dangerous that any of them says. Merged, they would say one of these; which one hangs on ranks and times that are
 * not asked here, so that a path may be taken to be there that is not, and never the other way round.
 */
const fields: Record<string, string> = {
  in_use: 'bool_or(n.in_use)',
  kind: 'min(n.kind)::smallint',
  status: 'min(coalesce(n.status, 0))::smallint',
  expires: latest('expires'),
  gone_at: latest('gone_at'),
  presentation: 'min(coalesce(n.presentation, 0))::smallint',
  issuance: 'min(coalesce(n.issuance, 0))::smallint',
  storage: 'CASE WHEN bool_or(n.storage IS NULL) THEN NULL ELSE min(n.storage) END::smallint',
  rotated: 'min(n.rotated)',
  created: 'min(n.created)',
};
function latest(column: string): string {
  return `CASE WHEN bool_or(n.${column} IS NULL) THEN NULL ELSE max(n.${column}) END`;
}
const columns = ['id', ...Object.keys(fields)].join(', ');

/** Nodes as facts alone may have them, in the place of the table `node`; needs `askTwins`. */
export const uncorrectedNodes = `(SELECT ${columns} FROM node k WHERE NOT EXISTS (SELECT FROM twin_node t WHERE t.id = k.id) UNION ALL SELECT ${columns} FROM twin_node)`;

/** twin (one, other) and twin_node: what names that are kept apart would be together. Asks the same of the other nodes of a subject, in rows that are not its `own`. */
export async function askTwins(client: PoolClient): Promise<void> {
  await client.query(`CREATE TEMP TABLE twin ON COMMIT DROP AS ${twinSql}`);
  const together = Object.entries(fields).map(([column, value]) => `${value} AS ${column}`);
  await client.query(`CREATE TEMP TABLE twin_node ON COMMIT DROP AS SELECT g.one AS id, ${together.join(', ')} FROM (SELECT one, other FROM twin UNION SELECT one, one FROM twin) g
    JOIN node n ON n.id = g.other GROUP BY g.one`);
  await client.query(`INSERT INTO asked (subject_id, control, kind, name_id, to_id, edge, class, days, classes, since, node_id, to_node, own)
    SELECT a.subject_id, a.control, a.kind, a.name_id, a.to_id, a.edge, a.class, a.days, a.classes, a.since, n.id, h.id, false FROM asked a
      CROSS JOIN LATERAL (SELECT a.node_id AS id UNION SELECT t.other FROM twin t WHERE t.one = a.node_id) n
      CROSS JOIN LATERAL (SELECT a.to_node AS id UNION SELECT t.other FROM twin t WHERE t.one = a.to_node) h
    WHERE (n.id, h.id) IS DISTINCT FROM (a.node_id, a.to_node)`);
}

const classBit = (name: (typeof actionClasses)[number]): number => 1 << actionClasses.indexOf(name);
const type = (name: (typeof edgeTypes)[number]): number => edgeTypes.indexOf(name);

/** Every edge that can be followed, corrected or not; a takeover begins at the workloads that use a credential, and names that are kept apart are one. */
const stepSql = (
  moment: Moment,
): string => `SELECT a.node_id AS tail, b.node_id AS head FROM fact_edge f JOIN name a ON a.id = f.from_id JOIN name b ON b.id = f.to_id JOIN ${uncorrectedNodes} n ON n.id = b.node_id
    WHERE f.gone_at IS NULL AND ${live('f', moment)} AND (n.kind <> ${nodeKinds.indexOf('credential')} OR ${usableCredential('n', moment)})
  UNION SELECT b.node_id, a.node_id FROM fact_edge f JOIN name a ON a.id = f.from_id JOIN name b ON b.id = f.to_id WHERE f.gone_at IS NULL AND f.type = ${type('uses')} AND ${live('f', moment)}
  UNION SELECT one, other FROM twin`;

/** Where something is left out: from `tail` on to `head`, or the class itself. */
const hiddenSql = `SELECT tail, head, CASE WHEN sort = ${type('reads-secrets')} THEN ${classBit('read-secret')} ELSE 0 END AS classes FROM (${correctedEdges}) e
  UNION ALL SELECT tail, NULL, 1 << sort FROM (${correctedGrants}) g
  UNION ALL SELECT n.node_id, n.node_id, 0 FROM correction c JOIN name n ON n.id = c.name_id WHERE c.ended_at IS NULL AND c.kind = 'no secret' AND n.node_id IS NOT NULL
  UNION ALL SELECT one, other, 0 FROM twin`;

/** corrected_reach (node_id, classes): nodes that reach something which corrections leave out of the figures, and what lies beyond it. Empty where nothing is left out. */
export const correctedReachTable = 'CREATE TEMP TABLE corrected_reach (node_id integer PRIMARY KEY, classes integer NOT NULL) ON COMMIT DROP';

/** Fills it. It asks less than an analysis does of how things are presented, so that it may name too much and never too little: then a task stays open. */
export async function findCorrectedReach(client: PoolClient, moment: Moment): Promise<void> {
  await client.query(`CREATE TEMP TABLE hidden ON COMMIT DROP AS ${hiddenSql}`);
  await client.query(`CREATE TEMP TABLE step ON COMMIT DROP AS ${stepSql(moment)}`);
  await client.query('ANALYZE hidden; ANALYZE step');
  await client.query(`WITH RECURSIVE behind AS (SELECT tail AS id FROM hidden UNION SELECT s.tail FROM behind b JOIN step s ON s.head = b.id),
      beyond AS (SELECT head AS id FROM hidden WHERE head IS NOT NULL UNION SELECT s.head FROM beyond b JOIN step s ON s.tail = b.id),
      mask AS (SELECT coalesce(bit_or(classes), 0) AS classes FROM (SELECT classes FROM hidden
        UNION ALL SELECT 1 << f.class FROM beyond b JOIN name m ON m.node_id = b.id JOIN fact_grant f ON f.from_id = m.id WHERE f.gone_at IS NULL AND ${live('f', moment)}
        UNION ALL SELECT ${classBit('read-secret')} FROM beyond b JOIN name m ON m.node_id = b.id JOIN fact_edge f ON f.from_id = m.id
          WHERE f.gone_at IS NULL AND f.type = ${type('reads-secrets')} AND ${live('f', moment)}) every)
    INSERT INTO corrected_reach SELECT b.id, m.classes FROM behind b, mask m`);
  await client.query('DROP TABLE hidden, step');
}
