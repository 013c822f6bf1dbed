import type { PoolClient } from 'pg';
import { KeyblastError } from '../model/errors.ts';
import { settingsSource } from '../model/patternRules.ts';
import { stageSourceTable } from './applyStaged.ts';
import { appendAudit } from './audit.ts';
import { refreshSources } from './batchSources.ts';
import { type Database, inTransaction } from './database.ts';
import { type Deriver, deriveScopes, type Scope } from './deriveScopes.ts';
import { lockFacts, nextGeneration } from './factsGeneration.ts';
import { allFactTables } from './factTables.ts';
import { dropHeld } from './heldImports.ts';
import { recomputeNodes } from './recomputeNodes.ts';
import { FactStage } from './stageFacts.ts';

type BatchImport = {
  id: number;
  source_id: number;
  source: string;
  state: string;
  derived: boolean;
  newer: number | null;
  platform: string | null;
  scope: string | null;
};
export type UndoneImport = { importId: number; source: string };

/**
 * Takes back the batch that an import belongs to: what it added goes, what it ended stands again, what others derived from it is derived anew. The state is then the
 * one before, unless something newer has come since. One transaction. Only the newest import of each source can be undone: CONFLICT names the one to undo first.
 */
export function undoImport(
  database: Database,
  importId: number,
  { actor, now, deriver }: { actor: string; now: Date; deriver: Deriver },
): Promise<UndoneImport[]> {
  return inTransaction(database, async (client) => {
    await lockFacts(client);
    const { batchId, imports } = await batchOf(client, importId);
    const undone = imports.filter((one) => one.state === 'applied' && one.newer === null);
    const ids = undone.map((one) => one.id);
    const scopes = await scopesOf(client, ids, imports);
    await dropHeld(
      client,
      imports.filter((one) => one.state === 'held').map((one) => one.id),
      { actor, now },
    );
    await client.query(`UPDATE import SET state = 'undone', undone_at = $2 WHERE id = ANY($1)`, [ids, now]);
    await takeBack(client, ids);
    await followAgain(client, scopes, { actor, now, deriver });
    await nextGeneration(client);
    const own = undone.filter((one) => !one.derived).map(({ id, source }) => ({ importId: id, source }));
    await appendAudit(client, { at: now, actor, action: 'import.undo', before: { batch: batchId, imports: own } });
    return own;
  });
}

async function batchOf(client: PoolClient, importId: number): Promise<{ batchId: number; imports: BatchImport[] }> {
  const { rows } = await client.query<BatchImport & { batch_id: number }>(
    `SELECT i.id, i.batch_id, i.source_id, s.name AS source, i.state, i.format IN ('derived', 'settings') AS derived, s.platform, s.scope,
       (SELECT max(n.id) FROM import n WHERE n.source_id = i.source_id AND n.id > i.id AND n.state = 'applied' AND (n.format <> 'settings' OR i.format = 'settings')) AS newer
     FROM import i JOIN source s ON s.id = i.source_id WHERE i.batch_id = (SELECT batch_id FROM import WHERE id = $1) ORDER BY i.id`,
    [importId],
  );
  const asked = rows.find((row) => row.id === importId);
  if (!asked) throw new KeyblastError('NOT_FOUND', `there is no import ${importId}; "keyblast imports list" names them`);
  if (asked.state !== 'applied') throw new KeyblastError('CONFLICT', `import ${importId} is ${asked.state}; only an applied import can be undone`);
  if (asked.source === settingsSource && asked.derived)
    throw new KeyblastError('CONFLICT', `import ${importId} follows from the rules of the settings; change or delete the rule`);
  if (asked.derived) throw new KeyblastError('CONFLICT', `import ${importId} was derived from documents; undo the import that brought these`);
  const covered = rows.find((row) => !row.derived && row.state === 'applied' && row.newer !== null);
  if (covered) throw new KeyblastError('CONFLICT', `import ${covered.id} of ${covered.source} is not its newest; undo import ${covered.newer} first`);
  return { batchId: asked.batch_id, imports: rows };
}

/** Scopes whose documents change by the undo, and those whose derived facts have been derived again since. */
async function scopesOf(client: PoolClient, ids: readonly number[], imports: readonly BatchImport[]): Promise<Scope[]> {
  const { rows } = await client.query<Scope>('SELECT DISTINCT platform, scope FROM document WHERE seen_from = ANY($1) OR gone_at = ANY($1) ORDER BY 1, 2', [
    ids,
  ]);
  const known = new Set(rows.map(({ platform, scope }) => JSON.stringify([platform, scope])));
  for (const { platform, scope } of imports) {
    if (platform !== null && scope !== null && !known.has(JSON.stringify([platform, scope]))) rows.push({ platform, scope });
  }
  return rows;
}

/** What an import ended stands again, or ends with the snapshot that follows, where the import had come late. */
async function takeBack(client: PoolClient, ids: readonly number[]): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE taken_back ON COMMIT DROP AS SELECT u.id, (SELECT n.id FROM import n
       WHERE n.source_id = u.source_id AND n.mode = 'snapshot' AND n.state = 'applied' AND (n.data_time, n.id) > (u.data_time, u.id) ORDER BY n.data_time, n.id LIMIT 1) AS next_id
     FROM import u WHERE u.id = ANY($1)`,
    [ids],
  );
  for (const table of [...allFactTables.map(({ table }) => table), 'usage']) {
    await client.query(`DELETE FROM ${table} WHERE seen_from = ANY($1)`, [ids]);
    await client.query(`UPDATE ${table} f SET gone_at = b.next_id FROM taken_back b WHERE f.gone_at = b.id`);
  }
  await client.query('DELETE FROM usage_event WHERE import_id = ANY($1)', [ids]);
}

/** What follows from what stands now: derived facts, nodes, and what the rules of the settings say of them. Only what comes out changed makes imports; then they are a batch of their own. */
async function followAgain(
  client: PoolClient,
  scopes: readonly Scope[],
  { actor, now, deriver }: { actor: string; now: Date; deriver: Deriver },
): Promise<void> {
  const { rows } = await client.query<{ id: number }>('INSERT INTO batch (actor, started_at, finished_at) VALUES ($1, $2, $2) RETURNING id', [actor, now]);
  const batchId = rows[0]!.id;
  const stage = await FactStage.create(client);
  await client.query(stageSourceTable);
  await deriveScopes(client, stage, deriver, batchId, now, scopes);
  await refreshSources(client);
  await recomputeNodes(client, { stage, batchId, now });
  await client.query('DELETE FROM batch WHERE id = $1 AND NOT EXISTS (SELECT FROM import WHERE batch_id = $1)', [batchId]);
}
