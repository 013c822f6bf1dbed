import type { PoolClient } from 'pg';
import type { DecisionUse, StandingDecision } from '../model/decisions.ts';

type Queries = Pick<PoolClient, 'query'>;
type Row = {
  id: number;
  node: number | null;
  system: string | null;
  issuance: number;
  presentation: number;
  band: number | null;
  classes: number | null;
  jewels: number | null;
};
/** How nodes and systems are numbered; -1 where a node has no number. */
type Numbers = { numberOf(node: number): number; systems: readonly string[]; nodes: number };

/** The decisions that stand at a time, by number; what they are about may be gone, then they are left out. */
export async function readStanding(client: Queries, asOf: Date, { numberOf, systems, nodes }: Numbers): Promise<StandingDecision[]> {
  const { rows } = await client.query<Row>(
    `SELECT d.id, n.node_id AS node, d.system, d.issuance, d.presentation, d.budget_band AS band, d.budget_classes AS classes, d.budget_jewels AS jewels
     FROM decision d LEFT JOIN name n ON n.id = d.name_id WHERE d.verdict = 'approved' AND d.ended_at IS NULL AND d.expires_at > $1 ORDER BY d.id`,
    [asOf],
  );
  return rows.flatMap(({ id, node, system, issuance, presentation, band, classes, jewels }) => {
    const place = node === null ? systems.indexOf(system ?? '') : numberOf(node);
    if (place < 0) return [];
    const budget = band !== null && classes !== null && jewels !== null ? { budget: { band, classes, jewels } } : {};
    return [{ id, subject: node === null ? nodes + place : place, issuance, presentation, ...budget }];
  });
}

/** Keeps what an analysis found of each; of former analyses nobody asks. */
export async function insertDecisionUses(client: Queries, analysis: number, uses: readonly DecisionUse[]): Promise<void> {
  await client.query('DELETE FROM decision_use WHERE analysis_id < $1 - 12', [analysis]);
  if (uses.length === 0) return;
  const column = (name: keyof DecisionUse) => uses.map((use) => use[name]);
  await client.query(
    `INSERT INTO decision_use (decision_id, analysis_id, credentials, weaker, band, classes, jewels)
     SELECT d, $1, credentials, weaker, band, classes, jewels
     FROM unnest($2::int[], $3::int[], $4::int[], $5::smallint[], $6::smallint[], $7::int[]) u (d, credentials, weaker, band, classes, jewels) WHERE EXISTS (SELECT FROM decision WHERE id = d)`,
    [analysis, column('decision'), column('credentials'), column('weaker'), column('band'), column('classes'), column('jewels')],
  );
}
