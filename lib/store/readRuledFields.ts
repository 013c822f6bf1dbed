import { type RuledFields, ruleFields, settingsSource } from '../model/patternRules.ts';
import type { Database } from './database.ts';

/** Which fields of the node with this key a rule of the settings says, and which rule; empty where none does. */
export async function readRuledFields({ pool }: Database, key: string): Promise<RuledFields> {
  const { rows } = await pool.query<{ settings: Record<string, unknown> | null }>(
    `SELECT f.fields -> 'attrs' -> 'settings' AS settings FROM name k JOIN name a ON a.node_id = k.node_id JOIN fact_node f ON f.name_id = a.id AND f.gone_at IS NULL
     JOIN source s ON s.id = f.source_id AND s.name = $2 WHERE k.text = $1`,
    [key, settingsSource],
  );
  const ruled: RuledFields = {};
  for (const { settings } of rows) {
    for (const field of ruleFields) {
      const why = settings?.[field];
      if (isWhy(why)) ruled[field] = { rule: why.rule, pattern: why.pattern };
    }
  }
  return ruled;
}

/** Facts of the source `settings` may also come out of a file, with anything in their attributes. */
const isWhy = (value: unknown): value is { rule: number; pattern: string } =>
  typeof value === 'object' && value !== null && 'rule' in value && typeof value.rule === 'number' && 'pattern' in value && typeof value.pattern === 'string';
