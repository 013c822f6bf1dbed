import { bases, type Condition } from '../model/facts.ts';
import type { Evidence } from '../model/figures.ts';
import type { Database } from './database.ts';

/** What an edge or grant says beside what is in the graph: where it comes from, and the words it came with. */
export type FactWords = { evidence: Evidence; actions?: string[]; condition?: Condition; technique?: string; until?: string };

type Row = {
  id: string;
  source: string;
  import_id: number;
  file: string | null;
  line: number | null;
  basis: number;
  detail: { condition?: Condition; evidence?: Record<string, unknown> } | null;
  until: Date | null;
  technique: string | null;
  actions: string[] | null;
};

const origin = 'JOIN source s ON s.id = f.source_id LEFT JOIN import_file l ON l.id = f.file_id WHERE f.id = ANY($1)';
const common = 'f.id, s.name AS source, f.seen_from AS import_id, l.name AS file, f.line, f.basis, f.detail, f.until';

/** Edges and grants by their fact ids, which name one fact whatever its kind. Ids that stand no more are answered too, as long as their rows are there. */
export async function readEvidence({ pool }: Database, factIds: readonly number[]): Promise<Map<number, FactWords>> {
  const { rows } = await pool.query<Row>(
    `SELECT ${common}, f.technique, NULL::text[] AS actions FROM fact_edge f ${origin} UNION ALL SELECT ${common}, NULL, f.actions FROM fact_grant f ${origin}`,
    [factIds],
  );
  return new Map(rows.map((row) => [Number(row.id), factWords(row)]));
}

function factWords({ id, source, import_id, file, line, basis, detail, until, technique, actions }: Row): FactWords {
  const evidence: Evidence = {
    factId: id,
    source,
    importId: import_id,
    ...(file !== null && { file }),
    ...(line !== null && { line }),
    basis: bases[basis]!,
    ...(detail?.evidence && { evidence: detail.evidence }),
  };
  return {
    evidence,
    ...(actions && { actions }),
    ...(detail?.condition && { condition: detail.condition }),
    ...(technique !== null && { technique }),
    ...(until && { until: until.toISOString() }),
  };
}
