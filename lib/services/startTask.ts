import type { Result } from '../model/errors.ts';
import type { TaskRow } from '../model/tasks.ts';
import type { Context } from './context.ts';
import { type MoveTask, moveTask } from './moveTask.ts';

/** Somebody is at it. */
export const startTask = (ctx: Context, input: MoveTask): Promise<Result<TaskRow>> =>
  moveTask(ctx, input, { action: 'task.start', from: ['open'], to: 'in progress', kind: 'started' });
