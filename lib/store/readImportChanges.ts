import { edgeTypes, nodeKinds } from '../model/facts.ts';
import type { ChangeRow, ImportChanges } from '../model/uploads.ts';
import type { Database } from './database.ts';

const words = (column: string, names: readonly string[]): string => `(ARRAY[${names.map((name) => `'${name}'`).join(',')}])[${column} + 1]`;
/** A record about a node that was there before is a change of it, not a new one. */
const nodes = `
  SELECT 'node' AS what, ${words('coalesce(a.kind, g.kind)', nodeKinds)} AS kind, CASE WHEN g.name_id IS NULL THEN 'added' WHEN a.name_id IS NULL THEN 'gone' ELSE 'changed' END AS change,
    coalesce(a.name_id, g.name_id) AS name_id, NULL::int AS to_id, a.fields AS after, g.fields AS before
  FROM (SELECT DISTINCT ON (name_id) * FROM fact_node WHERE seen_from = $1 ORDER BY name_id, id) a
    FULL JOIN (SELECT DISTINCT ON (name_id) * FROM fact_node WHERE gone_at = $1 AND seen_from <> $1 ORDER BY name_id, id) g ON g.name_id = a.name_id`;
const edges = `
  SELECT 'edge', ${words('type', edgeTypes)}, CASE WHEN seen_from = $1 THEN 'added' ELSE 'gone' END, from_id, to_id, NULL::jsonb, NULL::jsonb
  FROM fact_edge WHERE seen_from = $1 OR (gone_at = $1 AND seen_from <> $1)`;
const grants = `
  SELECT 'grant', ${words('class', ['list', 'read', 'spend', 'write', 'send', 'delete', 'execute', 'read-secret', 'delegate'])}, CASE WHEN seen_from = $1 THEN 'added' ELSE 'gone' END, from_id,
    resource_id, NULL::jsonb, NULL::jsonb FROM fact_grant WHERE seen_from = $1 OR (gone_at = $1 AND seen_from <> $1)`;
const all = `${nodes} UNION ALL ${edges} UNION ALL ${grants}`;

type Row = {
  what: ChangeRow['what'];
  kind: string;
  change: ChangeRow['change'];
  name: string;
  to: string | null;
  node: number | null;
  after: object | null;
  before: object | null;
};

/** What an import changed, nodes before edges before grants, what has gone first; counts are exact, rows a page of them. */
export async function readImportChanges(
  { pool }: Database,
  { importId, limit, offset }: { importId: number; limit: number; offset: number },
): Promise<ImportChanges> {
  const { rows: counted } = await pool.query<{ what: string; change: string; count: string }>(`SELECT what, change, count(*) FROM (${all}) c GROUP BY 1, 2`, [
    importId,
  ]);
  const { rows } = await pool.query<Row>(
    `SELECT c.what, c.kind, c.change, n.text AS name, t.text AS to, n.node_id AS node, c.after, c.before FROM (${all}) c
      JOIN name n ON n.id = c.name_id LEFT JOIN name t ON t.id = c.to_id
    ORDER BY array_position(ARRAY['node', 'edge', 'grant'], c.what), array_position(ARRAY['gone', 'changed', 'added'], c.change), n.text, t.text, c.kind LIMIT $2 OFFSET $3`,
    [importId, limit, offset],
  );
  return { rows: rows.map(asChange), total: counted.reduce((sum, { count }) => sum + Number(count), 0) };
}

function asChange({ what, kind, change, name, to, node, after, before }: Row): ChangeRow {
  const fields = change === 'changed' ? changedFields(before ?? {}, after ?? {}) : [];
  return { what, kind, change, name, ...(to !== null && { to }), ...(node !== null && { node: String(node) }), ...(fields.length > 0 && { fields }) };
}

/** Field, before and after, as texts. */
function changedFields(before: object, after: object): { field: string; before?: string; after?: string }[] {
  const [old, now] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((field) => {
    const [was, is] = [asText(old.get(field)), asText(now.get(field))];
    return was === is ? [] : [{ field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}

const asText = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
