import { priorities } from '../lib/model/priority.ts';
import type { Context } from '../lib/services/context.ts';
import { listFindings } from '../lib/services/listFindings.ts';
import { must, percentile, timed } from './measureDatabase.ts';

export type FindingsMeasure = { findings: number; subjects: number; readOnceMs: number; pageMs: { p50: number; p95: number; most: number }; ratio: number };

/** Pages of findings with their counts: the first, far ones, and under every choice of one severity or rule; beside reading the rows of all subjects once, by the database alone. */
export async function measureFindings(ctx: Context): Promise<FindingsMeasure> {
  const first = must(await listFindings(ctx, {}));
  const { pool } = ctx.database;
  const { rows } = await pool.query<{ subjects: string; last: number }>('SELECT count(*) AS subjects, max(place) AS last FROM finding WHERE analysis_id = $1', [
    first.analysis.id,
  ]);
  const readOnce = await timed(() =>
    pool.query('SELECT sum(place + leak + takeover + cell + cardinality(since)), bit_or(rules) FROM finding WHERE analysis_id = $1', [first.analysis.id]),
  );
  const far = [0.25, 0.5, 0.75, 0.99].flatMap((part) =>
    priorities.map((_, severity) => `${first.analysis.id}.${severity}.${Math.floor(part * rows[0]!.last)}.0`),
  );
  const filters = [...priorities.map((severity) => `severity:${severity}`), ...first.rules.map(({ id }) => `rule:${id}`)];
  const questions = [{}, ...far.map((after) => ({ after })), ...filters.map((filter) => ({ filter }))];
  const taken: number[] = [];
  for (const question of questions) taken.push((await timed(async () => must(await listFindings(ctx, question)))).ms);
  const round = (ms: number): number => Math.round(ms * 10) / 10;
  const p95 = percentile(taken, 0.95);
  return {
    findings: first.total,
    subjects: Number(rows[0]!.subjects),
    readOnceMs: round(readOnce.ms),
    pageMs: { p50: round(percentile(taken, 0.5)), p95: round(p95), most: round(Math.max(...taken)) },
    ratio: round(p95 / readOnce.ms),
  };
}
