import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import { countTasksOf as count } from '../store/tasks.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const CountTasksOf = z.object({ ids: z.array(z.string().regex(/^\d{1,10}$/, 'expected the id of a node')).max(1000) });
/** By id: how many tasks are unfinished, and how many accepted. */
export type TasksOf = Record<string, { unfinished: number; accepted: number }>;

/** Tasks about the rows of a page; what has none is left out. */
export async function countTasksOf(ctx: Context, input: z.input<typeof CountTasksOf>): Promise<Result<TasksOf>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(CountTasksOf, input);
  if (!read.ok) return read;
  const rows = await count(ctx.database.pool, read.value.ids.map(Number));
  return ok(Object.fromEntries(rows.map(({ node, ...counts }) => [String(node), counts])));
}
