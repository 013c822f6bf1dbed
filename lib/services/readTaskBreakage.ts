import { z } from 'zod';
import type { TaskBreakage } from '../model/breakage.ts';
import { ok, type Result } from '../model/errors.ts';
import { readSubjectAttributions } from '../store/readTask.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';
import { TaskId } from './taskInput.ts';

export const ReadTaskBreakage = z.object({ task: TaskId });

/** Who used the credentials of a task in the 90 days before the last analysis, counted. */
export async function readTaskBreakage(ctx: Context, input: z.input<typeof ReadTaskBreakage>): Promise<Result<TaskBreakage>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ReadTaskBreakage, input);
  return read.ok ? ok(await readSubjectAttributions(ctx.database.pool, read.value.task)) : read;
}
