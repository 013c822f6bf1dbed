import { type Scenario, scenarios } from '../model/figures.ts';
import type { HorizonOrigin } from '../model/horizon.ts';
import { type Trend, type TrendFigure, type TrendImport, type TrendImports, type TrendMeasure, type TrendPoint, trendMeasures } from '../model/trend.ts';
import type { Database } from './database.ts';
import { horizonBasis } from './horizon.ts';

/** Imports named a point; the others are counted. */
const named = 6;

type Row = {
  id: number;
  as_of: Date;
  horizon_days: number;
  horizon_origin: HorizonOrigin | null;
  horizon_closures: number | null;
  horizon_open: number | null;
  weights_version: string;
  credentials: number;
  older: string;
  figures: Record<Scenario, Record<TrendMeasure, TrendFigure>>;
};

/** The newest `limit` analyses as points over time, from the aggregates that are kept for ever, each with the imports that it is the first to count. */
export async function readTrend({ pool }: Database, limit: number): Promise<Trend> {
  const { rows } = await pool.query<Row>(pointsSql, [limit]);
  const imports = await importsByAnalysis(pool);
  const points = rows.map(
    (row): TrendPoint => ({
      analysis: row.id,
      asOf: row.as_of.toISOString(),
      horizonDays: row.horizon_days,
      horizonOrigin: row.horizon_origin,
      ...horizonBasis(row),
      weightsVersion: row.weights_version,
      credentials: row.credentials,
      ...row.figures,
      imports: imports.get(row.id) ?? noImports,
    }),
  );
  points.sort((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf) || a.analysis - b.analysis);
  return { points, older: Number(rows[0]?.older ?? 0), waiting: imports.get(notYet) ?? noImports };
}

const noImports: TrendImports = { count: 0, changed: 0, some: [] };
/** In place of an analysis: none has counted them yet. */
const notYet = 0;

const figureSql = (scenario: Scenario): string =>
  trendMeasures
    .map((measure) => `'${measure}', jsonb_build_object('certain', ${scenario}->'${measure}', 'upTo', ${scenario}->'upTo'->'${measure}')`)
    .join(', ');
const pointsSql = `
  SELECT id, as_of, horizon_days, horizon_origin, horizon_closures, horizon_open, weights_version, credentials, greatest(0, count(*) OVER () - $1) AS older,
    jsonb_build_object(${scenarios.map((scenario) => `'${scenario}', jsonb_build_object(${figureSql(scenario)})`).join(', ')}) AS figures
  FROM analysis ORDER BY id DESC LIMIT $1`;

/**
 * Imports by the first analysis that was started once they were in; those of derived facts follow from others and are left out, held ones have changed nothing.
 * An import that was committed while an analysis had been started and not yet read its facts counts for the next.
 */
const importsSql = `
  WITH brought AS (
    SELECT i.id, s.name AS source, i.imported_at, i.accepted AS facts, i.state = 'undone' AS undone, coalesce(b.finished_at, i.imported_at) AS at,
      i.nodes_added + i.nodes_changed + i.nodes_gone + i.edges_added + i.edges_changed + i.edges_gone AS changed
    FROM import i JOIN source s ON s.id = i.source_id JOIN batch b ON b.id = i.batch_id WHERE i.state IN ('applied', 'undone') AND i.format <> 'derived'),
  counted AS (
    SELECT brought.*, coalesce((SELECT a.id FROM analysis a WHERE a.started_at >= brought.at ORDER BY a.started_at, a.id LIMIT 1), ${notYet}) AS analysis FROM brought),
  ranked AS (SELECT counted.*, row_number() OVER (PARTITION BY analysis ORDER BY changed DESC, facts DESC, id) AS place FROM counted)
  SELECT analysis, count(*) AS count, sum(changed) AS changed,
    jsonb_agg(jsonb_build_object('id', id, 'source', source, 'importedAt', imported_at, 'facts', facts, 'changed', changed, 'undone', undone) ORDER BY place)
      FILTER (WHERE place <= ${named}) AS some
  FROM ranked GROUP BY analysis`;

async function importsByAnalysis(pool: Database['pool']): Promise<Map<number, TrendImports>> {
  const { rows } = await pool.query<{ analysis: number; count: string; changed: string; some: TrendImport[] }>(importsSql);
  return new Map(
    rows.map(({ analysis, count, changed, some }) => [
      analysis,
      { count: Number(count), changed: Number(changed), some: some.map((one) => ({ ...one, importedAt: new Date(one.importedAt).toISOString() })) },
    ]),
  );
}
