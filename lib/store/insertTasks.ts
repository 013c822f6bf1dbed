import type { PoolClient } from 'pg';
import { type Control, controlVerb } from '../model/controls.ts';
import { actionClasses, edgeTypes } from '../model/facts.ts';
import { slaBands } from '../model/sla.ts';
import type { ControlParams, NamedSubject } from '../model/tasks.ts';
import { askedTable, dropPathFacts, findPathFacts } from './pathFacts.ts';
import { readSla } from './sla.ts';
import { subjectFigures, worstBand } from './subjectFigures.ts';

/** Who gets how many tasks: one for all subjects, one for those of each owner, one for each subject. */
export type TaskSplit = 'one' | 'owner' | 'each';
export type NewTasks = {
  control: Control;
  params: ControlParams;
  split: TaskSplit;
  /** Node ids of credentials, or subjects by their names. */
  subjects: { credentials: readonly number[] } | { named: readonly NamedSubject[] };
  title?: string;
  /** Absent: the owner that data name of each, where there is one only. */
  owner?: string;
  /** Absent: by the SLA of the worst band. */
  due?: Date;
  campaign?: number;
  actor: string;
  now: Date;
  /** Whose figures are those before; none where nothing was analysed. */
  analysis: { id: number; asOf: Date };
};
export type InsertedTasks = { act: number; tasks: number[]; subjects: number; leftOut: { gone: number; taken: number; unknown: string[] } };

/**
 * Makes tasks in the caller's transaction, set-based, with their subjects and histories. Left out is what is in no name, whose path is not in the facts, and what has a task of the same control already
 * that is unfinished or accepted. Facts must be held (`holdFacts`).
 */
export async function insertTasks(client: PoolClient, made: NewTasks): Promise<InsertedTasks> {
  await client.query(askedTable);
  const unknown = 'credentials' in made.subjects ? [] : await askNamed(client, made, made.subjects.named);
  if ('credentials' in made.subjects) await askCredentials(client, made, made.subjects.credentials);
  await findPathFacts(client, { asOf: made.analysis.asOf, analysis: made.analysis.id });
  await client.query(takenSql);
  await client.query(chosenSql(made));
  await client.query('ANALYZE chosen');
  const { rows } = await client.query<{ gone: number; taken: number }>(leftOutSql);
  const { rows: acts } = await client.query<{ act: number }>(`SELECT nextval('task_act')::integer AS act`);
  const act = acts[0]!.act;
  await groupSubjects(client, made, act);
  const { rows: tasks } = await client.query<{ id: number; subjects: number }>('SELECT id, subjects FROM task WHERE act = $1 ORDER BY id', [act]);
  await client.query(`${dropPathFacts}; DROP TABLE chosen, grouped, exposure, taken`);
  const { gone, taken } = rows[0]!;
  return { act, tasks: tasks.map(({ id }) => id), subjects: tasks.reduce((sum, task) => sum + task.subjects, 0), leftOut: { gone, taken, unknown } };
}

const paramsOf = ({ params }: NewTasks) => [
  params.days ?? null,
  params.classes ? params.classes.reduce((bits, name) => bits | (1 << actionClasses.indexOf(name)), 0) : null,
];

/** A node has the id of the name that is its key. */
async function askCredentials(client: PoolClient, made: NewTasks, ids: readonly number[]): Promise<void> {
  await client.query(
    `INSERT INTO asked (subject_id, control, kind, name_id, days, classes, since, node_id)
     SELECT row_number() OVER (ORDER BY n.key), $2, 'credential', n.id, $3, $4, $5, n.id FROM node n WHERE n.id = ANY($1)`,
    [ids, made.control, ...paramsOf(made), made.now],
  );
}

