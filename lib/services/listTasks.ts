import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import type { Checked, TaskCounts, TaskPage } from '../model/tasks.ts';
import { readChecked } from '../store/checkTasks.ts';
import { countTaskRows, listTaskRows, taskOrders } from '../store/tasks.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';
import { TaskQuery, taskFilter } from './taskInput.ts';

export const ListTasks = TaskQuery.extend({
  sort: z.enum(taskOrders, { error: `expected one of ${taskOrders.join(', ')}` }).default('due'),
  limit: z.int().min(0).max(1000, 'at most 1,000 rows a page').default(50),
  offset: z.int().min(0).default(0),
});
export type ListTasks = z.input<typeof ListTasks>;
export type ListedTasks = TaskPage & { counts: TaskCounts; checked?: Checked };

/** One page of tasks, how many there are by status whatever statuses are asked for, and which analysis checked them last. */
export async function listTasks(ctx: Context, input: ListTasks): Promise<Result<ListedTasks>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ListTasks, input);
  if (!read.ok) return read;
  const { sort, limit, offset, ...query } = read.value;
  const filter = taskFilter(query);
  const { pool } = ctx.database;
  const now = ctx.now();
  const [page, counts, checked] = await Promise.all([
    listTaskRows(pool, filter, { now, order: sort, limit, offset }),
    countTaskRows(pool, filter, now),
    readChecked(pool),
  ]);
  return ok({ ...page, counts, ...(checked && { checked }) });
}
