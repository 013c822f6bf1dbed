import { KeyblastError } from '../model/errors.ts';
import type { Json } from '../model/facts.ts';
import type { PatternRule, RuleChange, RuleList } from '../model/patternRules.ts';
import { appendAudit } from './audit.ts';
import { type Database, inTransaction } from './database.ts';
import { lockFacts, nextGeneration } from './factsGeneration.ts';
import { readRules, replaceRules } from './patternRules.ts';
import { recomputeAlone } from './recomputeAlone.ts';

export const rulesAction = 'settings.patterns';

/**
 * Puts a list of rules in the place of the one that stands and applies it, in one transaction: the facts of the source `settings`, the nodes, the facts' generation.
 * Throws CONFLICT where `version` is not the list that stands: somebody else has changed it since.
 */
export function saveRules(
  database: Database,
  { version, rules }: { version: number; rules: readonly PatternRule[] },
  { actor, now }: { actor: string; now: Date },
): Promise<RuleList> {
  return inTransaction(database, async (client) => {
    await lockFacts(client);
    await client.query(`SET LOCAL work_mem = '128MB'; SET LOCAL jit = off`);
    const before = await readRules(client);
    if (before.version !== version)
      throw new KeyblastError('CONFLICT', 'Somebody else has changed the rules meanwhile. Load the page again, look at theirs, and make your change anew.');
    const after = await replaceRules(client, rules);
    if (await recomputeAlone(client, { actor, now })) await nextGeneration(client);
    await appendAudit(client, { at: now, actor, action: rulesAction, before: asJson(before.rules), after: asJson(after.rules) });
    return after;
  });
}

const asJson = (rules: readonly PatternRule[]): Json => rules.map((rule): Json => ({ ...rule }));

/** The last changes of the rules, newest first, as the audit log has them. */
export async function readRuleChanges({ pool }: Database, limit: number): Promise<RuleChange[]> {
  const { rows } = await pool.query<{ at: Date; actor: string; before: PatternRule[]; after: PatternRule[] }>(
    `SELECT a.at, coalesce(p.name, a.actor) AS actor, a.before, a.after FROM audit a LEFT JOIN person p ON p.id = a.actor WHERE a.action = $1 ORDER BY a.id DESC LIMIT $2`,
    [rulesAction, limit],
  );
  return rows.map(({ at, ...change }) => ({ at: at.toISOString(), ...change }));
}
