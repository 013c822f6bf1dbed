import type { PoolClient } from 'pg';
import { attributions } from '../model/attribution.ts';
import type { TaskBreakage } from '../model/breakage.ts';
import type { SubjectKind } from '../model/controls.ts';
import { actionClasses, edgeTypes } from '../model/facts.ts';
import type { Reason, SubjectEvidence, SubjectFigures, Task, TaskEvent, TaskEventKind, TaskLink, TaskSubject } from '../model/tasks.ts';
import { bands } from '../model/weights.ts';
import { listExceptionRows } from './exceptions.ts';
import { findTaskRow } from './tasks.ts';

type Queries = Pick<PoolClient, 'query'>;

/** One task with what belongs to it, but for subjects and history, which page; undefined where there is none. @param actor who looks */
export async function readTask(client: Queries, id: number, { actor, now }: { actor: string; now: Date }): Promise<Task | undefined> {
  const row = await findTaskRow(client, id, now);
  if (!row) return undefined;
  const { rows } = await client.query<{ created_by: string; claimed_by: string | null; claimed_at: Date | null; verified_at: Date | null }>(
    `SELECT ${person('t.created_by')} AS created_by, ${person('t.claimed_by')} AS claimed_by, t.claimed_at, t.verified_at FROM task t WHERE t.id = $1`,
    [id],
  );
  const [links, exceptions, why, sums] = [
    await readLinks(client, id),
    await listExceptionRows(client, { task: id }),
    await readWhy(client, id),
    await readSums(client, id),
  ];
  const { created_by: createdBy, claimed_by: claimedBy, claimed_at: claimedAt, verified_at: verifiedAt } = rows[0]!;
  return {
    ...row,
    createdBy,
    ...(claimedBy !== null && claimedAt && { claimedBy, claimedAt: claimedAt.toISOString() }),
    ...(verifiedAt && { verifiedAt: verifiedAt.toISOString() }),
    links,
    exceptions: exceptions.map(({ asker, title: _, ...exception }) => ({ ...exception, own: asker === actor })),
    why,
    ...sums,
  };
}

/** The name of a person who signs in; of the command line its own. */
export const person = (actor: string): string => `coalesce((SELECT p.name FROM person p WHERE p.id = ${actor}), ${actor})`;

async function readLinks(client: Queries, id: number): Promise<TaskLink[]> {
  const { rows } = await client.query<{ id: number; url: string; title: string; added_by: string; added_at: Date }>(
    `SELECT l.id, l.url, l.title, ${person('l.added_by')} AS added_by, l.added_at FROM task_link l WHERE l.task_id = $1 ORDER BY l.id`,
    [id],
  );
  return rows.map(({ added_by: addedBy, added_at: addedAt, ...link }) => ({ ...link, addedBy, addedAt: addedAt.toISOString() }));
}

