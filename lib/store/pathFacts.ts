import type { PoolClient } from 'pg';
import { edgeBit } from '../blast/columns.ts';
import { actionClasses, edgeTypes, nodeKinds } from '../model/facts.ts';
import { controlPaths } from './paths/controlPaths.ts';
import { fromData, live, type Moment, usableCredential } from './paths/moment.ts';
import { isCopy } from './paths/vault.ts';
import { askTwins, correctedReachTable, findCorrectedReach, hasCorrections, uncorrectedNodes } from './uncorrected.ts';

/**
 * Which subjects have their path in the facts as they stand, and which facts it rests on, for all subjects at once (docs/remediation.md).
 *
 * Reads the temporary table `asked`; makes `path_there` (subject_id), one row a subject whose path is there, and `path_fact` (subject_id, fact_id), what it rests on: of a credential the records
 * about it (where there are none, the edges and grants that name it), of everything else the edges or grants themselves. Each table of facts is read a few times, however many subjects there are.
 * Corrections take nothing away here; while some are in force a subject may have further rows in `asked`, which are not its `own` (lib/store/uncorrected.ts).
 */
export const askedTable = `CREATE TEMP TABLE asked (
  subject_id bigint NOT NULL, control text NOT NULL, kind text NOT NULL, name_id integer NOT NULL, to_id integer, edge smallint, class smallint,
  days integer, classes integer, since timestamptz NOT NULL, node_id integer, to_node integer, own boolean NOT NULL DEFAULT true) ON COMMIT DROP`;

/** Bits of actionClasses, of what a task's params name. */
export const classMask = (params: string): string =>
  `(SELECT bit_or(1 << (array_position(ARRAY[${actionClasses.map((name) => `'${name}'`).join(', ')}], k.class) - 1)) FROM jsonb_array_elements_text(${params}->'classes') k (class))`;

export async function findPathFacts(client: PoolClient, moment: Moment): Promise<void> {
  const corrected = await hasCorrections(client);
  if (corrected) await askTwins(client);
  const nodes = corrected ? uncorrectedNodes : 'node';
  await client.query('ANALYZE asked');
  await client.query('CREATE TEMP TABLE path_fact (subject_id bigint NOT NULL, fact_id bigint NOT NULL) ON COMMIT DROP');
  await client.query('CREATE TEMP TABLE copied (subject_id bigint NOT NULL, fact_id bigint NOT NULL) ON COMMIT DROP');
  const { rows } = await client.query<{ control: string; kind: string }>('SELECT DISTINCT control, kind FROM asked');
  const asks = (kind: string, control?: string): boolean => rows.some((row) => row.kind === kind && (control === undefined || row.control === control));
  if (asks('credential', 'vault')) await client.query(copiesOfCredentials(moment));
  await client.query(correctedReachTable);
  if (corrected && asks('credential', 'scope-down')) await findCorrectedReach(client, moment);
  await client.query(openCredentials(moment, nodes));
  if (asks('credential')) for (const sql of [records, placesOfUndescribed]) await client.query(sql);
  if (asks('credential', 'vault')) await client.query('INSERT INTO path_fact SELECT subject_id, fact_id FROM copied JOIN open_credential USING (subject_id)');
  if (asks('credential', 'scope-down')) await client.query(neighbours(moment));
  if (asks('edge')) for (const sql of edges(moment)) await client.query(sql);
  if (asks('store')) await client.query(copiesInStores(moment));
  if (asks('endpoint')) await client.query(positions(moment, corrected));
  await client.query(`CREATE TEMP TABLE path_there ON COMMIT DROP AS SELECT subject_id FROM open_credential UNION SELECT subject_id FROM path_fact`);
  await client.query('DROP TABLE IF EXISTS copied, corrected_reach, twin, twin_node');
  await client.query('CREATE UNIQUE INDEX ON path_there (subject_id); CREATE INDEX ON path_fact (subject_id); ANALYZE path_there; ANALYZE path_fact');
}

/** Another round in the same transaction. */
export const dropPathFacts = 'DROP TABLE IF EXISTS asked, path_fact, path_there, open_credential';

const copiesOfCredentials = (
  moment: Moment,
): string => `INSERT INTO copied SELECT a.subject_id, f.id FROM asked a JOIN name m ON m.node_id = a.node_id JOIN fact_edge f ON f.to_id = m.id
  WHERE a.kind = 'credential' AND a.control = 'vault' AND ${isCopy('f', moment)}`;

