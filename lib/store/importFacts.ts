import type { PoolClient } from 'pg';
import type { FileReport, ImportReport } from '../model/importReport.ts';
import { applyImports } from './applyImports.ts';
import { stageSourceTable } from './applyStaged.ts';
import { appendAudit } from './audit.ts';
import { BatchSources, insertImports, type ReadSet, refreshSources, type SourceImport } from './batchSources.ts';
import { CopyWriter } from './copy.ts';
import { type Database, inTransaction } from './database.ts';
import { announce } from './deliveries.ts';
import { type Deriver, deriveScopes, touchedScopes } from './deriveScopes.ts';
import type { FactItem, FactSet, ImportProgress } from './factSet.ts';
import { lockFacts, nextGeneration } from './factsGeneration.ts';
import { dropHeld } from './heldImports.ts';
import { recomputeNodes } from './recomputeNodes.ts';
import { FactStage } from './stageFacts.ts';

export type ImportOptions = {
  actor: string;
  now: Date;
  deriver: Deriver;
  /** Accepts at once what would be held. */
  confirm?: boolean;
  /** When the files were taken from their systems, where they say no time themselves; not after `now`. */
  takenAt?: Date;
  /** Does everything and takes it back: the report is what an import would say. */
  dryRun?: boolean;
  onProgress?: ImportProgress;
};

/**
 * One batch: reads the sets, applies their facts, derives the scopes they touch, works out the nodes. One transaction: others see it whole or not at all, and a process
 * that is killed leaves the state before. Throws KeyblastError or what reading a file throws; then nothing is stored.
 */
export function importFacts(database: Database, sets: readonly FactSet[], options: ImportOptions): Promise<ImportReport> {
  return inTransaction(database, (client) => importBatch(client, sets, options), options.dryRun ? 'ROLLBACK' : 'COMMIT');
}

async function importBatch(client: PoolClient, sets: readonly FactSet[], options: ImportOptions): Promise<ImportReport> {
  const { actor, now, deriver, onProgress } = options;
  await lockFacts(client);
  // Sorts and hashes of a million rows in memory; two or three of them run at a time.
  // Statistics only have to tell thousands from millions here: from samples of 3,000 rows they cost a tenth of what they cost from 30,000.
  await client.query(`SET LOCAL work_mem = '128MB'; SET LOCAL jit = off; SET LOCAL default_statistics_target = 10`);
  const report: ImportReport = { files: [], sources: [], alreadyImported: [] };
  const fresh = await leaveOutKnown(client, sets, options, report);
  if (fresh.length === 0) return report;
  const { rows } = await client.query<{ id: number }>('INSERT INTO batch (actor, started_at) VALUES ($1, $2) RETURNING id', [actor, now]);
  const batchId = rows[0]!.id;
  const stage = await FactStage.create(client);
  await client.query(stageSourceTable);
  const sources = new BatchSources(now);
  const read: ReadSet[] = [];
  try {
    for (const set of fresh) read.push(await readSet(client, batchId, set, read.length, stage, sources, report, onProgress));
  } finally {
    await stage.lane.settled();
  }
  await stage.finish();
  onProgress?.('apply', 0);
  const imports = await insertImports(client, batchId, now, read, sources, options.confirm ?? false, options.takenAt);
  report.sources = await applyImports(client, imports, !options.confirm, now);
  onProgress?.('derive', 0);
  report.sources.push(...(await deriveScopes(client, stage, deriver, batchId, now, await touchedScopes(client))));
  if (options.confirm) await dropHeldBefore(client, imports, options);
  onProgress?.('nodes', 0);
  await refreshSources(client);
  const ruled = await recomputeNodes(client, { stage, batchId, now });
  if (ruled) report.sources.push(ruled);
  await client.query('UPDATE batch SET finished_at = clock_timestamp() WHERE id = $1', [batchId]);
  // what is only held changes nothing that stands: figures are not behind it
  if (report.sources.some(({ state }) => state === 'applied')) await nextGeneration(client);
  const said = report.sources.map(({ source, state, facts, nodes, edges }) => ({ source, state, facts, nodes, edges }));
  await appendAudit(client, { at: now, actor, action: 'import', after: { batch: batchId, sources: said } });
  for (const { importId, source, heldReason: reason } of report.sources)
    if (reason !== undefined) await announce(client, { event: 'import.held', import: importId, source, reason }, now);
  return { ...report, batchId };
}

