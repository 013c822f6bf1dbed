import type { Queries } from './audit.ts';
import type { Database } from './database.ts';
import { inPieces } from './snapshot.ts';

/** An import that stands, as a report names it; digests are hexadecimal. */
export type ImportInput = {
  id: number;
  source: string;
  rank: number;
  format: string;
  importerVersion: string;
  mode: string;
  complete: boolean;
  state: string;
  dataTime: string;
  importedAt: string;
  actor: string;
  digest: string;
  accepted: number;
  rejected: number;
};
/** A file of imports that stand. */
export type FileInput = { import: number; name: string; digest: string; sizeBytes: number; records: number; accepted: number; rejected: number };

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** Applied ones, those that were held and confirmed among them, and those that wait. */
const standing = `i.state IN ('applied', 'held')`;

/** Within `inSnapshot`; by id. */
export const importInputs = (snapshot: Database): AsyncGenerator<ImportInput[], void> =>
  inPieces<ImportInput>(
    snapshot,
    `SELECT i.id, s.name AS source, i.rank, i.format, i.importer_version AS "importerVersion", i.mode, i.complete, i.state, ${time('i.data_time')} AS "dataTime",
       ${time('i.imported_at')} AS "importedAt", b.actor, encode(i.digest, 'hex') AS digest, i.accepted, i.rejected
     FROM import i JOIN source s ON s.id = i.source_id JOIN batch b ON b.id = i.batch_id WHERE ${standing} ORDER BY i.id`,
  );

/** Within `inSnapshot`; by import, then by file. */
export const fileInputs = (snapshot: Database): AsyncGenerator<FileInput[], void> =>
  inPieces<FileInput>(
    snapshot,
    `SELECT i.id AS import, f.name, encode(f.digest, 'hex') AS digest, f.size_bytes::float8 AS "sizeBytes", f.records, f.accepted, f.rejected
     FROM import i JOIN import o ON o.id = coalesce(i.confirms, i.id) JOIN import_file f ON f.batch_id = o.batch_id AND f.file_set = o.file_set WHERE ${standing} ORDER BY i.id, f.id`,
  );

/** Of all there have been, whatever became of it; 0 where there is none. */
export async function newestImport(client: Queries): Promise<number> {
  const { rows } = await client.query<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM import');
  return rows[0]!.id;
}
