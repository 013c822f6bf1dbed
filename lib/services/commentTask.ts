import { z } from 'zod';
import type { Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { insertEvent } from '../store/moveTasks.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { FreeText, lockedTask, TaskId } from './taskInput.ts';

export const CommentTask = z.object({ task: TaskId, text: FreeText(4000) });

/** Says something about a task, in its history. */
export async function commentTask(ctx: Context, input: z.input<typeof CommentTask>): Promise<Result<{ task: number }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(CommentTask, input);
  if (!read.ok) return read;
  const { task, text } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      await lockedTask(client, task);
      await insertEvent(client, { task, kind: 'comment', actor: ctx.actor.id, now: ctx.now(), note: text });
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'task.comment', after: { task }, note: text });
      return { task };
    }),
  );
}
