import type { PoolClient } from 'pg';
import type { Fact, Json } from '../model/facts.ts';
import type { SourceReport } from '../model/importReport.ts';
import { parseFact } from '../model/parseFact.ts';
import { applyImports } from './applyImports.ts';
import { clearApplied } from './applyStaged.ts';
import { ensureSource, type SourceImport } from './batchSources.ts';
import { DigestSum, factDigest } from './factDigest.ts';
import { allFactTables } from './factTables.ts';
import type { FactStage } from './stageFacts.ts';

/** A document as it stands, with the place it came from. */
export type StoredDocument = Scope & {
  id: number;
  kind: string;
  name?: string;
  attachedTo: string[];
  body: Json;
  source: string;
  file?: string;
  line?: number;
};

/** Turns all documents of one scope into facts; lib/derive has it. */
export type Derive = (
  platform: string,
  scope: string,
  documents: StoredDocument[],
) => { facts: Iterable<{ fact: Fact; document: number }>; problems: readonly { document?: number; reason: string }[] };
export type Deriver = { version: string; derive: Derive };

export type Scope = { platform: string; scope: string };

/** Scopes whose documents the imports being applied have changed. Needs the tables of `applyStaged`. */
export async function touchedScopes(client: PoolClient): Promise<Scope[]> {
  const { rows } = await client.query<Scope>(`SELECT platform, scope FROM news_document WHERE next_id IS NULL
    UNION SELECT d.platform, d.scope FROM ending_document x JOIN document d ON d.id = x.id ORDER BY 1, 2`);
  return rows;
}

/**
 * Derives these scopes anew: what they say now replaces the facts of the source derived:PLATFORM:SCOPE. Never held, for it only follows from what was accepted. A scope whose
 * facts stay the same gets no import. Uses up the stages.
 */
export async function deriveScopes(
  client: PoolClient,
  stage: FactStage,
  deriver: Deriver,
  batchId: number,
  now: Date,
  scopes: readonly Scope[],
): Promise<SourceReport[]> {
  if (scopes.length === 0) return [];
  await stage.clear();
  await clearApplied(client);
  const imports: SourceImport[] = [];
  for (const scope of scopes) imports.push(await stageScope(client, stage, deriver, batchId, now, scope, imports.length));
  await stage.finish();
  const reports = await applyImports(client, imports, false, now);
  const changed = await changedImports(client);
  const same = reports.filter((report) => !changed.has(report.importId)).map((report) => report.importId);
  await client.query('DELETE FROM import WHERE id = ANY($1)', [same]);
  return reports.filter((report) => changed.has(report.importId));
}

/** Imports of the round that is applied that added or ended a fact. */
export async function changedImports(client: PoolClient): Promise<Set<number>> {
  const parts = allFactTables.flatMap(({ table }) => [`SELECT import_id FROM news_${table}`, `SELECT import_id FROM ending_${table}`]);
  const { rows } = await client.query<{ import_id: number }>(parts.join(' UNION '));
  return new Set(rows.map((row) => row.import_id));
}

type DocumentRow = {
  id: string;
  kind: string;
  name: string | null;
  attached_to: string[] | null;
  body: Json;
  source: string;
  rank: number;
  data_time: Date;
  file: string | null;
  line: number | null;
  file_id: number | null;
};

async function stageScope(
  client: PoolClient,
  stage: FactStage,
  deriver: Deriver,
  batchId: number,
  now: Date,
  { platform, scope }: Scope,
  sourceNo: number,
): Promise<SourceImport> {
  const { rows } = await client.query<DocumentRow>(
    `SELECT d.id, d.kind, d.name, d.attached_to, d.body, s.name AS source, s.rank, i.data_time, l.name AS file, d.file_id, d.line
     FROM document d JOIN source s ON s.id = d.source_id JOIN import i ON i.id = d.seen_from LEFT JOIN import_file l ON l.id = d.file_id
     WHERE d.gone_at IS NULL AND d.platform = $1 AND d.scope = $2 ORDER BY d.kind, d.name, d.digest, s.name`,
    [platform, scope],
  );
  const documents = rows.map((row) => storedDocument(platform, scope, row));
  const { facts, problems } = deriver.derive(platform, scope, documents);
  const warnings: Record<string, number> = {};
  let count = 0;
  const digests = new DigestSum();
  for (const { fact, document } of facts) {
    const checked = parseFact(fact);
    if (checked.ok) {
      const digest = factDigest(checked.fact);
      digests.add(digest);
      const { file_id: fileId, line } = rows[document]!; // where the document stands that says so
      const flushed = stage.add(checked.fact, { sourceNo, fileId, line }, digest);
      if (flushed) await flushed;
      count++;
    } else warnings[checked.reason] = (warnings[checked.reason] ?? 0) + 1;
  }
  for (const problem of problems) {
    const reason = inDocument(problem.document === undefined ? undefined : documents[problem.document], problem.reason);
    warnings[reason] = (warnings[reason] ?? 0) + 1;
  }
  const name = `derived:${platform}:${scope}`;
  const { id: sourceId, rank } = await ensureSource(client, name, rows.length > 0 ? Math.max(...rows.map((row) => row.rank)) : undefined, 400);
  await client.query('UPDATE source SET platform = $2, scope = $3 WHERE id = $1', [sourceId, platform, scope]);
  const dataTime = await derivedTime(client, sourceId, rows, now);
  const inserted = await client.query<{ id: number }>(
    `INSERT INTO import (batch_id, source_id, format, importer_version, given_name, digest, rank, mode, complete, data_time, imported_at, state, file_set, accepted, warnings)
     VALUES ($1, $2, 'derived', $3, '', decode($4, 'hex'), $5, 'snapshot', true, $6, $7, 'applied', -1, $8, $9) RETURNING id`,
    [batchId, sourceId, deriver.version, digests.toString(), rank, dataTime, now, count, warnings],
  );
  const none = { added: 0, changed: 0, gone: 0 };
  const importId = inserted.rows[0]!.id;
  return {
    importId,
    sourceId,
    source: name,
    sourceNos: [sourceNo],
    format: 'derived',
    mode: 'snapshot',
    complete: true,
    dataTime,
    facts: count,
    nodes: none,
    edges: none,
  };
}

/** As new as the newest of its documents, and never older than what it replaces: derived facts always are those of the documents that stand. */
async function derivedTime(client: PoolClient, sourceId: number, documents: readonly DocumentRow[], now: Date): Promise<Date> {
  const { rows } = await client.query<{ newest: Date | null }>(`SELECT max(data_time) AS newest FROM import WHERE source_id = $1 AND state = 'applied'`, [
    sourceId,
  ]);
  const before = rows[0]?.newest?.getTime();
  const times = documents.map((row) => row.data_time.getTime());
  if (before !== undefined) times.push(before);
  return times.length > 0 ? new Date(Math.max(...times)) : now;
}

function inDocument(document: StoredDocument | undefined, reason: string): string {
  if (!document) return reason;
  const place = document.file === undefined ? '' : ` (${document.file}${document.line === undefined ? '' : ` line ${document.line}`})`;
  return `${document.kind}${document.name === undefined ? '' : ` ${document.name}`}${place}: ${reason}`;
}

function storedDocument(platform: string, scope: string, { id, kind, name, attached_to, body, source, file, line }: DocumentRow): StoredDocument {
  return {
    id: Number(id),
    platform,
    scope,
    kind,
    ...(name !== null && { name }),
    attachedTo: attached_to ?? [],
    body,
    source,
    ...(file !== null && { file }),
    ...(line !== null && { line }),
  };
}
