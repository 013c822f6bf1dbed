import type { PoolClient } from 'pg';
import type { AuditAction } from '../model/auditActions.ts';
import { type CorrectionSubject, correctionText } from '../model/corrections.ts';
import { KeyblastError } from '../model/errors.ts';
import { actionClasses, edgeTypes, nodeKinds } from '../model/facts.ts';
import { appendAudit } from './audit.ts';
import { type CorrectionRow, listCorrectionRows } from './corrections.ts';
import { type Database, inTransaction } from './database.ts';
import { announce } from './deliveries.ts';
import { lockFacts, nextGeneration } from './factsGeneration.ts';
import { recomputeAlone } from './recomputeAlone.ts';

export type By = { actor: string; now: Date };
type NewCorrection = CorrectionSubject & { reason: string; expiresAt: Date };

/**
 * Puts a correction beside the facts, in one transaction: where two names are not the same the nodes are worked out anew, and the facts' generation counts up, so that figures are told to be old.
 * Throws NOT_FOUND where a name is in no node, CONFLICT where there is nothing to correct or a correction of it is in force.
 */
export const insertCorrection = (database: Database, made: NewCorrection, by: By): Promise<CorrectionRow> =>
  changing(
    database,
    by,
    made.kind === 'not the same',
    async (client) => {
      const ends = await endsOf(client, made);
      const { rows } = await client.query<{ id: number }>(
        `INSERT INTO correction (kind, name_id, to_id, edge, class, reason, made_by, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
        [made.kind, ...ends, ...sortOf(made), made.reason, by.actor, by.now, made.expiresAt],
      );
      if (!rows[0]) throw new KeyblastError('CONFLICT', `A correction of ${correctionText(made)} is in force already.`);
      return rows[0].id;
    },
    'correction.make',
    made.reason,
  );

/** Ends one before its day: the fact counts again. */
export const withdrawCorrection = (database: Database, one: CorrectionRow, note: string | undefined, by: By): Promise<CorrectionRow> =>
  changing(
    database,
    by,
    one.kind === 'not the same',
    async (client) => {
      const { rowCount } = await client.query(
        `UPDATE correction SET ended = 'withdrawn', ended_at = $2, ended_by = $3, end_note = $4 WHERE id = $1 AND ended_at IS NULL`,
        [one.id, by.now, by.actor, note ?? null],
      );
      if (rowCount === 0) throw new KeyblastError('CONFLICT', `Correction ${one.id} has ended already.`);
      return one.id;
    },
    'correction.withdraw',
    note,
  );

/** Takes a withdrawal back, until the day of the correction has come. */
export const restoreCorrection = (database: Database, one: CorrectionRow, by: By): Promise<CorrectionRow> =>
  changing(
    database,
    by,
    one.kind === 'not the same',
    async (client) => {
      const { rowCount } = await client
        .query(
          `UPDATE correction SET ended = NULL, ended_at = NULL, ended_by = NULL, end_note = NULL WHERE id = $1 AND ended = 'withdrawn' AND expires_at > $2`,
          [one.id, by.now],
        )
        .catch((error: { code?: string }) => {
          if (error.code === uniqueViolation) throw new KeyblastError('CONFLICT', `Another correction of ${correctionText(one)} is in force.`);
          throw error;
        });
      if (rowCount === 0)
        throw new KeyblastError(
          'CONFLICT',
          `Correction ${one.id} is ${one.state === 'withdrawn' ? 'past its day' : one.state}; only one that was withdrawn can come back.`,
        );
      return one.id;
    },
    'correction.restore',
    undefined,
  );

const uniqueViolation = '23505';

/** Ends those whose day has come, in one transaction, with a notice of each; nothing where there is none, and then without waiting for anything. Answers how many. */
export async function expireCorrections(database: Database, by: By): Promise<number> {
  const { rows: due } = await database.pool.query('SELECT FROM correction WHERE ended_at IS NULL AND expires_at <= $1 LIMIT 1', [by.now]);
  if (due.length === 0) return 0;
  return inTransaction(database, async (client) => {
    await lockFacts(client);
    const { rows } = await client.query<{ id: number; kind: string }>(
      `UPDATE correction SET ended = 'expired', ended_at = $1 WHERE ended_at IS NULL AND expires_at <= $1 RETURNING id, kind`,
      [by.now],
    );
    await factsChanged(
      client,
      by,
      rows.some(({ kind }) => kind === 'not the same'),
    );
    const ids = rows.map(({ id }) => id).sort((a, b) => a - b);
    await appendAudit(client, { at: by.now, actor: by.actor, action: 'correction.expire', after: { corrections: ids.slice(0, 100), count: ids.length } });
    for (const id of ids) {
      const [one] = await listCorrectionRows(client, { id });
      if (one) await announce(client, { event: 'correction.expired', correction: one }, by.now);
    }
    return ids.length;
  });
}

async function changing(
  database: Database,
  by: By,
  joins: boolean,
  change: (client: PoolClient) => Promise<number>,
  action: AuditAction,
  note: string | undefined,
): Promise<CorrectionRow> {
  return inTransaction(database, async (client) => {
    await lockFacts(client);
    const id = await change(client);
    await factsChanged(client, by, joins);
    const [one] = await listCorrectionRows(client, { id });
    if (!one) throw new Error(`correction ${id} was written and cannot be read`);
    const { kind, key, to, edge, class: of, expiresAt } = one;
    const after = { correction: id, kind, key, ...(to !== undefined && { to }), ...(edge && { edge }), ...(of && { class: of }), expiresAt };
    await appendAudit(client, { at: by.now, actor: by.actor, action, after, ...(note !== undefined && { note }) });
    return one;
  });
}

/** @param joins whether names are to be joined anew; edges and secrets are left out when the estate is loaded */
async function factsChanged(client: PoolClient, by: By, joins: boolean): Promise<void> {
  if (joins) {
    await client.query(`SET LOCAL work_mem = '128MB'; SET LOCAL jit = off`);
    await recomputeAlone(client, by);
  }
  await nextGeneration(client);
}

const sortOf = ({ edge, class: of }: CorrectionSubject): [number | null, number | null] =>
  edge === undefined ? [null, null] : edge === 'grant' ? [null, of === undefined ? null : actionClasses.indexOf(of)] : [edgeTypes.indexOf(edge), null];

type Name = { id: number; node: number | null; kind: number | null };

/** Ids of the names at its ends: of an edge or a secret those of its nodes, of two names their own. */
async function endsOf(client: PoolClient, made: NewCorrection): Promise<[number, number | null]> {
  const tail = await nameOf(client, made.key);
  const head = made.to === undefined ? undefined : await nameOf(client, made.to);
  if (made.kind === 'not the same') return apart(made, tail, head);
  if (made.kind === 'no secret') {
    if (tail.kind !== nodeKinds.indexOf('credential')) throw new KeyblastError('CONFLICT', `${made.key} is no credential.`);
    return [tail.node!, null];
  }
  const [edge, of] = sortOf(made);
  const { rowCount } = await client.query(
    edge === null
      ? `SELECT FROM fact_grant f JOIN name a ON a.id = f.from_id JOIN name b ON b.id = f.resource_id WHERE a.node_id = $1 AND b.node_id = $2 AND f.class = $3 AND f.gone_at IS NULL LIMIT 1`
      : `SELECT FROM fact_edge f JOIN name a ON a.id = f.from_id JOIN name b ON b.id = f.to_id WHERE a.node_id = $1 AND b.node_id = $2 AND f.type = $3 AND f.gone_at IS NULL LIMIT 1`,
    [tail.node, head?.node, edge ?? of],
  );
  if (rowCount === 0) throw new KeyblastError('CONFLICT', `No fact says ${correctionText(made)}; there is nothing to correct.`);
  return [tail.node!, head!.node!];
}

function apart({ key, to }: NewCorrection, one: Name, other: Name | undefined): [number, number] {
  if (other === undefined || one.id === other.id) throw new KeyblastError('INVALID', 'to: expected another name');
  if (one.node !== other.node) throw new KeyblastError('CONFLICT', `${key} and ${to} are two things already.`);
  return one.id < other.id ? [one.id, other.id] : [other.id, one.id];
}

async function nameOf(client: PoolClient, text: string): Promise<Name> {
  const { rows } = await client.query<Name>('SELECT m.id, m.node_id AS node, n.kind FROM name m LEFT JOIN node n ON n.id = m.node_id WHERE m.text = $1', [
    text,
  ]);
  if (!rows[0] || rows[0].node === null) throw new KeyblastError('NOT_FOUND', `Nothing has the name ${text}.`);
  return rows[0];
}
