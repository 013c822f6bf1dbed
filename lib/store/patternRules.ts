import type { PoolClient } from 'pg';
import { nodeKinds } from '../model/facts.ts';
import type { PatternRule, RuleField, RuleList } from '../model/patternRules.ts';

type Queries = Pick<PoolClient, 'query'>;
export type RuleRow = { id: number; pattern: string; kind: number | null; field: RuleField; value: string };

/** The rules in the order in which they decide. */
export async function readRuleRows(client: Queries): Promise<RuleRow[]> {
  return (await client.query<RuleRow>('SELECT id, pattern, kind, field, value FROM pattern_rule ORDER BY position, id')).rows;
}

export async function readRules(client: Queries): Promise<RuleList> {
  const { rows } = await client.query<{ version: string }>(`SELECT value #>> '{}' AS version FROM setting WHERE key = 'patterns.version'`);
  return { version: Number(rows[0]?.version ?? 0), rules: (await readRuleRows(client)).map(asRule) };
}

const asRule = ({ id, pattern, kind, field, value }: RuleRow): PatternRule => ({ id, pattern, ...(kind !== null && { kind: nodeKinds[kind]! }), field, value });

/** Puts this list in the place of the one that stands; rules that keep their id keep it. Answers the list as it is now. */
export async function replaceRules(client: Queries, rules: readonly PatternRule[]): Promise<RuleList> {
  const kept = rules.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await client.query('DELETE FROM pattern_rule WHERE id <> ALL($1)', [kept]);
  for (const [position, { id, pattern, kind, field, value }] of rules.entries()) {
    const values = [position, pattern, kind === undefined ? null : nodeKinds.indexOf(kind), field, value];
    const updated =
      id !== undefined &&
      (await client.query('UPDATE pattern_rule SET position = $2, pattern = $3, kind = $4, field = $5, value = $6 WHERE id = $1', [id, ...values]));
    // A rule of an earlier list that is brought back gets a number of its own: the old one may stand in evidence of another.
    if (!updated || updated.rowCount === 0)
      await client.query('INSERT INTO pattern_rule (position, pattern, kind, field, value) VALUES ($1, $2, $3, $4, $5)', values);
  }
  await client.query(`UPDATE setting SET value = to_jsonb((value #>> '{}')::bigint + 1), updated_at = now() WHERE key = 'patterns.version'`);
  return readRules(client);
}
