import type { PoolClient } from 'pg';
import { KeyblastError } from '../model/errors.ts';
import type { ImportReport } from '../model/importReport.ts';
import { applyImports, nextSnapshot } from './applyImports.ts';
import { stageSourceTable } from './applyStaged.ts';
import { appendAudit } from './audit.ts';
import { refreshSources, type SourceImport } from './batchSources.ts';
import { type Database, inTransaction } from './database.ts';
import { announce } from './deliveries.ts';
import { type Deriver, deriveScopes, touchedScopes } from './deriveScopes.ts';
import { lockFacts, nextGeneration } from './factsGeneration.ts';
import { allFactTables, type FactTable } from './factTables.ts';
import { recomputeNodes } from './recomputeNodes.ts';
import { FactStage } from './stageFacts.ts';

type Change = { actor: string; now: Date };
type ImportRow = {
  id: number;
  source_id: number;
  source: string;
  format: string;
  mode: 'snapshot' | 'increment';
  state: string;
  data_time: Date;
  accepted: number;
};

/**
 * Applies a held import to what stands now, as an import of its own. One transaction. Throws KeyblastError NOT_FOUND, or CONFLICT where it is not held (any more).
 */
export function confirmImport(database: Database, importId: number, { actor, now, deriver }: Change & { deriver: Deriver }): Promise<ImportReport> {
  return inTransaction(database, async (client) => {
    await lockFacts(client);
    const held = await heldImport(client, importId);
    const { rows } = await client.query<{ id: number }>('INSERT INTO batch (actor, started_at) VALUES ($1, $2) RETURNING id', [actor, now]);
    const batchId = rows[0]!.id;
    const one = await confirmingImport(client, held, batchId, now);
    const stage = await FactStage.create(client);
    await client.query(stageSourceTable);
    for (const table of allFactTables) await stageHeld(client, table, importId);
    await stage.finish();
    await client.query(`UPDATE import SET state = 'confirmed' WHERE id = $1`, [importId]);
    const sources = await applyImports(client, [one], false, now);
    const nextId = await nextSnapshot(client, one);
    await client.query('UPDATE usage SET seen_from = $2, gone_at = $3 WHERE seen_from = $1', [importId, one.importId, nextId ?? null]);
    sources.push(...(await deriveScopes(client, stage, deriver, batchId, now, await touchedScopes(client))));
    await refreshSources(client);
    const ruled = await recomputeNodes(client, { stage, batchId, now });
    if (ruled) sources.push(ruled);
    await client.query('UPDATE batch SET finished_at = clock_timestamp() WHERE id = $1', [batchId]);
    await nextGeneration(client);
    await appendAudit(client, { at: now, actor, action: 'import.confirm', before: { import: importId }, after: { import: one.importId, source: held.source } });
    await announceSettled(client, importId, { actor, now }, 'confirmed');
    return { batchId, files: [], sources, alreadyImported: [] };
  });
}

/** Throws a held import away; what stands does not change. */
export function dropImport(database: Database, importId: number, { actor, now }: Change): Promise<{ source: string }> {
  return inTransaction(database, async (client) => {
    await lockFacts(client);
    const held = await heldImport(client, importId);
    await dropHeld(client, [importId], { actor, now });
    await appendAudit(client, { at: now, actor, action: 'import.drop', before: { import: importId, source: held.source } });
    return { source: held.source };
  });
}

/** Held imports, and all that was kept of them. @param outcome as it is announced: `confirmed` where the same content was accepted another way */
export async function dropHeld(client: PoolClient, importIds: readonly number[], by: Change, outcome: 'confirmed' | 'dropped' = 'dropped'): Promise<void> {
  if (importIds.length === 0) return;
  for (const { table } of allFactTables) await client.query(`DELETE FROM ${table} WHERE seen_from = ANY($1)`, [importIds]);
  await client.query('DELETE FROM usage WHERE seen_from = ANY($1)', [importIds]);
  await client.query(`UPDATE import SET state = 'dropped' WHERE id = ANY($1)`, [importIds]);
  for (const importId of importIds) await announceSettled(client, importId, by, outcome);
}

async function announceSettled(client: PoolClient, importId: number, { actor, now }: Change, outcome: 'confirmed' | 'dropped'): Promise<void> {
  const { rows } = await client.query<{ source: string; by: string }>(
    'SELECT s.name AS source, coalesce((SELECT name FROM person WHERE id = $2), $2) AS by FROM import i JOIN source s ON s.id = i.source_id WHERE i.id = $1',
    [importId, actor],
  );
  const { source, by } = rows[0]!;
  await announce(client, { event: 'import.settled', import: importId, source, outcome, by }, now);
}

async function heldImport(client: PoolClient, importId: number): Promise<ImportRow> {
  const { rows } = await client.query<ImportRow>(
    'SELECT i.id, i.source_id, s.name AS source, i.format, i.mode, i.state, i.data_time, i.accepted FROM import i JOIN source s ON s.id = i.source_id WHERE i.id = $1',
    [importId],
  );
  const found = rows[0];
  if (!found) throw new KeyblastError('NOT_FOUND', `there is no import ${importId}; "keyblast imports list" names them`);
  if (found.state !== 'held') throw new KeyblastError('CONFLICT', `import ${importId} is ${found.state}, not held; there is nothing to confirm or drop`);
  return found;
}

async function confirmingImport(client: PoolClient, held: ImportRow, batchId: number, now: Date): Promise<SourceImport> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO import (batch_id, source_id, format, importer_version, given_name, digest, rank, mode, complete, data_time, imported_at, state, confirms, file_set, accepted, rejected, warnings)
     SELECT $2, source_id, format, importer_version, given_name, digest, rank, mode, complete, data_time, $3, 'applied', id, file_set, accepted, rejected, warnings
     FROM import WHERE id = $1 RETURNING id`,
    [held.id, batchId, now],
  );
  const none = { added: 0, changed: 0, gone: 0 };
  const { source_id: sourceId, source, format, mode, data_time: dataTime, accepted: facts } = held;
  return { importId: rows[0]!.id, sourceId, source, sourceNos: [0], format, mode, complete: true, dataTime, facts, nodes: none, edges: none };
}

/** Moves the facts of a held import back to where an import's facts are staged. */
async function stageHeld(client: PoolClient, { table, stage, names, nameList, plain }: FactTable, importId: number): Promise<void> {
  const columns = [...Object.keys(names), ...(nameList ? [nameList[0]] : []), ...Object.keys(plain)];
  const values = [
    ...Object.values(names).map((id) => `(SELECT text FROM name WHERE name.id = f.${id})`),
    ...(nameList ? [`(SELECT array_agg(n.text ORDER BY n.text) FROM name n WHERE n.id = ANY(f.${nameList[1]}))`] : []),
    ...Object.keys(plain).map((column) => `f.${column}`),
  ];
  await client.query(
    `WITH f AS (DELETE FROM ${table} WHERE seen_from = $1 RETURNING *)
     INSERT INTO ${stage} (source_no, file_id, line, digest, ${columns.join(', ')}) SELECT 0, f.file_id, f.line, f.digest, ${values.join(', ')} FROM f`,
    [importId],
  );
}
