import type { PoolClient } from 'pg';
import { nodeKinds } from '../model/facts.ts';
import { likePattern, type PatternRule, type RuleEffect, type RuleExample, type RulePreview, settingsSource } from '../model/patternRules.ts';
import { defaultSensitivity } from '../model/weights.ts';
import { type Database, inTransaction } from './database.ts';

/** Examples a rule: enough to see whether a pattern means what was meant. */
const examplesShown = 5;

/** What a draft of rules would do to the nodes as they stand; changes nothing. Reads every name once a rule whose pattern begins with `*`. */
export function previewRules(database: Database, rules: readonly PatternRule[]): Promise<RulePreview> {
  return inTransaction(
    database,
    async (client) => {
      await client.query(`SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; SET LOCAL statement_timeout = '60s'`);
      await matchDraft(client, rules);
      await client.query(choiceSql);
      const effects = await readEffects(client, rules.length);
      const { rows } = await client.query<{ changed: string; released: string }>(totalsSql, [settingsSource]);
      return { rules: effects, changed: Number(rows[0]!.changed), released: Number(rows[0]!.released) };
    },
    'ROLLBACK',
  );
}

/** Nodes that a rule can say something of, as `applyRules` has it: described by something, or at least a resource or a credential of the estate that is not gone. */
const canBeRuled = `n.in_use AND (n.described OR (n.gone_at IS NULL AND (n.kind = ${nodeKinds.indexOf('resource')} OR (n.kind = ${nodeKinds.indexOf('credential')} AND n.in_estate))))`;

async function matchDraft(client: PoolClient, rules: readonly PatternRule[]): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE draft_match (rule integer NOT NULL, field text NOT NULL, value text NOT NULL, node_id integer NOT NULL, name text NOT NULL) ON COMMIT DROP`,
  );
  for (const [rule, { pattern, kind, field, value }] of rules.entries()) {
    await client.query(
      `INSERT INTO draft_match SELECT $1::integer, $2::text, $3::text, n.id, coalesce(min(a.text) FILTER (WHERE a.text = n.key), min(a.text)) FROM name a JOIN node n ON n.id = a.node_id
       WHERE a.text LIKE $4 AND ($5::smallint IS NULL OR n.kind = $5) AND ${canBeRuled} GROUP BY n.id`,
      [rule, field, value, likePattern(pattern), kind === undefined ? null : nodeKinds.indexOf(kind)],
    );
  }
  await client.query('ANALYZE draft_match');
}

/** draft_choice: what would be said of each field of each node, and what is said now. */
const choiceSql = `CREATE TEMP TABLE draft_choice ON COMMIT DROP AS
  SELECT c.*, n.key, CASE c.field WHEN 'environment' THEN n.environment WHEN 'owner' THEN n.owner WHEN 'system' THEN n.system
    ELSE coalesce(n.sensitivity, ${defaultSensitivity})::text END AS now
  FROM (SELECT DISTINCT ON (node_id, field) * FROM draft_match ORDER BY node_id, field, rule) c JOIN node n ON n.id = c.node_id`;

async function readEffects(client: PoolClient, rules: number): Promise<RuleEffect[]> {
  const counts = await client.query<{ rule: number; matches: string; decides: string; changes: string }>(
    `SELECT m.rule, m.matches, coalesce(c.decides, 0) AS decides, coalesce(c.changes, 0) AS changes
     FROM (SELECT rule, count(*) AS matches FROM draft_match GROUP BY 1) m
       LEFT JOIN (SELECT rule, count(*) AS decides, count(*) FILTER (WHERE now IS DISTINCT FROM value) AS changes FROM draft_choice GROUP BY 1) c USING (rule)`,
  );
  const examples = await client.query<{ rule: number; key: string; name: string; now: string | null; value: string }>(
    `SELECT rule, key, name, now, value FROM (SELECT *, row_number() OVER (PARTITION BY rule ORDER BY now IS NOT DISTINCT FROM value, key) AS place FROM draft_choice) e
     WHERE place <= $1 ORDER BY rule, place`,
    [examplesShown],
  );
  const shown = (rule: number): RuleExample[] =>
    examples.rows
      .filter((row) => row.rule === rule)
      .map(({ key, name, now, value }) => ({ key, ...(name !== key && { alias: name }), ...(now !== null && { now }), would: value }));
  return Array.from({ length: rules }, (_, rule) => {
    const row = counts.rows.find((count) => count.rule === rule);
    return { matches: Number(row?.matches ?? 0), decides: Number(row?.decides ?? 0), changes: Number(row?.changes ?? 0), examples: shown(rule) };
  });
}

/** Changed: another value, or what a rule says now and no rule of the draft would. */
const totalsSql = `WITH released AS (
    SELECT a.node_id, field FROM fact_node f JOIN source s ON s.id = f.source_id AND s.name = $1 JOIN name a ON a.id = f.name_id
      CROSS JOIN LATERAL jsonb_object_keys(f.fields - 'attrs') AS field
    WHERE f.gone_at IS NULL AND a.node_id IS NOT NULL AND NOT EXISTS (SELECT FROM draft_choice c WHERE c.node_id = a.node_id AND c.field = field))
  SELECT (SELECT count(*) FROM (SELECT node_id FROM draft_choice WHERE now IS DISTINCT FROM value UNION SELECT node_id FROM released) d) AS changed,
    (SELECT count(DISTINCT node_id) FROM released) AS released`;
