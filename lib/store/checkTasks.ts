import type { PoolClient } from 'pg';
import type { Checked } from '../model/tasks.ts';
import { appendAudit } from './audit.ts';
import { writeBurn } from './burnDown.ts';
import { expireDecisions } from './expireDecisions.ts';
import { expireExceptions } from './expireExceptions.ts';
import { factsGeneration, holdFacts } from './factsGeneration.ts';
import { absentTable, judgeAbsent } from './judgeAbsent.ts';
import { moveCheckedTasks } from './moveCheckedTasks.ts';
import { askedTable, classMask, dropPathFacts, findPathFacts } from './pathFacts.ts';
import { fromData, type Moment } from './paths/moment.ts';
import { dropSourceWords, weighSources } from './sourceWords.ts';
import { subjectFigures } from './subjectFigures.ts';

/** An analysis that has just been stored, in whose transaction tasks are checked. */
export type CheckedAnalysis = { id: number; asOf: Date; generation: number; finishedAt: Date; actor: string };
/** What the last check left for the next: up to which import it looked. */
type LastCheck = { analysis: number; at: string; import: number };

const setting = 'remediation.checked';

/**
 * Holds every subject of every task against the facts that were analysed: paths that are gone by evidence are, paths that are there again bring their tasks back (docs/remediation.md, "Verification").
 * In the transaction that stores the analysis; set-based. Does nothing, and says why, where the facts have moved on or the analysis is not one of the present.
 */
export async function checkTasks(client: PoolClient, analysis: CheckedAnalysis): Promise<void> {
  const { id, finishedAt: now } = analysis;
  await expireExceptions(client, { actor: analysis.actor, now });
  await expireDecisions(client, { actor: analysis.actor, now });
  const skipped = await whyNot(client, analysis);
  if (skipped !== undefined) return noteCheck(client, { analysis: id, at: now.toISOString(), skipped });
  const { rows } = await client.query<{ newest: number }>('SELECT coalesce(max(id), 0) AS newest FROM import');
  const last = await lastCheck(client);
  const moment: Moment = { asOf: analysis.asOf, analysis: id };
  const { rowCount: any } = await client.query('SELECT FROM task_subject LIMIT 1');
  if (any) {
    await client.query(`SET LOCAL work_mem = '64MB'; SET LOCAL jit = off`);
    await ask(client, moment);
    await judge(client, moment, last);
    await writeSubjects(client, moment, now);
    const moved = await moveCheckedTasks(client, id, now);
    await client.query(`${dropPathFacts}; ${dropSourceWords}; DROP TABLE absent, verdict, changed_subject`);
    if (moved.verified + moved.reopened > 0)
      await appendAudit(client, { at: now, actor: analysis.actor, action: 'tasks.check', after: { analysis: id, ...moved } });
  }
  await writeBurn(client, { analysis: id, asOf: analysis.asOf });
  await noteCheck(client, { analysis: id, at: now.toISOString(), import: rows[0]!.newest });
}

/** The facts must be those that were analysed, and the analysis one of the present: a look back would bring paths back that have long gone. */
async function whyNot(client: PoolClient, { asOf, generation, finishedAt }: CheckedAnalysis): Promise<string | undefined> {
  if (!(await holdFacts(client))) return 'Facts were being imported; the next analysis checks the tasks.';
  if ((await factsGeneration(client)) !== generation) return 'Facts had changed since the analysis began; the next one checks the tasks.';
  if (asOf.getTime() > finishedAt.getTime() + 3_600_000) return 'It is as of a time in the future.';
  const { rows } = await client.query<{ newer: boolean }>(`SELECT EXISTS (SELECT FROM source s WHERE s.data_time > $1 AND ${fromData('s')}) AS newer`, [asOf]);
  return rows[0]!.newer ? 'It is as of a time before the newest data.' : undefined;
}

/** Every subject of every task. */
async function ask(client: PoolClient, moment: Moment): Promise<void> {
  await client.query(askedTable);
  await client.query(`INSERT INTO asked SELECT s.id, t.control, s.kind, s.name_id, s.to_id, s.edge, s.class, (t.params->>'days')::integer, ${classMask('t.params')}, t.created_at, n.node_id, o.node_id
    FROM task_subject s JOIN task t ON t.id = s.task_id LEFT JOIN name n ON n.id = s.name_id LEFT JOIN name o ON o.id = s.to_id`);
  await findPathFacts(client, moment);
}

/** Those that are neither there nor gone already. A subject that was there at the last check was seen then. */
async function judge(client: PoolClient, moment: Moment, last: LastCheck | undefined): Promise<void> {
  await client.query(absentTable);
  await client.query(
    `INSERT INTO absent SELECT a.subject_id, a.control, a.kind, a.name_id, a.node_id, a.since, a.days, CASE WHEN s.present THEN greatest(s.seen_import, $1) ELSE s.seen_import END,
       CASE WHEN s.present THEN greatest(s.seen_at, $2) ELSE s.seen_at END, s.witness
     FROM asked a JOIN task_subject s ON s.id = a.subject_id WHERE a.own AND s.gone_at IS NULL AND NOT EXISTS (SELECT FROM path_there p WHERE p.subject_id = a.subject_id)`,
    [last?.import ?? 0, last?.at ?? '-infinity'],
  );
  await client.query('ANALYZE absent');
  const { rows } = await client.query<{ since: number | null }>('SELECT min(seen_import) AS since FROM absent');
  await weighSources(client, moment, rows[0]?.since ?? 0);
  await judgeAbsent(client, moment);
}

