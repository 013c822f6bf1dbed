import { createHash } from 'node:crypto';
import type { Attrs, Fact } from '../model/facts.ts';
import { parseFact } from '../model/parseFact.ts';
import type { Database } from './database.ts';
import type { Deriver } from './deriveScopes.ts';
import type { FactSet } from './factSet.ts';

/** For tests: facts written down in place of files, and everything that an import can change, to compare. */

export type Given = {
  facts: unknown[];
  source?: string;
  mode?: 'snapshot' | 'increment';
  complete?: boolean;
  dataTime?: string;
  rank?: number;
  version?: string;
};

/** A set of one file whose records are these, validated as an importer's would be. */
export function givenSet({ facts, source = 'facts:test', mode = 'snapshot', complete = true, dataTime, rank = 300, version = '1' }: Given): FactSet {
  const digest = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  return {
    format: 'facts',
    importerVersion: version,
    givenName: source,
    rank,
    digest,
    files: [{ name: 'given.facts.jsonl', digest, sizeBytes: facts.length }],
    open: () => ({ source, mode, complete, ...(dataTime !== undefined && { dataTime }), items: items(facts) }),
  };
}

async function* items(facts: readonly unknown[]) {
  for (const [i, value] of facts.entries()) {
    const parsed = parseFact(value);
    if (parsed.ok) yield { ok: true as const, file: 0, line: i + 1, facts: [parsed.fact] };
    else yield { ok: false as const, file: 0, line: i + 1, reason: parsed.reason, ...(parsed.field !== undefined && { field: parsed.field }) };
  }
}

/** Each document of kind `readers` grants `read` on its `resource` to those it lists. */
export const readersDeriver: Deriver = {
  version: 'readers@1',
  derive: (_platform, _scope, documents) => ({
    problems: [],
    facts: documents.flatMap(({ body }, document) => {
      const { resource, readers } = body as { resource: string; readers: string[] }; // the tests' own documents
      return readers.map((from) => ({ fact: { fact: 'grant', from, class: 'read', resource } satisfies Fact, document }));
    }),
  }),
};

/** Everything that readers of facts see: what stands, by content and provenance, and the nodes. Equal dumps are equal states. */
export async function dumpState({ pool }: Database): Promise<Record<string, unknown[]>> {
  const dump: Record<string, unknown[]> = {};
  for (const table of ['fact_node', 'fact_edge', 'fact_grant', 'fact_gone', 'fact_distinct', 'document', 'sighting', 'coverage', 'usage']) {
    dump[table] = (await pool.query(`SELECT * FROM ${table} ORDER BY id`)).rows;
  }
  dump.usage_event = (await pool.query('SELECT * FROM usage_event ORDER BY source_id, hash')).rows;
  dump.node = (await pool.query('SELECT * FROM node WHERE in_use ORDER BY key')).rows;
  dump.name = (await pool.query('SELECT * FROM name WHERE node_id IS NOT NULL ORDER BY id')).rows;
  dump.refused_join = (await pool.query('SELECT key_id, alias_id, left_id, right_id FROM refused_join ORDER BY 1, 2')).rows;
  dump.source = (await pool.query('SELECT name, rank, data_time FROM source s WHERE data_time IS NOT NULL ORDER BY name')).rows;
  return dump;
}

/** What figures rest on, without ids: two databases with equal figures' inputs have equal dumps. */
export async function dumpInputs({ pool }: Database): Promise<Record<string, Attrs[]>> {
  const key = (column: string) => `(SELECT k.key FROM name a JOIN node k ON k.id = a.node_id WHERE a.id = f.${column})`;
  const queries = {
    nodes: `SELECT to_jsonb(n) - 'id' - 'conflicts' AS row FROM node n WHERE in_use`,
    aliases: "SELECT jsonb_build_object('name', a.text, 'node', n.key) AS row FROM name a JOIN node n ON n.id = a.node_id",
    edges: `SELECT DISTINCT jsonb_build_array(type, ${key('from_id')}, ${key('to_id')}, until, session_ttl, flags, basis, technique, detail) AS row FROM fact_edge f WHERE gone_at IS NULL`,
    grants: `SELECT DISTINCT jsonb_build_array(${key('from_id')}, class, ${key('resource_id')}, until, possible, basis, actions, detail) AS row FROM fact_grant f WHERE gone_at IS NULL`,
  };
  const dump: Record<string, Attrs[]> = {};
  for (const [name, query] of Object.entries(queries)) {
    const { rows } = await pool.query<{ row: Attrs }>(`${query} ORDER BY 1`);
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}
