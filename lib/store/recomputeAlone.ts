import type { PoolClient } from 'pg';
import type { SourceReport } from '../model/importReport.ts';
import { stageSourceTable } from './applyStaged.ts';
import { recomputeNodes } from './recomputeNodes.ts';
import { FactStage } from './stageFacts.ts';

/** Works out the nodes anew where no import asks for it. What the rules of the settings then say anew is a batch of its own; where they say nothing new there is none. */
export async function recomputeAlone(client: PoolClient, { actor, now }: { actor: string; now: Date }): Promise<SourceReport | undefined> {
  const { rows } = await client.query<{ id: number }>('INSERT INTO batch (actor, started_at) VALUES ($1, $2) RETURNING id', [actor, now]);
  const batchId = rows[0]!.id;
  const stage = await FactStage.create(client);
  await client.query(stageSourceTable);
  const ruled = await recomputeNodes(client, { stage, batchId, now });
  if (ruled) await client.query('UPDATE batch SET finished_at = clock_timestamp() WHERE id = $1', [batchId]);
  else await client.query('DELETE FROM batch WHERE id = $1', [batchId]);
  return ruled;
}
