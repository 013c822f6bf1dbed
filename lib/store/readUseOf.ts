import type { PoolClient } from 'pg';
import type { BudgetNumbers } from '../model/decisions.ts';
import type { NewDecision } from './decisions.ts';

/** Over the usable credentials of an agent (by a name of its) or of a system in an analysis: the worst band of a takeover, certain, and the classes of one, up to. */
export async function readUseOf(
  client: Pick<PoolClient, 'query'>,
  analysis: number,
  subject: NewDecision['subject'],
): Promise<Omit<BudgetNumbers, 'jewels'> & { credentials: number }> {
  const ofAgent = 'name' in subject;
  const { rows } = await client.query<{ credentials: number; band: number; classes: number }>(
    `SELECT count(*)::int AS credentials, coalesce(max(r.takeover_band), 0) AS band, coalesce(bit_or(r.takeover_classes), 0) AS classes FROM result r
     ${ofAgent ? 'WHERE r.identity_id = (SELECT node_id FROM name WHERE id = $2)' : `JOIN node n ON n.id = r.node_id WHERE coalesce(n.system, split_part(n.key, ':', 1)) = $2 AND n.in_estate`} AND r.analysis_id = $1 AND r.usable`,
    [analysis, ofAgent ? subject.name : subject.system],
  );
  return rows[0]!;
}
