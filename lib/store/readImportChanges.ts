import { actionClasses, edgeTypes, nodeKinds } from '../model/facts.ts';
import type { ChangeRow, ImportChanges } from '../model/uploads.ts';
import type { Database } from './database.ts';

const words = (column: string, names: readonly string[]): string => `(ARRAY[${names.map((name) => `'${name}'`).join(',')}])[${column} + 1]`;
type Conditions = { added: (table: string) => string; gone: (table: string) => string };

/** What an import that counts has added and ended. */
const done: Conditions = { added: () => 'f.seen_from = $1', gone: () => 'f.gone_at = $1 AND f.seen_from <> $1' };
/** What one that is held would add and end, if it were confirmed now. */
const held: Conditions = {
  added: (table) => `f.seen_from = $1 AND NOT EXISTS (SELECT FROM ${table} s WHERE s.source_id = f.source_id AND s.digest = f.digest AND s.gone_at IS NULL)`,
  gone: (table) =>
    `f.gone_at IS NULL AND f.source_id = (SELECT source_id FROM import WHERE id = $1) AND NOT EXISTS (SELECT FROM ${table} h WHERE h.seen_from = $1 AND h.digest = f.digest)`,
};

/** A record about a node that was there before is a change of it, not a new one. */
function changesSql({ added, gone }: Conditions): string {
  const nodes = (condition: string): string => `(SELECT DISTINCT ON (name_id) f.* FROM fact_node f WHERE ${condition} ORDER BY name_id, id)`;
  const others = (table: string, what: string, kind: string, to: string): string =>
    [
      ['added', added(table)],
      ['gone', gone(table)],
    ]
      .map(([change, condition]) => `SELECT '${what}', ${kind}, '${change}', from_id, ${to}, NULL::jsonb, NULL::jsonb FROM ${table} f WHERE ${condition}`)
      .join(' UNION ALL ');
  return `
  SELECT 'node' AS what, ${words('coalesce(a.kind, g.kind)', nodeKinds)} AS kind, CASE WHEN g.name_id IS NULL THEN 'added' WHEN a.name_id IS NULL THEN 'gone' ELSE 'changed' END AS change,
    coalesce(a.name_id, g.name_id) AS name_id, NULL::int AS to_id, a.fields AS after, g.fields AS before
  FROM ${nodes(added('fact_node'))} a FULL JOIN ${nodes(gone('fact_node'))} g ON g.name_id = a.name_id
  UNION ALL ${others('fact_edge', 'edge', words('type', edgeTypes), 'to_id')}
  UNION ALL ${others('fact_grant', 'grant', words('class', actionClasses), 'resource_id')}`;
}

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

/** What an import changed (or would, while it is held), and the uses that it brought: nodes before edges before grants, what has gone first; counts are exact, rows a page of them. */
export async function readImportChanges(
  { pool }: Database,
  { importId, isHeld, limit, offset }: { importId: number; isHeld: boolean; limit: number; offset: number },
): Promise<ImportChanges> {
  const all = changesSql(isHeld ? held : done);
  const { rows: counted } = await pool.query<{ what: string; change: string; count: string }>(`SELECT what, change, count(*) FROM (${all}) c GROUP BY 1, 2`, [
    importId,
  ]);
  const { rows } = await pool.query<Row>(
    `SELECT c.what, c.kind, c.change, n.text AS name, t.text AS to, n.node_id AS node, c.after, c.before FROM (${all}) c
      JOIN name n ON n.id = c.name_id LEFT JOIN name t ON t.id = c.to_id
    ORDER BY array_position(ARRAY['node', 'edge', 'grant'], c.what), array_position(ARRAY['gone', 'changed', 'added'], c.change), n.text, t.text, c.kind LIMIT $2 OFFSET $3`,
    [importId, limit, offset],
  );
  const { rows: used } = await pool.query<{ count: string | null; credentials: string; from: Date; to: Date }>(
    'SELECT sum(count) AS count, count(DISTINCT credential_id) AS credentials, min(first_at) AS from, max(last_at) AS to FROM usage WHERE seen_from = $1',
    [importId],
  );
  const total = counted.reduce((sum, { count }) => sum + Number(count), 0);
  const [use] = used;
  if (!use || use.count === null) return { rows: rows.map(asChange), total };
  const uses = { count: Number(use.count), credentials: Number(use.credentials), from: use.from.toISOString(), to: use.to.toISOString() };
  return { rows: rows.map(asChange), total, uses };
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
