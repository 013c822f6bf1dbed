import { analyzeEstate } from '../lib/services/analyzeEstate.ts';
import type { Context } from '../lib/services/context.ts';
import { createTasks } from '../lib/services/createTasks.ts';
import { listTasks } from '../lib/services/listTasks.ts';
import { showTask } from '../lib/services/showTask.ts';
import { undoTasks } from '../lib/services/undoTasks.ts';
import { must, percentile, timed } from './measureDatabase.ts';

type Beside = { ms: number; readOnceMs: number; ratio: number };
export type TasksMeasure = {
  subjects: number;
  /** Tasks on everything that a filter matches, one each, beside writing as many rows of the same tables out of what they hold. */
  create: Beside & { tasks: number };
  /** What the check adds to an analysis, beside reading the subjects and every table of facts once. */
  check: { analysisMs: number; withoutTasksMs: number } & Beside;
  /** Boards, tables sorted in every way, and one task, beside reading all tasks once. */
  pages: { p50: number; p95: number; most: number; readOnceMs: number; ratio: number };
};

const round = (value: number): number => Math.round(value * 10) / 10;
const beside = (ms: number, readOnceMs: number): Beside => ({ ms: round(ms), readOnceMs: round(readOnceMs), ratio: round(ms / readOnceMs) });

/** Tasks by the hundred thousand: making them on a filter, checking them in an analysis, and boards that page. On an estate that was analysed and has no task; leaves none. */
export async function measureTasks(ctx: Context, most: number): Promise<TasksMeasure> {
  const analyse = () => timed(async () => must(await analyzeEstate(ctx, {})));
  const without = await analyse();
  const filter = await filterOf(ctx, most);
  const created = await timed(async () => must(await createTasks(ctx, { control: 'revoke', credentials: { filter }, split: 'each' })));
  const { subjects, act, count } = created.value;
  const write = await writeOnce(ctx);
  const read = await readOnce(ctx);
  const withTasks = await analyse();
  const pages = await measurePages(ctx);
  must(await undoTasks(ctx, { act }));
  return {
    subjects,
    create: { tasks: count, ...beside(created.ms, write) },
    check: { analysisMs: round(withTasks.ms), withoutTasksMs: round(without.ms), ...beside(Math.max(0, withTasks.ms - without.ms), read) },
    pages,
  };
}

/** Credentials by a prefix of their keys, as many as come nearest to what is asked for. */
async function filterOf(ctx: Context, most: number): Promise<string> {
  const bounds = must(await ctx.engine.ask('rows', { limit: 1 })).matching;
  if (bounds <= most) return '';
  let [low, high] = [0, 10_000_000];
  for (let step = 0; step < 30 && high - low > 1; step++) {
    const middle = (low + high) / 2;
    const { matching } = must(await ctx.engine.ask('rows', { filter: `leak.actionDays:<=${middle}`, limit: 1 }));
    if (matching <= most) low = middle;
    else high = middle;
  }
  return `leak.actionDays:<=${low}`;
}

/** The same rows into tables of the same columns, without asking anything. */
async function writeOnce({ database: { pool } }: Context): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { ms } = await timed(() =>
      client.query(
        `CREATE TEMP TABLE t ON COMMIT DROP AS SELECT * FROM task; CREATE TEMP TABLE s ON COMMIT DROP AS SELECT * FROM task_subject; CREATE TEMP TABLE e ON COMMIT DROP AS SELECT * FROM task_event`,
      ),
    );
    await client.query('ROLLBACK');
    return ms;
  } finally {
    client.release();
  }
}

async function readOnce({ database: { pool } }: Context): Promise<number> {
  const { ms } = await timed(() =>
    pool.query(`SELECT (SELECT sum(id + name_id + cardinality(witness)) FROM task_subject), (SELECT sum(name_id + seen_from) FROM fact_node WHERE gone_at IS NULL),
      (SELECT sum(from_id + to_id) FROM fact_edge WHERE gone_at IS NULL), (SELECT sum(from_id + resource_id) FROM fact_grant WHERE gone_at IS NULL)`),
  );
  return ms;
}

async function measurePages(ctx: Context): Promise<TasksMeasure['pages']> {
  const read = await timed(() => ctx.database.pool.query('SELECT sum(id + subjects + gone), max(due), max(title) FROM task'));
  const orders = ['due', '-due', 'band', '-band', 'created', '-created', 'status', '-status', 'owner', '-owner'] as const;
  const questions = [
    ...(['open', 'in progress', 'claimed done', 'verified', 'accepted'] as const).map((status) => ({ status: [status], limit: 20 })), // the board's columns
    ...orders.flatMap((sort) => [0, 500, 50_000].map((offset) => ({ sort, offset, limit: 50 }))),
    { search: 'key', limit: 50 },
    { overdue: true, limit: 50 },
  ];
  const taken: number[] = [];
  for (const question of questions) taken.push((await timed(async () => must(await listTasks(ctx, question)))).ms);
  const first = must(await listTasks(ctx, { limit: 1 })).rows[0];
  if (first) taken.push((await timed(async () => must(await showTask(ctx, { task: first.id })))).ms);
  const p95 = percentile(taken, 0.95);
  return { p50: round(percentile(taken, 0.5)), p95: round(p95), most: round(Math.max(...taken)), readOnceMs: round(read.ms), ratio: round(p95 / read.ms) };
}
