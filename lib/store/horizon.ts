import type { PoolClient } from 'pg';
import { type Horizon, type HorizonBasis, type HorizonOrigin, horizonOf } from '../model/horizon.ts';
import { readMeasured } from './containment.ts';

type Queries = Pick<PoolClient, 'query'>;

/** T for analyses that are not asked for another, and where it is from. */
export async function readHorizon(client: Queries, now: Date): Promise<Horizon> {
  const { rows } = await client.query<{ key: string; value: string }>(
    `SELECT key, value #>> '{}' AS value FROM setting WHERE key IN ('horizon.days', 'horizon.hold')`,
  );
  const said = new Map(rows.map(({ key, value }) => [key, value]));
  const set = said.get('horizon.days');
  const { rows: analyses } = await client.query<{ days: number; origin: HorizonOrigin | null }>(
    'SELECT horizon_days AS days, horizon_origin AS origin FROM analysis ORDER BY id DESC LIMIT 1',
  );
  const last = analyses[0]?.origin === 'measured' ? analyses[0].days : undefined;
  return horizonOf({
    ...(set !== undefined && { set: Number(set) }),
    ...(last !== undefined && { last }),
    hold: said.get('horizon.hold') === 'true',
    measured: await readMeasured(client, now),
  });
}

/** What a manager sets, and whether it is to stay. */
export async function writeHorizon(client: Queries, { days, hold }: { days?: number; hold?: boolean }): Promise<void> {
  for (const [key, value] of [
    ['horizon.days', days],
    ['horizon.hold', hold],
  ] as const)
    if (value !== undefined)
      await client.query('INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()', [
        key,
        JSON.stringify(value),
      ]);
}

/** What a measured T rests on, out of a row of `analysis`; nothing where it was not measured. */
export const horizonBasis = (row: { horizon_closures: number | null; horizon_open: number | null }): { horizonBasis?: HorizonBasis } =>
  row.horizon_closures === null || row.horizon_open === null ? {} : { horizonBasis: { closures: row.horizon_closures, open: row.horizon_open } };

/** Keeps with an analysis what its T rests on, where that was measured. In its transaction, before its tasks are checked. @param now when it was asked for */
export async function writeHorizonBasis(client: Queries, analysis: number, now: Date): Promise<void> {
  const { closures, open } = await readMeasured(client, now);
  await client.query(`UPDATE analysis SET horizon_closures = $2, horizon_open = $3 WHERE id = $1 AND horizon_origin = 'measured'`, [analysis, closures, open]);
}
