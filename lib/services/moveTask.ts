import { z } from 'zod';
import type { AuditAction } from '../model/auditActions.ts';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { TaskEventKind, TaskRow, TaskStatus } from '../model/tasks.ts';
import { announceTasks } from '../store/announceTasks.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { moveTask as move, type SetStatus } from '../store/moveTasks.ts';
import { findTaskRow } from '../store/tasks.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { FreeText, lockedTask, TaskId } from './taskInput.ts';

export const MoveTask = z.object({ task: TaskId, note: FreeText(4000).optional() });
export type MoveTask = z.input<typeof MoveTask>;
/** What a person does to a status: from where it may come, where it goes. */
export type Move = { action: AuditAction; from: readonly TaskStatus[]; to: SetStatus; kind: TaskEventKind };

/** One step of one task, by a person. CONFLICT where it is not (any more) where the step begins: a verified task is data's to reopen, an accepted one ends with its exception. */
export async function moveTask(ctx: Context, input: MoveTask, { action, from, to, kind }: Move): Promise<Result<TaskRow>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(MoveTask, input);
  if (!read.ok) return read;
  const { task: id, note } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const task = await lockedTask(client, id);
      if (!from.includes(task.status)) throw new KeyblastError('CONFLICT', `Task ${id} is ${task.status}; this takes one that is ${from.join(' or ')}.`);
      await move(client, task, { to, kind, actor: ctx.actor.id, now: ctx.now(), ...(note !== undefined && { note }) });
      await appendAudit(client, {
        at: ctx.now(),
        actor: ctx.actor.id,
        action,
        before: { task: id, status: task.status },
        after: { task: id, status: to },
        ...(note !== undefined && { note }),
      });
      if (to === 'claimed done') await announceTasks(client, 'task.claimed', [id], ctx.now(), ctx.actor.name);
      return (await findTaskRow(client, id, ctx.now()))!; // it is locked
    }),
  );
}
