import { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';
import type { Checked, Task, TaskEvent, TaskSubject } from '../model/tasks.ts';
import { readChecked } from '../store/checkTasks.ts';
import { readEvents, readSubjects, readTask } from '../store/readTask.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';
import { TaskId } from './taskInput.ts';

export const ShowTask = z.object({
  task: TaskId,
  subjectsLimit: z.int().min(0).max(1000).default(50),
  subjectsOffset: z.int().min(0).default(0),
  eventsLimit: z.int().min(0).max(1000).default(100),
  eventsOffset: z.int().min(0).default(0),
});
export type ShowTask = z.input<typeof ShowTask>;
export type ShownTask = { task: Task; subjects: TaskSubject[] /** Newest first. */; events: TaskEvent[]; checked?: Checked };

/** One task: what it is about, before and after, and its history. */
export async function showTask(ctx: Context, input: ShowTask): Promise<Result<ShownTask>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ShowTask, input);
  if (!read.ok) return read;
  const { task: id, subjectsLimit, subjectsOffset, eventsLimit, eventsOffset } = read.value;
  const { pool } = ctx.database;
  const task = await readTask(pool, id, { actor: ctx.actor.id, now: ctx.now() });
  if (!task) return fail('NOT_FOUND', `There is no task ${id}; it may have been taken back.`);
  const [subjects, events, checked] = await Promise.all([
    readSubjects(pool, id, { limit: subjectsLimit, offset: subjectsOffset }),
    readEvents(pool, id, { limit: eventsLimit, offset: eventsOffset }),
    readChecked(pool),
  ]);
  return ok({ task, subjects, events, ...(checked && { checked }) });
}
