import type { PoolClient } from 'pg';
import { issuances, presentations } from '../model/facts.ts';
import type { ItemState, RecertificationItem, RecertificationThing } from '../model/recertification.ts';
import { bands } from '../model/weights.ts';

type Row = {
  id: string;
  decision_id: number | null;
  decision_system: string | null;
  agent: string | null;
  agent_id: number | null;
  issuance: number | null;
  presentation: number | null;
  expires_at: Date | null;
  stands: boolean | null;
  key: string | null;
  node_id: number | null;
  name: string | null;
  system: string | null;
  leak_band: number | null;
  takeover_band: number | null;
  answer: 'confirmed' | 'to be changed' | null;
  answerer: string | null;
  answered_at: Date | null;
  note: string | null;
};
export type ItemQuestion = { round: number; state?: ItemState; after: number; limit: number; analysis: number | null };

/** Items of a round in their order, behind one. */
export async function readRecertificationItems(
  client: Pick<PoolClient, 'query'>,
  { round, state, after, limit, analysis }: ItemQuestion,
): Promise<RecertificationItem[]> {
  const { rows } = await client.query<Row>(
    `SELECT i.id, i.decision_id, d.system AS decision_system, coalesce(g.key, m.text) AS agent, g.id AS agent_id, d.issuance, d.presentation, d.expires_at,
       d.ended_at IS NULL AND d.verdict = 'approved' AS stands, coalesce(n.key, a.text) AS key, n.id AS node_id, n.name, n.system, r.leak_band, r.takeover_band,
       i.answer, coalesce(p.name, i.answered_by) AS answerer, i.answered_at, i.note
     FROM recertification_item i LEFT JOIN decision d ON d.id = i.decision_id LEFT JOIN name m ON m.id = d.name_id LEFT JOIN node g ON g.id = m.node_id
       LEFT JOIN name a ON a.id = i.name_id LEFT JOIN node n ON n.id = a.node_id LEFT JOIN result r ON r.analysis_id = $5 AND r.node_id = n.id LEFT JOIN person p ON p.id = i.answered_by
     WHERE i.recertification_id = $1 AND i.id > $2 AND ($3::text IS NULL OR coalesce(i.answer, 'waiting') = $3) ORDER BY i.id LIMIT $4`,
    [round, after, state ?? null, limit, analysis],
  );
  return rows.map((row) => ({
    id: Number(row.id),
    about: row.decision_id === null ? credentialOf(row) : decisionOf(row, row.decision_id),
    state: row.answer ?? 'waiting',
    ...(row.answerer !== null && { answeredBy: row.answerer }),
    ...(row.answered_at && { answeredAt: row.answered_at.toISOString() }),
    ...(row.note !== null && { note: row.note }),
  }));
}

function decisionOf(row: Row, decision: number): RecertificationThing {
  const { decision_system: system, agent, agent_id: id } = row;
  return {
    kind: 'decision',
    decision,
    subject: system !== null ? { kind: 'system', key: system } : { kind: 'agent', key: agent!, ...(id !== null && { id: String(id) }) },
    issuance: issuances[row.issuance!]!,
    presentation: presentations[row.presentation!]!,
    stands: row.stands === true,
    expiresAt: row.expires_at!.toISOString(),
  };
}

function credentialOf({ key, node_id, name, system, leak_band, takeover_band }: Row): RecertificationThing {
  return {
    kind: 'credential',
    key: key!,
    ...(node_id !== null && { id: String(node_id) }),
    ...(name !== null && { name }),
    ...(system !== null && { system }),
    ...(leak_band !== null && { leak: bands[leak_band]! }),
    ...(takeover_band !== null && { takeover: bands[takeover_band]! }),
  };
}
