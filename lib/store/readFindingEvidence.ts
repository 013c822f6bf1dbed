import { actionClasses, audiences, edgeTypes } from '../model/facts.ts';
import type { FindingEvidence } from '../model/findings.ts';
import type { Database } from './database.ts';

const place = 's.name AS source, f.seen_from AS import_id, l.name AS file, f.line';
const origin = 'JOIN source s ON s.id = f.source_id LEFT JOIN import_file l ON l.id = f.file_id';

/** Facts that stand at the subject itself, by kind of evidence; $1 is the id of its node, $2 its system. */
const ofSubject: Record<string, string> = {
  record: `SELECT f.id, 'record' AS what, ${place}, f.fields->'attrs' AS detail FROM fact_node f JOIN name a ON a.id = f.name_id ${origin} WHERE a.node_id = $1 AND f.gone_at IS NULL`,
  sighting: `SELECT f.id, 'seen' || CASE f.audience ${audiences.map((name, i) => `WHEN ${i} THEN ' by ${name}'`).join(' ')} ELSE '' END || coalesce(': ' || f.place, '') AS what, ${place}, f.evidence AS detail
    FROM sighting f JOIN name a ON a.id = f.credential_id ${origin} WHERE a.node_id = $1 AND f.gone_at IS NULL`,
  use: `SELECT f.id, 'used' || coalesce(' by ' || coalesce(f.instance, f.user_agent), '') || coalesce(' from ' || coalesce(f.network, f.address), '') || ' on ' || f.day AS what,
    s.name AS source, f.seen_from AS import_id, NULL::text AS file, NULL::integer AS line, NULL::jsonb AS detail
    FROM usage f JOIN name a ON a.id = f.credential_id JOIN source s ON s.id = f.source_id WHERE a.node_id = $1 AND f.gone_at IS NULL`,
  coverage: `SELECT f.id, 'covered from ' || (f.from_time AT TIME ZONE 'UTC')::date || ' to ' || (f.to_time AT TIME ZONE 'UTC')::date || ': ' || array_to_string(f.what, ', ') AS what, ${place}, NULL::jsonb AS detail
    FROM coverage f ${origin} WHERE f.system = $2 AND f.gone_at IS NULL`,
};

/** Edges and grants by their ids; \$1 are those. */
const byId = `
  SELECT f.id, CASE f.type ${edgeTypes.map((type, i) => `WHEN ${i} THEN '${type}'`).join(' ')} END || ': ' || a.text || ' → ' || o.text || coalesce(' by ' || f.technique, '') AS what, ${place}, f.detail->'evidence' AS detail, f.technique IS NOT NULL AS by_technique
    FROM fact_edge f JOIN name a ON a.id = f.from_id JOIN name o ON o.id = f.to_id ${origin} WHERE f.id = ANY($1)
  UNION ALL
  SELECT f.id, CASE f.class ${actionClasses.map((name, i) => `WHEN ${i} THEN '${name}'`).join(' ')} END || ': ' || a.text || ' → ' || o.text, ${place}, f.detail->'evidence', false
    FROM fact_grant f JOIN name a ON a.id = f.from_id JOIN name o ON o.id = f.resource_id ${origin} WHERE f.id = ANY($1)`;

type Row = { id: string; what: string; source: string; import_id: number; file: string | null; line: number | null; detail: Record<string, unknown> | null };

/**
 * Facts of these kinds (`EvidenceKind` of lib/rules) about a subject: what is said of it itself, of each kind the newest, and these edges and grants.
 * @param each         facts of a kind at most
 * @param onlyTechnique  of the edges only those of an escalation technique
 */
export async function readFindingEvidence(
  { pool }: Database,
  { node, system, facts, onlyTechnique }: { node?: number; system: string; facts: readonly number[]; onlyTechnique: boolean },
  kinds: readonly string[],
  each: number,
): Promise<FindingEvidence[]> {
  const asked = kinds.filter((kind) => ofSubject[kind] !== undefined && (node !== undefined || kind === 'coverage'));
  const own = await Promise.all(
    asked.map((kind) =>
      pool.query<Row>(`SELECT * FROM (${ofSubject[kind]}) e WHERE $1::integer IS NOT NULL OR $2::text IS NOT NULL ORDER BY id DESC LIMIT $3`, [
        node ?? null,
        system,
        each,
      ]),
    ),
  );
  const others = facts.length === 0 ? [] : (await pool.query<Row & { by_technique: boolean }>(`${byId} ORDER BY id`, [facts])).rows;
  return [...own.flatMap(({ rows }) => rows), ...others.filter((row) => !onlyTechnique || row.by_technique)].map(evidenceOf);
}

const evidenceOf = ({ id, what, source, import_id, file, line, detail }: Row): FindingEvidence => ({
  factId: id,
  what,
  source,
  importId: import_id,
  ...(file !== null && { file }),
  ...(line !== null && { line }),
  ...(detail && { detail }),
});
