import type { PoolClient } from 'pg';
import { joinNames } from '../model/nodes.ts';
import { settingsSource } from '../model/patternRules.ts';
import { CopyWriter } from './copy.ts';

/**
 * Fills the temporary table component (name_id, root_id) with every name that is not its own root, and refused_join with the joins that were not made.
 *
 * Most aliases belong to one record's key and meet nothing else; those are joined here, by the hundred thousand. Only keys that share an alias, are one
 * themselves, or stand in a `distinct` pair are brought to `joinNames`, which alone decides.
 */
export async function joinStoredNames(client: PoolClient): Promise<void> {
  await client.query(`CREATE TEMP TABLE component (name_id integer PRIMARY KEY, root_id integer NOT NULL) ON COMMIT DROP`);
  await client.query('DELETE FROM refused_join');
  await client.query(pairSql);
  await client.query('ANALYZE pair');
  await client.query(knottySql);
  await client.query('ANALYZE knotty');
  await client.query(`INSERT INTO component SELECT alias_id, key_id FROM pair WHERE NOT EXISTS (SELECT FROM knotty WHERE knotty.key_id = pair.key_id)`);
  await joinKnotty(client);
  await client.query('DROP TABLE pair, knotty');
}

const pairSql = `CREATE TEMP TABLE pair ON COMMIT DROP AS
  SELECT DISTINCT f.name_id AS key_id, a.id AS alias_id FROM fact_node f CROSS JOIN LATERAL unnest(f.alias_ids) AS a (id)
  WHERE f.gone_at IS NULL AND f.alias_ids IS NOT NULL AND a.id <> f.name_id`;

/** True of a name that some record has as its key. What the rules of the settings say of a node does not make one: the name that stands for it must not depend on them. */
const isDescribed = (name: string): string =>
  `EXISTS (SELECT FROM fact_node f JOIN source s ON s.id = f.source_id WHERE f.name_id = ${name} AND f.gone_at IS NULL AND s.name <> '${settingsSource}')`;

/** Pairs of names that are not the same: by facts, and by corrections in force. */
const apartSql = `SELECT left_id, right_id FROM fact_distinct WHERE gone_at IS NULL UNION SELECT name_id, to_id FROM correction WHERE kind = 'not the same' AND ended_at IS NULL`;

/** Keys whose joins may meet others. */
const knottySql = `CREATE TEMP TABLE knotty ON COMMIT DROP AS
  WITH apart AS (${apartSql}), kept_apart AS (SELECT left_id AS id FROM apart UNION SELECT right_id FROM apart),
    shared AS (SELECT alias_id AS id FROM pair GROUP BY alias_id HAVING count(*) > 1
      UNION SELECT p.alias_id FROM pair p WHERE ${isDescribed('p.alias_id')}
      UNION SELECT id FROM kept_apart)
  SELECT DISTINCT key_id FROM pair WHERE alias_id IN (SELECT id FROM shared) OR key_id IN (SELECT id FROM kept_apart) OR key_id IN (SELECT alias_id FROM pair)`;

async function joinKnotty(client: PoolClient): Promise<void> {
  const { rows: pairs } = await client.query<{ key: string; alias: string }>(`SELECT k.text AS key, a.text AS alias
    FROM pair p JOIN knotty USING (key_id) JOIN name k ON k.id = p.key_id JOIN name a ON a.id = p.alias_id`);
  if (pairs.length === 0) return;
  // A key without aliases of its own that is another's alias is described as well.
  const { rows: described } = await client.query<{
    key: string;
  }>(`SELECT DISTINCT n.text AS key FROM pair p JOIN knotty USING (key_id) JOIN name n ON n.id = p.alias_id
    WHERE ${isDescribed('p.alias_id')}`);
  const { rows: apart } = await client.query<{ left: string; right: string }>(`SELECT l.text AS left, r.text AS right
    FROM (${apartSql}) d JOIN name l ON l.id = d.left_id JOIN name r ON r.id = d.right_id`);
  const records = [...pairs.map(({ key, alias }) => ({ key, aliases: [alias] })), ...described];
  const names = joinNames(
    records,
    apart.map(({ left, right }): [string, string] => [left, right]),
  );
  await client.query('CREATE TEMP TABLE joined (name text COLLATE "C", root text COLLATE "C") ON COMMIT DROP');
  const writer = new CopyWriter(client, 'joined', ['name', 'root']);
  for (const [name, root] of names.canonical) {
    if (name !== root) writer.add([name, root]);
    if (writer.full) await writer.flush();
  }
  await writer.flush();
  await client.query('INSERT INTO component SELECT n.id, r.id FROM joined j JOIN name n ON n.text = j.name JOIN name r ON r.text = j.root; DROP TABLE joined');
  for (const { key, alias, because } of names.refused) {
    await client.query(
      `INSERT INTO refused_join (key_id, alias_id, left_id, right_id) SELECT k.id, a.id, l.id, r.id FROM name k, name a, name l, name r
       WHERE k.text = $1 AND a.text = $2 AND l.text = $3 AND r.text = $4`,
      [key, alias, ...because],
    );
  }
}