async function readWhy(client: Queries, id: number): Promise<Task['why']> {
  const { rows } = await client.query<{ why: Reason; source: string | null; count: number }>(
    `SELECT s.why, o.name AS source, count(*)::integer AS count FROM task_subject s LEFT JOIN source o ON o.id = s.why_source WHERE s.task_id = $1 AND s.why IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
    [id],
  );
  return rows.map(({ why: reason, source, count }) => ({ reason, ...(source !== null && { source }), count }));
}

/** Action-days of its credentials, each figure once it is known of all of them. */
async function readSums(client: Queries, id: number): Promise<Pick<Task, 'before' | 'after'>> {
  const sum = (column: string, scenario: string): string => `sum((${column}->'${scenario}'->>'actionDays')::float8) AS ${column}_${scenario}`;
  const { rows } = await client.query<
    Record<'before_leak' | 'before_takeover' | 'after_leak' | 'after_takeover', number | null> & { known: boolean; ended: boolean }
  >(
    `SELECT ${['before', 'after'].flatMap((column) => ['leak', 'takeover'].map((scenario) => sum(column, scenario))).join(', ')},
       coalesce(bool_and(before IS NOT NULL), false) AS known, coalesce(bool_and(after IS NOT NULL), false) AS ended FROM task_subject WHERE task_id = $1 AND kind = 'credential'`,
    [id],
  );
  const { known, ended, before_leak, before_takeover, after_leak, after_takeover } = rows[0]!;
  return {
    ...(known && { before: { leak: before_leak ?? 0, takeover: before_takeover ?? 0 } }),
    ...(ended && { after: { leak: after_leak ?? 0, takeover: after_takeover ?? 0 } }),
  };
}

type SubjectRow = {
  id: string;
  kind: SubjectKind;
  key: string;
  node_id: number | null;
  to_key: string | null;
  to_node: number | null;
  edge: number | null;
  class: number | null;
  band: number | null;
  exposed_at: Date;
  exposed: boolean;
  before: SubjectFigures | null;
  after: SubjectFigures | null;
  present: boolean;
  gone_at: Date | null;
  evidence: SubjectEvidence | null;
  why: Reason | null;
  why_source: string | null;
};

/** Its subjects, those that are not gone first. */
export async function readSubjects(client: Queries, id: number, { limit, offset }: { limit: number; offset: number }): Promise<TaskSubject[]> {
  const { rows } = await client.query<SubjectRow>(
    `SELECT s.id, s.kind, coalesce(k.key, n.text) AS key, n.node_id, coalesce(h.key, o.text) AS to_key, o.node_id AS to_node, s.edge, s.class, s.band, s.exposed_at, s.exposed, s.before, s.after, s.present,
       s.gone_at, s.evidence, s.why, w.name AS why_source
     FROM (SELECT * FROM task_subject WHERE task_id = $1 ORDER BY gone_at IS NOT NULL, id LIMIT $2 OFFSET $3) s
       JOIN name n ON n.id = s.name_id LEFT JOIN node k ON k.id = n.node_id LEFT JOIN name o ON o.id = s.to_id LEFT JOIN node h ON h.id = o.node_id LEFT JOIN source w ON w.id = s.why_source
     ORDER BY s.gone_at IS NOT NULL, s.id`,
    [id, limit, offset],
  );
  return rows.map(subject);
}

function subject(row: SubjectRow): TaskSubject {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    ...(row.node_id !== null && { nodeId: String(row.node_id) }),
    ...(row.to_key !== null && { to: row.to_key }),
    ...(row.to_node !== null && { toNodeId: String(row.to_node) }),
    ...(row.kind === 'edge' && { edge: row.edge === null ? ('grant' as const) : edgeTypes[row.edge]! }),
    ...(row.class !== null && { class: actionClasses[row.class]! }),
    ...(row.band !== null && { band: bands[row.band]! }),
    exposedAt: row.exposed_at.toISOString(),
    exposed: row.exposed,
    ...(row.before && { before: row.before }),
    ...(row.after && { after: row.after }),
    present: row.present,
    ...(row.gone_at && { goneAt: row.gone_at.toISOString() }),
    ...(row.evidence && { evidence: row.evidence }),
    ...(row.why !== null && { why: row.why }),
    ...(row.why_source !== null && { whySource: row.why_source }),
  };
}

type EventRow = { id: string; at: Date; actor: string | null; kind: TaskEventKind; detail: Record<string, unknown> | null; note: string | null };

/** Its history, newest first. */
export async function readEvents(client: Queries, id: number, { limit, offset }: { limit: number; offset: number }): Promise<TaskEvent[]> {
  const { rows } = await client.query<EventRow>(
    `SELECT e.id, e.at, CASE WHEN e.actor IS NOT NULL THEN ${person('e.actor')} END AS actor, e.kind, e.detail, e.note FROM task_event e WHERE e.task_id = $1 ORDER BY e.id DESC LIMIT $2 OFFSET $3`,
    [id, limit, offset],
  );
  return rows.map(taskEvent);
}

const taskEvent = ({ id, at, actor, kind, detail, note }: EventRow): TaskEvent => ({
  id,
  at: at.toISOString(),
  ...(actor !== null && { actor }),
  kind,
  ...(detail && { detail }),
  ...(note !== null && { note }),
});

export type ReopenedTask = TaskEvent & { task: number; title: string; status: string };

/** What was reopened, by data or by the end of an exception, newest first. */
export async function readReopened(client: Queries, limit: number): Promise<ReopenedTask[]> {
  const { rows } = await client.query<EventRow & { task_id: number; title: string; status: string }>(
    `SELECT e.id, e.at, NULL AS actor, e.kind, e.detail, e.note, e.task_id, t.title, t.status FROM task_event e JOIN task t ON t.id = e.task_id
     WHERE e.kind = 'reopened' OR (e.kind = 'exception expired' AND (e.detail->>'reopened')::boolean) ORDER BY e.id DESC LIMIT $1`,
    [limit],
  );
  return rows.map(({ task_id: task, title, status, ...event }) => ({ ...taskEvent(event), task, title, status }));
}

/** The credentials of a task by attribution, as the last analysis with rows has it; `none` where it has none of them. */
export async function readSubjectAttributions(client: Queries, id: number): Promise<TaskBreakage> {
  const { rows } = await client.query<{ attribution: number | null; count: number }>(
    `SELECT r.attribution, count(*)::integer AS count FROM (SELECT DISTINCT n.node_id FROM task_subject s JOIN name n ON n.id = s.name_id WHERE s.task_id = $1 AND s.kind = 'credential') d
       LEFT JOIN result r ON r.analysis_id = (SELECT max(id) FROM analysis WHERE has_rows) AND r.node_id = d.node_id GROUP BY 1 ORDER BY 2 DESC, 1`,
    [id],
  );
  const by = rows.map(({ attribution, count }) => ({
    attribution: (attribution === null ? undefined : attributions[attribution]) ?? ('none' as const),
    count,
  }));
  return { subjects: by.reduce((sum, { count }) => sum + count, 0), by };
}