/** Credentials on which the control still has to be applied. @param nodes the table of nodes, or what facts alone have in its place */
function openCredentials(moment: Moment, nodes: string): string {
  const cases = controlPaths.map(({ control, there }) => `WHEN '${control}' THEN ${there(moment)}`).join(' ');
  return `CREATE TEMP TABLE open_credential ON COMMIT DROP AS
    SELECT a.subject_id, a.control, a.node_id FROM asked a JOIN ${nodes} n ON n.id = a.node_id LEFT JOIN result r ON r.analysis_id = ${moment.analysis} AND r.node_id = n.id
    WHERE a.kind = 'credential' AND ${usableCredential('n', moment)} AND CASE a.control ${cases} ELSE false END`;
}

const records = `INSERT INTO path_fact SELECT o.subject_id, f.id FROM open_credential o JOIN name m ON m.node_id = o.node_id JOIN fact_node f ON f.name_id = m.id AND f.gone_at IS NULL
  JOIN source s ON s.id = f.source_id WHERE ${fromData('s')}`;

const placesOfUndescribed = `WITH bare AS (SELECT o.subject_id, m.id AS name_id FROM open_credential o JOIN name m ON m.node_id = o.node_id
    WHERE NOT EXISTS (SELECT FROM path_fact p WHERE p.subject_id = o.subject_id))
  INSERT INTO path_fact SELECT b.subject_id, f.id FROM bare b JOIN fact_edge f ON f.from_id = b.name_id WHERE f.gone_at IS NULL
  UNION SELECT b.subject_id, f.id FROM bare b JOIN fact_edge f ON f.to_id = b.name_id WHERE f.gone_at IS NULL
  UNION SELECT b.subject_id, f.id FROM bare b JOIN fact_grant f ON f.from_id = b.name_id WHERE f.gone_at IS NULL`;

/** What a credential reaches rests on the whole graph; the edges and grants of itself and of whom it authenticates as stand for it where a fact is to be named. */
const neighbours = (moment: Moment): string => `WITH own AS (SELECT o.subject_id, o.node_id FROM open_credential o WHERE o.control = 'scope-down'),
    near AS (SELECT subject_id, node_id FROM own UNION SELECT o.subject_id, t.node_id FROM own o JOIN name m ON m.node_id = o.node_id
      JOIN fact_edge f ON f.from_id = m.id AND f.gone_at IS NULL AND f.type = ${edgeTypes.indexOf('authenticates')} JOIN name t ON t.id = f.to_id),
    names AS (SELECT n.subject_id, m.id FROM near n JOIN name m ON m.node_id = n.node_id)
  INSERT INTO path_fact SELECT n.subject_id, f.id FROM names n JOIN fact_edge f ON f.from_id = n.id WHERE f.gone_at IS NULL AND ${live('f', moment)}
  UNION SELECT n.subject_id, f.id FROM names n JOIN fact_grant f ON f.from_id = n.id WHERE f.gone_at IS NULL AND ${live('f', moment)}`;

const edges = (moment: Moment): string[] => [
  `INSERT INTO path_fact SELECT a.subject_id, f.id FROM asked a JOIN name m ON m.node_id = a.node_id JOIN fact_edge f ON f.from_id = m.id AND f.type = a.edge
     JOIN name t ON t.id = f.to_id AND t.node_id = a.to_node WHERE a.kind = 'edge' AND f.gone_at IS NULL AND ${live('f', moment)}
       AND (a.control <> 'vault' OR (f.flags & ${edgeBit.renews}) = 0)`,
  `INSERT INTO path_fact SELECT a.subject_id, f.id FROM asked a JOIN name m ON m.node_id = a.node_id JOIN fact_grant f ON f.from_id = m.id AND f.class = a.class
     JOIN name t ON t.id = f.resource_id AND t.node_id = a.to_node WHERE a.kind = 'edge' AND f.gone_at IS NULL AND ${live('f', moment)}`,
];

const copiesInStores = (
  moment: Moment,
): string => `INSERT INTO path_fact SELECT a.subject_id, f.id FROM asked a JOIN name m ON m.node_id = a.node_id JOIN fact_edge f ON f.from_id = m.id
  WHERE a.kind = 'store' AND ${isCopy('f', moment)}`;

/** Grants of workloads are network positions: what is reached from there without a check of who one is. */
const positions = (
  moment: Moment,
  corrected: boolean,
): string => `INSERT INTO path_fact SELECT a.subject_id, f.id FROM asked a JOIN name m ON m.node_id = a.node_id
  JOIN fact_grant f ON f.resource_id = m.id AND f.gone_at IS NULL JOIN name w ON w.id = f.from_id JOIN node n ON n.id = w.node_id${corrected ? ' OR EXISTS (SELECT FROM twin t WHERE t.one = w.node_id AND t.other = n.id)' : ''}
  WHERE a.kind = 'endpoint' AND n.kind = ${nodeKinds.indexOf('workload')} AND ${live('f', moment)}`;
