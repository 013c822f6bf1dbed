import type { PoolClient } from 'pg';
import {
  type AuthenticationModel,
  type BlastBudget,
  type BudgetNumbers,
  budgetNumbers,
  budgetOf,
  type Decision,
  type DecisionState,
  type DecisionSubject,
  overBudget,
} from '../model/decisions.ts';
import { issuances, presentations } from '../model/facts.ts';

type Queries = Pick<PoolClient, 'query'>;
type Row = {
  id: number;
  node_id: number | null;
  key: string | null;
  node_name: string | null;
  owner: string | null;
  system: string | null;
  issuance: number;
  presentation: number;
  reason: string;
  budget_band: number | null;
  budget_classes: number | null;
  budget_jewels: number | null;
  asker: string;
  requested_by: string;
  requested_at: Date;
  expires_at: Date;
  verdict: 'approved' | 'refused' | null;
  decider: string | null;
  decided_at: Date | null;
  decision_note: string | null;
  ended: 'expired' | 'withdrawn' | 'replaced' | null;
  analysis_id: number | null;
  credentials: number | null;
  weaker: number | null;
  band: number | null;
  classes: number | null;
  jewels: number | null;
};
/** `asker` is the id of who asked. */
export type DecisionRow = Decision & { asker: string };

/** The use that counts is that of the last analysis that looked at decisions. */
const selected = `SELECT d.id, n.node_id, coalesce(k.key, n.text) AS key, k.name AS node_name, k.owner, d.system, d.issuance, d.presentation, d.reason, d.budget_band, d.budget_classes, d.budget_jewels,
    d.requested_by AS asker, coalesce(p.name, d.requested_by) AS requested_by, d.requested_at, d.expires_at, d.verdict, coalesce(b.name, d.decided_by) AS decider, d.decided_at, d.decision_note, d.ended,
    u.analysis_id, u.credentials, u.weaker, u.band, u.classes, u.jewels
  FROM decision d LEFT JOIN name n ON n.id = d.name_id LEFT JOIN node k ON k.id = n.node_id LEFT JOIN person p ON p.id = d.requested_by LEFT JOIN person b ON b.id = d.decided_by
    LEFT JOIN LATERAL (SELECT * FROM decision_use u WHERE u.decision_id = d.id ORDER BY u.analysis_id DESC LIMIT 1) u ON true`;
const isStanding = `d.ended_at IS NULL AND d.verdict = 'approved'`;
const isWaiting = 'd.ended_at IS NULL AND d.verdict IS NULL';

export type DecisionFilter = {
  id?: number;
  /** Waiting or standing. */
  current?: boolean;
  /** Standing ones that expire before this. */
  expiresBefore?: Date;
  /** About one of these: ids of nodes of agents, names of systems. */
  about?: { nodes: readonly number[]; systems: readonly string[] };
  limit?: number;
};

/** Those that wait first, then those that stand, by expiry. */
export async function listDecisionRows(client: Queries, { id, current, expiresBefore, about, limit = 500 }: DecisionFilter): Promise<DecisionRow[]> {
  const { rows } = await client.query<Row>(
    `${selected} WHERE ($1::integer IS NULL OR d.id = $1) AND ($2::boolean IS NOT TRUE OR ${isStanding} OR ${isWaiting})
       AND ($3::timestamptz IS NULL OR (${isStanding} AND d.expires_at < $3)) AND ($4::integer[] IS NULL OR n.node_id = ANY($4) OR d.system = ANY($5::text[]))
     ORDER BY (${isWaiting}) DESC, (${isStanding}) DESC, d.expires_at, d.id LIMIT $6`,
    [id ?? null, current ?? null, expiresBefore ?? null, about?.nodes ?? null, about?.systems ?? null, limit],
  );
  return rows.map(decisionRow);
}

/** Locked until the transaction ends. */
export async function lockDecision(client: Queries, id: number): Promise<DecisionRow | undefined> {
  await client.query('SELECT FROM decision WHERE id = $1 FOR UPDATE', [id]);
  return (await listDecisionRows(client, { id }))[0];
}

