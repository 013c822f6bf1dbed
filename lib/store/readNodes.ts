import { nodeKinds } from '../model/facts.ts';
import type { NodeRef } from '../model/figures.ts';
import { defaultSensitivity } from '../model/weights.ts';
import type { Database } from './database.ts';

type NodeRow = { id: number; key: string; kind: number; name: string | null; sensitivity: number | null; system: string | null; described: boolean };
const columns = 'n.id, n.key, n.kind, n.name, n.sensitivity, n.system, n.described';

/** Nodes by their ids; ids that are none are left out. */
export async function readNodes({ pool }: Database, ids: readonly number[]): Promise<Map<number, NodeRef>> {
  const { rows } = await pool.query<NodeRow>(`SELECT ${columns} FROM node n WHERE n.id = ANY($1)`, [ids]);
  return new Map(rows.map((row) => [row.id, nodeRef(row)]));
}

/** The node that has this name now, be it its key or an alias; undefined if none has. */
export async function findNode({ pool }: Database, name: string): Promise<NodeRef | undefined> {
  const { rows } = await pool.query<NodeRow>(`SELECT ${columns} FROM name a JOIN node n ON n.id = a.node_id WHERE a.text = $1`, [name]);
  return rows[0] && nodeRef(rows[0]);
}

function nodeRef({ id, key, kind, name, sensitivity, system, described }: NodeRow): NodeRef {
  return {
    id: String(id),
    key,
    kind: nodeKinds[kind]!,
    ...(name !== null && { name }),
    sensitivity: sensitivity ?? defaultSensitivity,
    ...(system !== null && { system }),
    described,
  };
}