/** Answers the names that are in no node. */
async function askNamed(client: PoolClient, made: NewTasks, named: readonly NamedSubject[]): Promise<string[]> {
  const nodeOf = async (key: string): Promise<number | undefined> => {
    const { rows } = await client.query<{ node_id: number }>('SELECT node_id FROM name WHERE text = $1 AND node_id IS NOT NULL', [key]);
    return rows[0]?.node_id;
  };
  const unknown: string[] = [];
  for (const [at, { kind, key, to, edge, class: of }] of named.entries()) {
    const [node, head] = [await nodeOf(key), to === undefined ? undefined : await nodeOf(to)];
    if (node === undefined) unknown.push(key);
    else if (to !== undefined && head === undefined) unknown.push(to);
    else
      await client.query(`INSERT INTO asked VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $4, $5)`, [
        at + 1,
        made.control,
        kind,
        node,
        head ?? null,
        edge === undefined || edge === 'grant' ? null : edgeTypes.indexOf(edge),
        of === undefined ? null : actionClasses.indexOf(of),
        ...paramsOf(made),
        made.now,
      ]);
  }
  return unknown;
}

/** What has a task of this control already that is unfinished or accepted, whichever name of the node that one uses. */
const takenSql = `CREATE TEMP TABLE taken ON COMMIT DROP AS SELECT DISTINCT a.subject_id FROM asked a JOIN name m ON m.node_id = a.node_id JOIN task_subject s ON s.name_id = m.id AND s.kind = a.kind
    AND (s.edge, s.class) IS NOT DISTINCT FROM (a.edge, a.class) JOIN task t ON t.id = s.task_id LEFT JOIN name o ON o.id = s.to_id
  WHERE a.own AND t.control = a.control AND t.status <> 'verified' AND o.node_id IS NOT DISTINCT FROM a.to_node`;

/** chosen: what becomes a subject, with its figures and owner. Of an edge the band is the worst of its ends that are credentials. */
const chosenSql = ({ analysis }: NewTasks): string => `CREATE TEMP TABLE chosen ON COMMIT DROP AS
  SELECT a.subject_id, a.kind, a.name_id, a.to_id, a.edge, a.class, a.node_id, n.key || coalesce(' → ' || h.key, '') AS key, n.owner, greatest(${worstBand}, q.band) AS band,
    CASE WHEN a.kind = 'credential' THEN ${subjectFigures(analysis.id)} END AS before
  FROM (SELECT * FROM asked WHERE own) a JOIN path_there p USING (subject_id) JOIN node n ON n.id = a.node_id LEFT JOIN node h ON h.id = a.to_node
    LEFT JOIN result r ON r.analysis_id = ${analysis.id} AND r.node_id = a.node_id
    LEFT JOIN LATERAL (SELECT ${worstBand} AS band FROM result r WHERE r.analysis_id = ${analysis.id} AND r.node_id = a.to_node) q ON true
  WHERE NOT EXISTS (SELECT FROM taken k WHERE k.subject_id = a.subject_id)`;

const leftOutSql = `SELECT (SELECT count(*)::integer FROM asked a WHERE own AND NOT EXISTS (SELECT FROM path_there p WHERE p.subject_id = a.subject_id)) AS gone,
  (SELECT count(*)::integer FROM taken JOIN path_there USING (subject_id)) AS taken`;

