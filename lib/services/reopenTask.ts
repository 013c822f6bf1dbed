import type { Result } from '../model/errors.ts';
import type { TaskRow } from '../model/tasks.ts';
import type { Context } from './context.ts';
import { type MoveTask, moveTask } from './moveTask.ts';

/** Puts a task that is under way, or said to be done, back. */
export const reopenTask = (ctx: Context, input: MoveTask): Promise<Result<TaskRow>> =>
  moveTask(ctx, input, { action: 'task.reopen', from: ['in progress', 'claimed done'], to: 'open', kind: 'put back' });
