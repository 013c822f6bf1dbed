import type { PoolClient } from 'pg';
import { staleAfterDays } from '../model/coverage.ts';
import { fromData, type Moment, timeOf } from './paths/moment.ts';

/**
 * What the word of each source and import is worth as evidence (docs/remediation.md, "New data count if"). Makes two temporary tables:
 *
 * - `source_word` (source_id, newest, why, why_source): the newest import that is applied, null where none is; why nothing new of this source counts, null where it does. Of derived facts that is a
 *   matter of every source with documents of their scope.
 * - `import_word` (import_id, said, ended, why_source): of each import after `since`, why what it says does not count, and why what it no longer says does not; null where it does.
 */
export async function weighSources(client: PoolClient, moment: Moment, since: number): Promise<void> {
  await client.query(ownWordSql(moment));
  await client.query(sourceWordSql);
  await client.query('CREATE UNIQUE INDEX ON source_word (source_id); ANALYZE source_word');
  await client.query(importWordSql(since));
  await client.query('CREATE UNIQUE INDEX ON import_word (import_id); ANALYZE import_word');
  await client.query('DROP TABLE own_word');
}

export const dropSourceWords = 'DROP TABLE IF EXISTS source_word, import_word';

/** Made by no importer: they follow from others, or from rules. */
const followed = `('derived', 'settings')`;

const ownWordSql = (moment: Moment): string => `CREATE TEMP TABLE own_word ON COMMIT DROP AS
  SELECT s.id AS source_id, s.platform, s.scope, n.id AS newest, n.mode, CASE WHEN n.id IS NULL THEN 'taken back'
      WHEN n.data_time < ${timeOf(moment)} - interval '${staleAfterDays} days' THEN 'stale'
      WHEN EXISTS (SELECT FROM import h WHERE h.source_id = s.id AND h.state = 'held' AND (h.data_time, h.id) > (n.data_time, n.id)) THEN 'held'
      WHEN NOT n.complete THEN 'partial' END AS why
  FROM source s LEFT JOIN LATERAL (SELECT i.id, i.mode, i.complete, i.data_time FROM import i WHERE i.source_id = s.id AND i.state = 'applied'
    ORDER BY i.data_time DESC, i.id DESC LIMIT 1) n ON true
  WHERE ${fromData('s')}`;

const sourceWordSql = `CREATE TEMP TABLE source_word ON COMMIT DROP AS
  WITH documented AS (SELECT DISTINCT platform, scope, source_id FROM document WHERE gone_at IS NULL),
    derived AS (SELECT DISTINCT ON (o.source_id) o.source_id, w.why, w.source_id AS why_source FROM own_word o JOIN documented d ON d.platform = o.platform AND d.scope = o.scope
      JOIN own_word w ON w.source_id = d.source_id WHERE w.why IS NOT NULL ORDER BY o.source_id, w.source_id)
  SELECT o.source_id, o.newest, o.mode, o.platform IS NOT NULL AS derived, CASE WHEN o.platform IS NULL OR o.newest IS NULL THEN o.why ELSE d.why END AS why, coalesce(d.why_source, o.source_id) AS why_source
  FROM own_word o LEFT JOIN derived d USING (source_id)`;

/** Records rejected from the files that the import was read from; a confirming import's are those of the import that it confirms. */
const rejected = `(SELECT sum(l.rejected) FROM import h JOIN import_file l ON l.batch_id = h.batch_id AND l.file_set = h.file_set WHERE h.id = coalesce(i.confirms, i.id))`;

const importWordSql = (since: number): string => `CREATE TEMP TABLE import_word ON COMMIT DROP AS
  WITH plain AS (
      SELECT i.id, i.batch_id, w.why_source, coalesce(w.why, CASE WHEN NOT i.complete THEN 'partial' END) AS said,
        coalesce(w.why, CASE WHEN NOT i.complete THEN 'partial' WHEN ${rejected} > 0 THEN 'rejected' END) AS ended
      FROM import i JOIN source_word w ON w.source_id = i.source_id WHERE i.id > ${since} AND i.state = 'applied' AND i.format NOT IN ${followed}),
    documents AS (SELECT DISTINCT platform, scope, seen_from AS id FROM document WHERE seen_from > ${since} UNION SELECT DISTINCT platform, scope, gone_at FROM document WHERE gone_at > ${since}),
    because AS (
      SELECT i.id, p.id AS plain, p.said, p.ended, p.why_source FROM import i JOIN source s ON s.id = i.source_id JOIN plain p ON p.batch_id = i.batch_id
        JOIN documents d ON d.id = p.id AND d.platform = s.platform AND d.scope = s.scope
      WHERE i.id > ${since} AND i.format = 'derived' AND i.state = 'applied')
  SELECT id AS import_id, said, ended, why_source FROM plain
  UNION ALL
  SELECT i.id, ${ofDerived('said')}, ${ofDerived('ended')}, coalesce(CASE WHEN w.why IS NOT NULL THEN w.why_source END,
      (SELECT b.why_source FROM because b WHERE b.id = i.id AND b.ended IS NOT NULL ORDER BY b.plain LIMIT 1), i.source_id)
  FROM import i JOIN source_word w ON w.source_id = i.source_id WHERE i.id > ${since} AND i.format = 'derived' AND i.state = 'applied'`;

/** What was derived counts as far as the imports do that changed its documents; what an undo derived anew has none. */
const ofDerived = (word: 'said' | 'ended'): string => `coalesce(w.why, CASE WHEN NOT EXISTS (SELECT FROM because b WHERE b.id = i.id) THEN 'taken back'
    ELSE (SELECT b.${word} FROM because b WHERE b.id = i.id AND b.${word} IS NOT NULL ORDER BY b.plain LIMIT 1) END)`;
