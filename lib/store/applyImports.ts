import type { PoolClient } from 'pg';
import type { SourceReport } from '../model/importReport.ts';
import { applyStaged, type Changes, countChanges } from './applyStaged.ts';
import type { SourceImport } from './batchSources.ts';

/**
 * Applies what is staged for these imports, or holds it: a snapshot that is not complete (unless its source said nothing before), or from which too much vanished, changes nothing until it is
 * confirmed. Writes state and counts into the import rows and answers them. Needs the tables that `stageSourceTable` and `FactStage` make.
 * @param now the import's time: from it the days are counted that events are known for
 * @param mayHold false where a person has confirmed already, and for derived facts
 */
export async function applyImports(client: PoolClient, imports: readonly SourceImport[], mayHold: boolean, now: Date): Promise<SourceReport[]> {
  const late = new Set<number>();
  for (const one of imports) {
    const nextId = await nextSnapshot(client, one);
    if (nextId !== undefined) late.add(one.importId);
    const partial = mayHold && one.mode === 'snapshot' && !one.complete && (await hasApplied(client, one));
    const held = partial ? 'the files are not complete' : null;
    for (const sourceNo of one.sourceNos) {
      await client.query('INSERT INTO stage_source VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
        sourceNo,
        one.sourceId,
        one.importId,
        one.mode,
        one.dataTime,
        nextId ?? null,
        mayHold,
        held,
      ]);
    }
  }
  await client.query('ANALYZE stage_source');
  await applyStaged(client, now);
  const { rows } = await client.query<{ import_id: number; held: string }>('SELECT DISTINCT import_id, held FROM stage_source WHERE held IS NOT NULL');
  const held = new Map(rows.map((row) => [row.import_id, row.held]));
  const nodes = byImport(await countChanges(client, 'nodes'));
  const edges = byImport(await countChanges(client, 'edges'));
  const reports: SourceReport[] = [];
  for (const one of imports) {
    const reason = held.get(one.importId);
    const report = sourceReport(one, late.has(one.importId), reason, nodes.get(one.importId), edges.get(one.importId));
    await writeCounts(client, report);
    reports.push(report);
  }
  return reports;
}

/** The snapshot of the source that comes next after this import in the order of (data time, id); undefined if this is the newest. */
export async function nextSnapshot(
  client: PoolClient,
  { importId, sourceId, dataTime }: Pick<SourceImport, 'importId' | 'sourceId' | 'dataTime'>,
): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT id FROM import WHERE source_id = $1 AND id <> $2 AND state = 'applied' AND mode = 'snapshot' AND (data_time, id) > ($3, $2::integer)
     ORDER BY data_time, id LIMIT 1`,
    [sourceId, importId, dataTime],
  );
  return rows[0]?.id;
}

/** What a source says first can take nothing away, complete or not. */
async function hasApplied(client: PoolClient, { importId, sourceId }: SourceImport): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT FROM import WHERE source_id = $1 AND id <> $2 AND state = 'applied' LIMIT 1`, [sourceId, importId]);
  return rowCount === 1;
}

const byImport = (changes: readonly Changes[]): Map<number, Changes> => new Map(changes.map((change) => [change.importId, change]));

function sourceReport(one: SourceImport, late: boolean, heldReason: string | undefined, nodes: Changes | undefined, edges: Changes | undefined): SourceReport {
  const counts = (change: Changes | undefined) => ({ added: change?.added ?? 0, changed: change?.changed ?? 0, gone: change?.gone ?? 0 });
  return {
    importId: one.importId,
    source: one.source,
    format: one.format,
    mode: one.mode,
    state: heldReason === undefined ? 'applied' : 'held',
    ...(heldReason !== undefined && { heldReason }),
    late,
    dataTime: one.dataTime.toISOString(),
    facts: one.facts,
    nodes: counts(nodes),
    edges: counts(edges),
  };
}

async function writeCounts(client: PoolClient, { importId, state, heldReason, nodes, edges }: SourceReport): Promise<void> {
  await client.query(
    `UPDATE import SET state = $2, held_reason = $3, nodes_added = $4, nodes_changed = $5, nodes_gone = $6, edges_added = $7, edges_changed = $8, edges_gone = $9 WHERE id = $1`,
    [importId, state, heldReason ?? null, nodes.added, nodes.changed, nodes.gone, edges.added, edges.changed, edges.gone],
  );
}
