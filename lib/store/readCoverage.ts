import { type CoverageSpan, readCovered, type SystemCoverage } from '../model/coverage.ts';
import type { Database } from './database.ts';

type Row = { system: string; what: string; from: Date; to: Date; gap_days: number; sources: { name: string; dataTime: string | null }[] };

/** What the facts that stand say is covered, by system: spans of one thing joined, and how many whole days between them nothing covers. `credentials` is left at 0. */
export async function readCoverage({ pool }: Database): Promise<SystemCoverage[]> {
  const { rows } = await pool.query<Row>(coverageSql);
  const systems = new Map<string, SystemCoverage>();
  for (const row of rows) {
    const of = systems.get(row.system) ?? { system: row.system, credentials: 0, inventories: [], logs: [], missing: [], sources: [] };
    systems.set(row.system, of);
    const { kind, what } = readCovered(row.what);
    const span: CoverageSpan = { what, from: row.from.toISOString(), to: row.to.toISOString(), gapDays: row.gap_days };
    if (kind === 'missing') of.missing.push(what);
    else of[kind === 'log' ? 'logs' : 'inventories'].push(span);
    for (const { name, dataTime } of row.sources) {
      if (!of.sources.some((source) => source.name === name)) of.sources.push({ name, ...(dataTime && { dataTime: new Date(dataTime).toISOString() }) });
    }
  }
  return [...systems.values()];
}

/** One row a system and thing; `range_agg` joins what touches. A log that ends at 23:59 and one that begins at 00:00 leave no gap of a day. */
const coverageSql = `
  SELECT c.system, said.what, min(from_time) AS from, max(to_time) AS to,
    (SELECT coalesce(sum(floor(extract(epoch FROM lower(gap) - upper(before)) / 86400)), 0)::int
     FROM (SELECT gap, lag(gap) OVER (ORDER BY gap) AS before FROM unnest(range_agg(tstzrange(from_time, to_time, '[]'))) gap) g WHERE before IS NOT NULL) AS gap_days,
    jsonb_agg(DISTINCT jsonb_build_object('name', s.name, 'dataTime', s.data_time)) AS sources
  FROM coverage c JOIN source s ON s.id = c.source_id CROSS JOIN LATERAL unnest(c.what) AS said (what)
  WHERE c.gone_at IS NULL AND c.from_time <= c.to_time GROUP BY 1, 2 ORDER BY 1, 2`;
