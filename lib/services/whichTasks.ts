import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import { unfinished } from '../model/tasks.ts';
import { tasksAbout } from '../store/changeTasks.ts';
import { listTaskIds } from '../store/tasks.ts';
import type { Context } from './context.ts';
import { maxSubjects } from './createTasks.ts';
import { WhichCredentials } from './listCredentials.ts';
import { TaskQuery, taskFilter } from './taskInput.ts';

/** Tasks by a query over tasks, or the unfinished ones about credentials. */
export const WhichTasks = z.object({ tasks: TaskQuery.optional(), credentials: WhichCredentials.pick({ filter: true, ids: true }).optional() });

/** Their ids; those that are verified already are left out, and of credentials those that are accepted too. */
export async function whichTasks(ctx: Context, { tasks, credentials }: z.output<typeof WhichTasks>): Promise<Result<number[]>> {
  const { pool } = ctx.database;
  if (tasks) return ok(await listTaskIds(pool, { status: [...unfinished, 'accepted'], ...taskFilter(tasks) }, ctx.now(), maxSubjects));
  const { filter, ids } = credentials ?? { ids: [] };
  const rows = await ctx.engine.ask('rows', { limit: maxSubjects, ...(filter !== undefined && { filter }), ...(ids && { ids }) });
  return rows.ok ? ok(await tasksAbout(pool, rows.value.nodeIds)) : rows;
}