function decisionRow(row: Row): DecisionRow {
  const budget = numbersOf(row.budget_band, row.budget_classes, row.budget_jewels);
  const used = numbersOf(row.band, row.classes, row.jewels);
  const over = budget && used ? overBudget(budget, used) : [];
  return {
    id: row.id,
    subject: subjectOf(row),
    ...(row.owner !== null && { owner: row.owner }),
    issuance: issuances[row.issuance]!,
    presentation: presentations[row.presentation]!,
    reason: row.reason,
    ...(budget && { budget: budgetOf(budget) }),
    state: stateOf(row),
    asker: row.asker,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(row.decider !== null && { decidedBy: row.decider }),
    ...(row.decided_at && { decidedAt: row.decided_at.toISOString() }),
    ...(row.decision_note !== null && { note: row.decision_note }),
    ...(used && { use: { analysis: row.analysis_id!, credentials: row.credentials!, weaker: row.weaker!, ...budgetOf(used) } }),
    ...(over.length > 0 && { over }),
  };
}

const stateOf = ({ ended, verdict }: Row): DecisionState => ended ?? verdict ?? 'waiting';

function subjectOf({ system, key, node_id, node_name }: Row): DecisionSubject {
  if (system !== null) return { kind: 'system', key: system };
  return { kind: 'agent', key: key!, ...(node_id !== null && { id: String(node_id) }), ...(node_name !== null && { name: node_name }) };
}

const numbersOf = (band: number | null, classes: number | null, jewels: number | null): BudgetNumbers | undefined =>
  band === null || classes === null || jewels === null ? undefined : { band, classes, jewels };

/** What is asked for; of an agent by the id of a name of its. */
export type NewDecision = AuthenticationModel & { subject: { name: number } | { system: string }; reason: string; expiresAt: Date; budget?: BlastBudget };

/** Asks for a decision; undefined where one about the same subject waits already. */
export async function insertDecision(
  client: Queries,
  { subject, issuance, presentation, reason, expiresAt, budget }: NewDecision,
  { actor, now }: { actor: string; now: Date },
): Promise<number | undefined> {
  const ceiling = budget && budgetNumbers(budget);
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO decision (name_id, system, issuance, presentation, reason, budget_band, budget_classes, budget_jewels, requested_by, requested_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id`,
    [
      'name' in subject ? subject.name : null,
      'system' in subject ? subject.system : null,
      issuances.indexOf(issuance),
      presentations.indexOf(presentation),
      reason,
      ceiling?.band ?? null,
      ceiling?.classes ?? null,
      ceiling?.jewels ?? null,
      actor,
      now,
      expiresAt,
    ],
  );
  return rows[0]?.id;
}

/** Approves or refuses one that waits. Approved, it takes the place of the one that stood, whose number is answered. */
export async function settleDecision(
  client: Queries,
  id: number,
  verdict: 'approved' | 'refused',
  { actor, now, note }: { actor: string; now: Date; note?: string },
): Promise<{ replaced: number | undefined }> {
  const { rows } =
    verdict === 'approved'
      ? await client.query<{ id: number }>(
          `UPDATE decision d SET ended_at = $2, ended_by = $3, ended = 'replaced' FROM decision n
           WHERE n.id = $1 AND ${isStanding} AND (d.system = n.system OR d.name_id IN (SELECT s.id FROM name a JOIN name s ON s.node_id = a.node_id WHERE a.id = n.name_id)) RETURNING d.id`,
          [id, now, actor],
        )
      : { rows: [] };
  await client.query('UPDATE decision SET verdict = $2, decided_by = $3, decided_at = $4, decision_note = $5 WHERE id = $1', [
    id,
    verdict,
    actor,
    now,
    note ?? null,
  ]);
  return { replaced: rows[0]?.id };
}

/** Ends one before its time. */
export async function endDecision(client: Queries, id: number, { actor, now }: { actor: string; now: Date }): Promise<void> {
  await client.query(`UPDATE decision SET ended_at = $2, ended_by = $3, ended = 'withdrawn' WHERE id = $1`, [id, now, actor]);
}

/** The agent that has this name, be it its key or an alias, with the id of the name. */
export async function findAgent(client: Queries, text: string, agentKind: number): Promise<{ name: number; agent: boolean } | undefined> {
  const { rows } = await client.query<{ name: number; agent: boolean }>(
    'SELECT a.id AS name, n.identity_kind IS NOT DISTINCT FROM $2 AS agent FROM name a JOIN node n ON n.id = a.node_id WHERE a.text = $1 AND n.in_use',
    [text, agentKind],
  );
  return rows[0];
}

/** Whether anything is of this system, stated or by what stands before the first colon of its key. */
export async function isSystem(client: Queries, name: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM node WHERE in_use AND system = $1) OR EXISTS (SELECT FROM node WHERE in_use AND system IS NULL AND split_part(key, ':', 1) = $1) AS found`,
    [name],
  );
  return rows[0]!.found;
}
