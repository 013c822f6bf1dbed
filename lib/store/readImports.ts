import type { Rejection } from '../model/importReport.ts';
import type { ImportedFile, ImportRow, SourceRow } from '../model/imports.ts';
import type { Database } from './database.ts';

type Row = {
  id: number;
  batch_id: number;
  source: string;
  format: string;
  importer_version: string;
  mode: ImportRow['mode'];
  state: ImportRow['state'];
  held_reason: string | null;
  newest: boolean;
  data_time: Date;
  imported_at: Date;
  actor: string;
  accepted: number;
  rejected: number;
  nodes_added: number;
  nodes_changed: number;
  nodes_gone: number;
  edges_added: number;
  edges_changed: number;
  edges_gone: number;
  warnings: Record<string, number>;
  files: ImportRow['files'];
};

/** Imports, newest first, derived ones included. */
export async function readImports({ pool }: Database, limit: number): Promise<ImportRow[]> {
  const { rows } = await pool.query<Row>(`${importSql} ORDER BY i.id DESC LIMIT $1`, [limit]);
  return rows.map(asImport);
}

/** One import by its id. */
export async function readImport({ pool }: Database, id: number): Promise<ImportRow | undefined> {
  const { rows } = await pool.query<Row>(`${importSql} WHERE i.id = $1`, [id]);
  return rows[0] && asImport(rows[0]);
}

const importSql = `SELECT i.*, s.name AS source, coalesce((SELECT p.name FROM person p WHERE p.id = b.actor), b.actor) AS actor,
       i.state = 'applied' AND NOT EXISTS (SELECT FROM import n WHERE n.source_id = i.source_id AND n.id > i.id AND n.state = 'applied') AS newest,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'records', f.records, 'accepted', f.accepted, 'rejected', f.rejected) ORDER BY f.id), '[]')
        FROM import_file f JOIN import o ON o.id = coalesce(i.confirms, i.id) WHERE f.batch_id = o.batch_id AND f.file_set = o.file_set) AS files
     FROM import i JOIN source s ON s.id = i.source_id JOIN batch b ON b.id = i.batch_id`;

function asImport(row: Row): ImportRow {
  return {
    id: row.id,
    batch: row.batch_id,
    source: row.source,
    format: row.format,
    importerVersion: row.importer_version,
    mode: row.mode,
    state: row.state,
    ...(row.held_reason !== null && { heldReason: row.held_reason }),
    newest: row.newest,
    dataTime: row.data_time.toISOString(),
    importedAt: row.imported_at.toISOString(),
    actor: row.actor,
    facts: row.accepted,
    rejected: row.rejected,
    nodes: { added: row.nodes_added, changed: row.nodes_changed, gone: row.nodes_gone },
    edges: { added: row.edges_added, changed: row.edges_changed, gone: row.edges_gone },
    warnings: row.warnings,
    files: row.files,
  };
}

/** One file of an import by its id. */
export async function readImportFile({ pool }: Database, id: number): Promise<ImportedFile | undefined> {
  const { rows } = await pool.query<ImportedFile>('SELECT id, name, records, accepted, rejected FROM import_file WHERE id = $1', [id]);
  return rows[0];
}

/** Rejected records of one file, by line; a file keeps at most 10,000. */
export async function readRejections({ pool }: Database, fileId: number, limit: number, offset: number): Promise<Rejection[]> {
  const { rows } = await pool.query<{ line: number; field: string | null; reason: string }>(
    'SELECT line, field, reason FROM rejected WHERE file_id = $1 ORDER BY line, id LIMIT $2 OFFSET $3',
    [fileId, limit, offset],
  );
  return rows.map(({ line, field, reason }) => ({ line, reason, ...(field !== null && { field }) }));
}

type Source = { name: string; rank: number; data_time: Date | null; imported_at: Date | null; formats: string[] | null; applied: string; held: string };

/** Sources that have said anything that stands or waits, by name. */
export async function readSources({ pool }: Database): Promise<SourceRow[]> {
  const { rows } = await pool.query<Source>(
    `SELECT s.name, s.rank, s.data_time, max(i.imported_at) FILTER (WHERE i.state = 'applied') AS imported_at, array_agg(DISTINCT i.format ORDER BY i.format) AS formats,
       count(*) FILTER (WHERE i.state = 'applied') AS applied, count(*) FILTER (WHERE i.state = 'held') AS held
     FROM source s JOIN import i ON i.source_id = s.id WHERE i.state IN ('applied', 'held') GROUP BY s.id ORDER BY s.name`,
  );
  return rows.map((row) => ({
    name: row.name,
    rank: row.rank,
    ...(row.data_time && { dataTime: row.data_time.toISOString() }),
    ...(row.imported_at && { importedAt: row.imported_at.toISOString() }),
    formats: row.formats ?? [],
    applied: Number(row.applied),
    held: Number(row.held),
  }));
}