/** Only rows about which something changed are written: changed_subject (subject_id, task_id, is_back, is_gone). */
async function writeSubjects(client: PoolClient, moment: Moment, now: Date): Promise<void> {
  await client.query(
    'CREATE TEMP TABLE changed_subject (subject_id bigint NOT NULL, task_id integer NOT NULL, is_back boolean NOT NULL, is_gone boolean NOT NULL) ON COMMIT DROP',
  );
  await client.query(presentSql);
  await client.query(absentSql(moment), [now]);
  await client.query('ANALYZE changed_subject');
}

const presentSql = `WITH there AS (SELECT p.subject_id, coalesce(array_agg(f.fact_id ORDER BY f.fact_id) FILTER (WHERE f.fact_id IS NOT NULL), '{}') AS witness
    FROM path_there p LEFT JOIN (SELECT DISTINCT subject_id, fact_id FROM path_fact) f USING (subject_id) GROUP BY 1),
  was AS (SELECT s.id, s.gone_at IS NOT NULL AS is_back FROM task_subject s JOIN there t ON t.subject_id = s.id
    WHERE NOT s.present OR s.witness <> t.witness OR s.why IS DISTINCT FROM 'stands'),
  written AS (UPDATE task_subject s SET present = true, witness = t.witness, gone_at = NULL, after = NULL, evidence = NULL, why = 'stands', why_source = NULL
    FROM there t, was w WHERE t.subject_id = s.id AND w.id = s.id RETURNING s.id, s.task_id, w.is_back)
  INSERT INTO changed_subject SELECT id, task_id, is_back, false FROM written WHERE is_back`;

const iso = (time: string): string => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** SubjectEvidence of lib/model/tasks.ts. Where no single fact stands for it, the import does. */
const evidence = `jsonb_strip_nulls(jsonb_build_object('how', v.how, 'source', coalesce(fs.name, bs.name), 'importId', coalesce(f.seen_from, b.id), 'file', l.name, 'line', f.line,
  'by', jsonb_build_object('importId', b.id, 'dataTime', ${iso('b.data_time')},
    'file', (SELECT min(o.name) FROM import h JOIN import_file o ON o.batch_id = h.batch_id AND o.file_set = h.file_set WHERE h.id = coalesce(b.confirms, b.id)))))`;
const anyFact = `(SELECT id, source_id, seen_from, file_id, line FROM fact_node UNION ALL SELECT id, source_id, seen_from, file_id, line FROM fact_edge
  UNION ALL SELECT id, source_id, seen_from, file_id, line FROM fact_grant UNION ALL SELECT id, source_id, seen_from, file_id, line FROM fact_gone)`;

const absentSql = (moment: Moment): string => `WITH written AS (
    UPDATE task_subject s SET present = false, seen_import = x.seen_import, seen_at = x.seen_at, why = v.why, why_source = v.why_source, gone_at = CASE WHEN v.why IS NULL THEN $1::timestamptz END,
      evidence = CASE WHEN v.why IS NULL THEN v.evidence END, after = CASE WHEN v.why IS NULL AND s.kind = 'credential' THEN v.after END
    FROM absent x, (SELECT v.*, ${evidence} AS evidence, ${subjectFigures(moment.analysis)} AS after FROM verdict v JOIN absent y USING (subject_id)
      LEFT JOIN ${anyFact} f ON f.id = v.fact_id AND v.why IS NULL LEFT JOIN source fs ON fs.id = f.source_id LEFT JOIN import_file l ON l.id = f.file_id
      LEFT JOIN import b ON b.id = v.import_id LEFT JOIN source bs ON bs.id = b.source_id LEFT JOIN result r ON r.analysis_id = ${moment.analysis} AND r.node_id = y.node_id) v
    WHERE x.subject_id = s.id AND v.subject_id = s.id AND (s.present OR v.why IS NULL OR (s.why, s.why_source) IS DISTINCT FROM (v.why, v.why_source))
    RETURNING s.id, s.task_id, s.gone_at IS NOT NULL AS is_gone)
  INSERT INTO changed_subject SELECT id, task_id, false, is_gone FROM written WHERE is_gone`;

async function lastCheck(client: PoolClient): Promise<LastCheck | undefined> {
  const { rows } = await client.query<{ value: LastCheck }>('SELECT value FROM setting WHERE key = $1', [`${setting}.last`]);
  return rows[0]?.value;
}

/** The last check that looked is kept beside what the last one says: a check that was skipped must not hide it. */
async function noteCheck(client: PoolClient, check: Checked | LastCheck): Promise<void> {
  const keys = 'import' in check ? [setting, `${setting}.last`] : [setting];
  for (const key of keys)
    await client.query('INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()', [
      key,
      JSON.stringify(check),
    ]);
}

/** Which analysis checked the tasks last, or why the newest one did not; undefined before the first. */
export async function readChecked(client: Pick<PoolClient, 'query'>): Promise<Checked | undefined> {
  const { rows } = await client.query<{ value: Checked }>('SELECT value FROM setting WHERE key = $1', [setting]);
  return rows[0]?.value;
}