/** Sets whose content, importer and sources are those of the newest imports of these sources: importing them again changes nothing, unless they are said to be newer than they were taken for. */
async function leaveOutKnown(client: PoolClient, sets: readonly FactSet[], { confirm, takenAt }: ImportOptions, report: ImportReport): Promise<FactSet[]> {
  const fresh: FactSet[] = [];
  for (const set of sets) {
    const { rows } = await client.query<{ id: number; state: 'applied' | 'held'; data_time: Date }>(
      `SELECT max(id) AS id, CASE WHEN bool_or(state = 'held') THEN 'held' ELSE 'applied' END AS state, min(data_time) AS data_time FROM import i
       WHERE digest = decode($1, 'hex') AND format = $2 AND importer_version = $3 AND given_name = $4 AND state IN ('applied', 'held')
       GROUP BY batch_id, file_set
       HAVING bool_and(NOT EXISTS (SELECT FROM import n WHERE n.source_id = i.source_id AND n.id > i.id AND n.state IN ('applied', 'held') AND n.format <> 'settings'))
       ORDER BY batch_id DESC LIMIT 1`,
      [set.digest, set.format, set.importerVersion, set.givenName],
    );
    const known = rows[0];
    if (!known || (known.state === 'held' && confirm) || (takenAt && takenAt > known.data_time)) fresh.push(set);
    else for (const { name } of set.files) report.alreadyImported.push({ file: name, format: set.format, importId: known.id, state: known.state });
  }
  return fresh;
}

/** What was held of the same content waits no more: it has been accepted. */
async function dropHeldBefore(client: PoolClient, imports: readonly SourceImport[], { actor, now }: ImportOptions): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT h.id FROM import h JOIN import i ON i.source_id = h.source_id AND i.digest = h.digest AND i.id > h.id WHERE h.state = 'held' AND i.state = 'applied' AND i.id = ANY($1)`,
    [imports.map(({ importId }) => importId)],
  );
  await dropHeld(
    client,
    rows.map(({ id }) => id),
    { actor, now },
    'confirmed',
  );
}

/** Rejected records are all counted; this many a file are kept with line, field and reason, and fewer are reported at once. */
const keptRejections = 10_000;
const reportedRejections = 100;

async function readSet(
  client: PoolClient,
  batchId: number,
  set: FactSet,
  fileSet: number,
  stage: FactStage,
  sources: BatchSources,
  report: ImportReport,
  onProgress?: ImportProgress,
): Promise<ReadSet> {
  const fileIds: number[] = [];
  const files: FileReport[] = [];
  for (const file of set.files) {
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO import_file (batch_id, file_set, format, name, digest, size_bytes) VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6) RETURNING id`,
      [batchId, fileSet, set.format, file.name, file.digest, file.sizeBytes],
    );
    fileIds.push(rows[0]!.id);
    files.push({ id: rows[0]!.id, file: file.name, format: set.format, records: 0, accepted: 0, rejected: 0, rejections: [], warnings: {} });
  }
  const opened = set.open();
  const rejected = new CopyWriter(client, 'rejected', ['file_id', 'line', 'field', 'reason']);
  let records = 0;
  for await (const item of opened.items) {
    const file = files[item.file]!;
    count(file, item);
    if (item.ok) {
      for (const fact of item.facts) {
        const flushed = stage.add(fact, { sourceNo: sources.numberOf(fileSet, fact), fileId: fileIds[item.file]!, line: item.line });
        if (flushed) await flushed;
      }
    } else if (file.rejected <= keptRejections) {
      rejected.add([fileIds[item.file]!, item.line, item.field, item.reason]);
      if (rejected.full) await stage.lane.send(() => rejected.flush());
    }
    if (++records % 10_000 === 0) onProgress?.('read', records);
  }
  onProgress?.('read', records);
  await stage.lane.send(() => rejected.flush());
  await stage.lane.idle();
  sources.ensureOwn(fileSet);
  for (const [i, file] of files.entries()) {
    await client.query('UPDATE import_file SET records = $2, accepted = $3, rejected = $4 WHERE id = $1', [
      fileIds[i],
      file.records,
      file.accepted,
      file.rejected,
    ]);
  }
  report.files.push(...files);
  const warnings: Record<string, number> = {};
  for (const file of files) for (const [warning, times] of Object.entries(file.warnings)) warnings[warning] = (warnings[warning] ?? 0) + times;
  return { set, opened, fileSet, rejected: files.reduce((sum, file) => sum + file.rejected, 0), warnings };
}

function count(file: FileReport, item: FactItem): void {
  file.records++;
  if (item.ok) {
    file.accepted++;
    for (const warning of item.warnings ?? []) file.warnings[warning] = (file.warnings[warning] ?? 0) + 1;
    return;
  }
  file.rejected++;
  const { line, field, reason } = item;
  if (file.rejections.length < reportedRejections) file.rejections.push({ line, reason, ...(field !== undefined && { field }) });
}
