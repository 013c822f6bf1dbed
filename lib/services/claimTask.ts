import type { Result } from '../model/errors.ts';
import type { TaskRow } from '../model/tasks.ts';
import type { Context } from './context.ts';
import { type MoveTask, moveTask } from './moveTask.ts';

/** Somebody says that it is done; whether it is, the next complete data show. */
export const claimTask = (ctx: Context, input: MoveTask): Promise<Result<TaskRow>> =>
  moveTask(ctx, input, { action: 'task.claim', from: ['open', 'in progress'], to: 'claimed done', kind: 'claimed' });
