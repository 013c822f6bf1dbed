import { actionClasses, edgeTypes } from '../model/facts.ts';
import type { Database } from './database.ts';

export type ChangedFacts = { change: 'added' | 'removed'; kind: string; source: string; count: number };
export type ChangedFact = {
  change: 'added' | 'removed';
  kind: string;
  from: string;
  to: string;
  source: string;
  import: number;
  file: string | null;
  line: number | null;
};

const named = (column: string, names: readonly string[]): string => `CASE ${column} ${names.map((name, i) => `WHEN ${i} THEN '${name}'`).join(' ')} END`;
/**
 * Edges and grants that came or went after import $1, up to import $2. What a held import said never stood; what came and went in between is neither. `at`: the import that brought or ended it.
 */
const changed = `WITH changed AS (
  SELECT id, ${named('type', edgeTypes)} AS kind, from_id, to_id, source_id, file_id, line, gone_at, seen_from FROM fact_edge
    WHERE seen_from > $1 AND seen_from <= $2 AND gone_at IS NULL OR gone_at > $1 AND gone_at <= $2 AND seen_from <= $1
  UNION ALL
  SELECT id, 'grant of ' || ${named('class', actionClasses)}, from_id, resource_id, source_id, file_id, line, gone_at, seen_from FROM fact_grant
    WHERE seen_from > $1 AND seen_from <= $2 AND gone_at IS NULL OR gone_at > $1 AND gone_at <= $2 AND seen_from <= $1)`;
const change = `CASE WHEN c.gone_at IS NULL THEN 'added' ELSE 'removed' END`;

/** How many, by kind and source. */
export async function countChangedFacts({ pool }: Database, after: number, upTo: number): Promise<ChangedFacts[]> {
  const { rows } = await pool.query<ChangedFacts>(
    `${changed} SELECT ${change} AS change, c.kind, s.name AS source, count(*)::integer AS count FROM changed c JOIN source s ON s.id = c.source_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [after, upTo],
  );
  return rows;
}

/** The first of them, by fact. */
export async function readChangedFacts({ pool }: Database, after: number, upTo: number, limit: number): Promise<ChangedFact[]> {
  const { rows } = await pool.query<ChangedFact>(
    `${changed} SELECT ${change} AS change, c.kind, a.text AS from, b.text AS to, s.name AS source, coalesce(c.gone_at, c.seen_from) AS import, f.name AS file, c.line
     FROM (SELECT * FROM changed ORDER BY id LIMIT $3) c JOIN source s ON s.id = c.source_id JOIN name a ON a.id = c.from_id JOIN name b ON b.id = c.to_id LEFT JOIN import_file f ON f.id = c.file_id ORDER BY c.id`,
    [after, upTo, limit],
  );
  return rows;
}