/** Groups become tasks, and what is in them their subjects. */
async function groupSubjects(client: PoolClient, made: NewTasks, act: number): Promise<void> {
  const { control, split, title, owner, due, campaign, actor, now } = made;
  const group = { one: `0`, owner: `dense_rank() OVER (ORDER BY coalesce(owner, ''))`, each: 'row_number() OVER (ORDER BY subject_id)' }[split];
  await client.query(`CREATE TEMP TABLE grouped ON COMMIT DROP AS SELECT c.*, ${group}::integer AS task_no FROM chosen c`);
  await client.query(exposureSql);
  const sla = await readSla(client);
  const days = `CASE max(g.band) ${slaBands
    .slice(0, -1)
    .map((band, i) => `WHEN ${i} THEN ${sla[band]}`)
    .join(' ')} ELSE ${sla.other} END`;
  await client.query(
    `WITH made AS (SELECT nextval('task_id_seq')::integer AS id, g.* FROM (SELECT task_no, max(band) AS band, count(*)::integer AS subjects, min(key) AS first_key,
           count(DISTINCT coalesce(owner, ''))::integer AS owners, min(owner) AS owner, min(kind) AS kind, ${days} AS days FROM grouped g GROUP BY task_no ORDER BY task_no) g),
       inserted AS (INSERT INTO task (id, control, params, title, status, owner, band, due, campaign_id, act, created_by, created_at, status_at, subjects)
         SELECT id, $1, $2, coalesce($3, $4 || ' ' || CASE WHEN subjects = 1 THEN first_key ELSE subjects || ' ' || CASE kind WHEN 'store' THEN 'stores' ELSE kind || 's' END END
             || CASE WHEN $5::text IS NULL AND $6 AND owner IS NOT NULL AND subjects > 1 THEN ' of ' || owner ELSE '' END),
           'open', coalesce($5, CASE WHEN owners = 1 THEN owner END), band, coalesce($7::timestamptz, $8::timestamptz + make_interval(days => days)), $9, $10, $11, $8, $8, subjects FROM made),
       told AS (INSERT INTO task_event (task_id, at, actor, kind, act, detail) SELECT id, $8, $11, 'created', $10, jsonb_build_object('subjects', subjects) FROM made)
     INSERT INTO task_subject (task_id, kind, name_id, to_id, edge, class, band, exposed_at, exposed, before, present, seen_import, seen_at, witness, why)
     SELECT m.id, g.kind, g.name_id, g.to_id, g.edge, g.class, g.band, coalesce(e.exposed_at, e.first_at, $8), e.exposed_at IS NOT NULL, g.before, true,
       (SELECT coalesce(max(id), 0) FROM import), $8, coalesce(w.witness, '{}'), 'stands'
     FROM grouped g JOIN made m USING (task_no) LEFT JOIN exposure e USING (subject_id)
       LEFT JOIN (SELECT subject_id, array_agg(DISTINCT fact_id ORDER BY fact_id) AS witness FROM path_fact GROUP BY 1) w USING (subject_id) ORDER BY m.id, g.subject_id`,
    [
      control,
      JSON.stringify(made.params),
      title ?? null,
      controlVerb[control],
      owner ?? null,
      split === 'owner',
      due ?? null,
      now,
      campaign ?? null,
      act,
      actor,
    ],
  );
}

/** exposure (subject_id, exposed_at, first_at): the earliest sighting, by its own time or that of its data, and when the first record or fact about it was from. */
const exposureSql = `CREATE TEMP TABLE exposure ON COMMIT DROP AS
  WITH named AS (SELECT g.subject_id, m.id AS name_id FROM grouped g JOIN name m ON m.node_id = g.node_id WHERE g.kind <> 'edge'),
    sighted AS (SELECT n.subject_id, min(coalesce(s.at, i.data_time)) AS at FROM named n JOIN sighting s ON s.credential_id = n.name_id JOIN import i ON i.id = s.seen_from WHERE i.state = 'applied' GROUP BY 1),
    recorded AS (SELECT n.subject_id, i.data_time AS at FROM named n JOIN fact_node f ON f.name_id = n.name_id JOIN import i ON i.id = f.seen_from
      UNION ALL SELECT p.subject_id, i.data_time FROM path_fact p JOIN fact_edge f ON f.id = p.fact_id JOIN import i ON i.id = f.seen_from
      UNION ALL SELECT p.subject_id, i.data_time FROM path_fact p JOIN fact_grant f ON f.id = p.fact_id JOIN import i ON i.id = f.seen_from)
  SELECT g.subject_id, s.at AS exposed_at, r.at AS first_at FROM grouped g LEFT JOIN sighted s USING (subject_id) LEFT JOIN (SELECT subject_id, min(at) AS at FROM recorded GROUP BY 1) r USING (subject_id)`;
