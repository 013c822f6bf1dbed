import type { Scenario } from '../model/figures.ts';
import { type Band, bands, lifeUnitSeconds } from '../model/weights.ts';
import type { Database } from './database.ts';

/** How many credentials went from one band to another between two analyses; null: not there, or not usable. */
export type BandMove = { scenario: Scenario; from: Band | null; to: Band | null; count: number };
export type Move = {
  credential: string;
  from: { actionDays: number; band: Band } | null;
  to: { actionDays: number; band: Band } | null;
};

/** A row a credential that either analysis has; $1 and $2 are the analyses. */
const joined = (columns: string): string => `SELECT coalesce(b.node_id, a.node_id) AS node, ${columns}
  FROM (SELECT * FROM result WHERE analysis_id = $1 AND usable) a FULL JOIN (SELECT * FROM result WHERE analysis_id = $2 AND usable) b ON b.node_id = a.node_id`;
const bandOf = (index: number | null): Band | null => (index === null ? null : bands[index]!);

/** Whether the rows of both analyses are kept. */
export async function hasBoth({ pool }: Database, before: number, after: number): Promise<boolean> {
  const { rows } = await pool.query<{ kept: number }>('SELECT count(*)::integer AS kept FROM analysis WHERE id IN ($1, $2) AND has_rows', [before, after]);
  return rows[0]!.kept === (before === after ? 1 : 2);
}

/** Credentials whose band differs, by band before and after; certain. */
export async function readBandMoves({ pool }: Database, before: number, after: number): Promise<BandMove[]> {
  const { rows } = await pool.query<{ scenario: Scenario; before: number | null; after: number | null; count: number }>(
    `SELECT scenario, before, after, count(*)::integer AS count
     FROM (${joined('a.leak_band AS leak_before, b.leak_band AS leak_after, a.takeover_band AS takeover_before, b.takeover_band AS takeover_after')}) m
       CROSS JOIN LATERAL (VALUES ('leak', leak_before, leak_after), ('takeover', takeover_before, takeover_after)) v (scenario, before, after)
     WHERE before IS DISTINCT FROM after GROUP BY 1, 2, 3 ORDER BY 1, 3 DESC NULLS LAST, 2 DESC NULLS LAST`,
    [before, after],
  );
  return rows.map(({ scenario, before: from, after: to, count }) => ({ scenario, from: bandOf(from), to: bandOf(to), count }));
}

/** The credentials whose action-days of a leak, certain, moved most; ties by key. */
export async function readMoves({ pool }: Database, before: number, after: number, limit: number): Promise<Move[]> {
  const { rows } = await pool.query<{ key: string; before: number | null; after: number | null; from_band: number | null; to_band: number | null }>(
    `SELECT n.key, m.before, m.after, m.from_band, m.to_band
     FROM (${joined('a.leak_units AS before, b.leak_units AS after, a.leak_band AS from_band, b.leak_band AS to_band')}) m JOIN node n ON n.id = m.node
     WHERE m.before IS DISTINCT FROM m.after ORDER BY abs(coalesce(m.after, 0) - coalesce(m.before, 0)) DESC, n.key LIMIT $3`,
    [before, after, limit],
  );
  const end = (units: number | null, band: number | null) =>
    units === null || band === null ? null : { actionDays: Math.round(((units * lifeUnitSeconds) / 86_400) * 1e6) / 1e6, band: bands[band]! };
  return rows.map((row) => ({ credential: row.key, from: end(row.before, row.from_band), to: end(row.after, row.to_band) }));
}
