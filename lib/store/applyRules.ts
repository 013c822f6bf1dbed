import type { PoolClient } from 'pg';
import { nodeKinds } from '../model/facts.ts';
import type { SourceReport } from '../model/importReport.ts';
import { likePattern, settingsRank, settingsSource } from '../model/patternRules.ts';
import { applyImports } from './applyImports.ts';
import { clearApplied } from './applyStaged.ts';
import { ensureSource, refreshSources, type SourceImport } from './batchSources.ts';
import { changedImports } from './deriveScopes.ts';
import { textDigest } from './factDigest.ts';
import { type RuleRow, readRuleRows } from './patternRules.ts';
import { inEstate, kindOfPlace } from './places.ts';
import type { FactStage } from './stageFacts.ts';

/** A batch under way: what follows from it belongs to it. */
export type Batch = { stage: FactStage; batchId: number; now: Date };

const resource = nodeKinds.indexOf('resource');
const credential = nodeKinds.indexOf('credential');

/**
 * Brings the facts of the source `settings` up to date with the rules: a snapshot that replaces itself, one record for each node that a rule decides, with the rules
 * that say so in `attrs.settings`. A record neither says that its node exists nor what kind it has: it is written as a resource's, which every other record outranks,
 * and stays away from nodes that only it would describe, unless they are resources or credentials of the estate (a record of an identity would have to say of which
 * kind). Never held. Answers undefined where nothing changed, no import either. Needs `standing`, `place` and `component` of `recomputeNodes`; uses the stages up.
 */
export async function applyRules(client: PoolClient, batch: Batch): Promise<SourceReport | undefined> {
  const rules = await readRuleRows(client);
  if (rules.length === 0 && !(await standsByRule(client))) return undefined;
  await batch.stage.clear();
  await clearApplied(client);
  await matchRules(client, rules);
  const { rowCount } = await client.query(stageSql, [settingsSource]);
  await client.query('DROP TABLE rule_match');
  await batch.stage.finish();
  const one = await insertRulesImport(client, batch, rules, rowCount ?? 0);
  const [report] = await applyImports(client, [one], false, batch.now);
  const changed = await changedImports(client);
  if (!changed.has(one.importId)) await client.query('DELETE FROM import WHERE id = $1', [one.importId]);
  await refreshSources(client);
  return changed.has(one.importId) ? report : undefined;
}

/** False also where an import brought the facts of `settings` from elsewhere: these stay until there are rules here. */
async function standsByRule(client: PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM fact_node f JOIN import i ON i.id = f.seen_from WHERE i.format = 'settings' AND f.gone_at IS NULL LIMIT 1`,
  );
  return rowCount === 1;
}

/** rule_match (root_id, rule_id): every node that has a name like a rule's pattern. One statement a rule, so that a pattern with a beginning goes by the index of names. */
async function matchRules(client: PoolClient, rules: readonly RuleRow[]): Promise<void> {
  await client.query('CREATE TEMP TABLE rule_match (root_id integer NOT NULL, rule_id integer NOT NULL) ON COMMIT DROP');
  for (const { id, pattern } of rules) {
    await client.query(
      `INSERT INTO rule_match SELECT DISTINCT coalesce(c.root_id, n.id), $1::integer FROM name n LEFT JOIN component c ON c.name_id = n.id WHERE n.text LIKE $2`,
      [id, likePattern(pattern)],
    );
  }
  await client.query('ANALYZE rule_match');
}

/** What other sources say there is, of what matched; then the first rule of each field; then one record a node. */
const stageSql = `WITH roots AS (SELECT DISTINCT root_id FROM rule_match),
    names AS (SELECT root_id, root_id AS name_id FROM roots UNION ALL SELECT c.root_id, c.name_id FROM component c JOIN roots USING (root_id)),
    described AS (SELECT n.root_id, min(f.kind) AS kind FROM names n JOIN fact_node f ON f.name_id = n.name_id AND f.gone_at IS NULL
      JOIN standing st ON st.import_id = f.seen_from WHERE st.source <> $1 GROUP BY 1),
    placed AS (SELECT n.root_id, bit_or(p.place) AS place FROM names n JOIN place p USING (name_id) GROUP BY 1),
    ended AS (SELECT DISTINCT unnest(f.name_id || coalesce(f.alias_ids, '{}')) AS name_id FROM fact_node f JOIN import b ON b.id = f.seen_from AND b.state = 'applied'
      JOIN source s ON s.id = b.source_id WHERE f.gone_at IS NOT NULL AND s.name <> $1),
    there AS (SELECT r.root_id, d.kind, ${resource} AS record FROM roots r JOIN described d USING (root_id)
      UNION ALL SELECT p.root_id, k.kind, k.kind FROM placed p CROSS JOIN LATERAL (SELECT ${kindOfPlace('p.place')} AS kind) k
        WHERE NOT EXISTS (SELECT FROM described d WHERE d.root_id = p.root_id) AND NOT EXISTS (SELECT FROM ended e WHERE e.name_id = p.root_id)
          AND (k.kind = ${resource} OR (k.kind = ${credential} AND ${inEstate('p.place')}))),
    chosen AS (SELECT DISTINCT ON (m.root_id, r.field) m.root_id, r.id, r.pattern, r.field,
        CASE r.field WHEN 'sensitivity' THEN to_jsonb(r.value::integer) ELSE to_jsonb(r.value) END AS value
      FROM rule_match m JOIN pattern_rule r ON r.id = m.rule_id JOIN there t ON t.root_id = m.root_id
      WHERE r.kind IS NULL OR r.kind = t.kind ORDER BY m.root_id, r.field, r.position),
    said AS (SELECT root_id, jsonb_object_agg(field, value) || jsonb_build_object('attrs', jsonb_build_object('settings',
        jsonb_object_agg(field, jsonb_build_object('rule', id, 'pattern', pattern)))) AS fields FROM chosen GROUP BY root_id)
  INSERT INTO stage_node (source_no, digest, key, kind, fields)
  SELECT 0, left(encode(sha256(convert_to(concat_ws(' ', t.record, n.text, s.fields::text), 'UTF8')), 'hex'), 32)::uuid, n.text, t.record, s.fields
  FROM said s JOIN there t USING (root_id) JOIN name n ON n.id = s.root_id`;

/** The import row that the snapshot stands under: never older than what it replaces. */
async function insertRulesImport(client: PoolClient, { batchId, now }: Batch, rules: readonly RuleRow[], facts: number): Promise<SourceImport> {
  const { id: sourceId } = await ensureSource(client, settingsSource, settingsRank, settingsRank);
  const { rows } = await client.query<{ id: number; data_time: Date }>(
    `INSERT INTO import (batch_id, source_id, format, importer_version, given_name, digest, rank, mode, complete, data_time, imported_at, state, file_set, accepted)
     SELECT $1, $2, 'settings', '1', '', decode($3, 'hex'), $4, 'snapshot', true, greatest($5::timestamptz, (SELECT max(data_time) FROM import WHERE source_id = $2 AND state = 'applied')),
       $5, 'applied', -1, $6 RETURNING id, data_time`,
    [batchId, sourceId, textDigest(JSON.stringify(rules)), settingsRank, now, facts],
  );
  const { id: importId, data_time: dataTime } = rows[0]!;
  const none = { added: 0, changed: 0, gone: 0 };
  return {
    importId,
    sourceId,
    source: settingsSource,
    sourceNos: [0],
    format: 'settings',
    mode: 'snapshot',
    complete: true,
    dataTime,
    facts,
    nodes: none,
    edges: none,
  };
}
