import type { PoolClient } from 'pg';
import { z } from 'zod';
import { controls } from '../model/controls.ts';
import { KeyblastError } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';
import { taskStatuses } from '../model/tasks.ts';
import { bands } from '../model/weights.ts';
import { type LockedTask, lockTask } from '../store/moveTasks.ts';
import type { TaskFilter } from '../store/tasks.ts';

/** Text that a person writes: no secret is ever stored, and what is only blanks says nothing. */
export const FreeText = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'expected a text')
    .max(most, `at most ${most.toLocaleString('en-US')} characters`)
    .refine((text) => redactText(text) === text, 'looks like it holds a secret; such a value is never stored');

/** A day (its end, UTC), or a time. */
export const Day = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: 'expected a day such as 2026-12-31' })
  .transform((text) => new Date(text.includes('T') ? text : `${text}T23:59:59.999Z`));

export const TaskId = z.int({ error: 'expected the number of a task' }).positive();
export const Owner = FreeText(200);

/** Which tasks. `owner` null: those of nobody. */
export const TaskQuery = z.object({
  status: z.array(z.enum(taskStatuses, { error: `expected one of ${taskStatuses.join(', ')}` })).optional(),
  control: z.array(z.enum(controls, { error: `expected one of ${controls.join(', ')}` })).optional(),
  owner: z.string().max(200).nullable().optional(),
  band: z.array(z.enum(bands, { error: `expected one of ${bands.join(', ')}` })).optional(),
  campaign: z.int().positive().optional(),
  act: z.int().positive().optional(),
  /** About this node, by its id. */
  node: z
    .string()
    .regex(/^\d{1,10}$/, 'expected the id of a node')
    .optional(),
  overdue: z.boolean().optional(),
  reopened: z.boolean().optional(),
  search: z.string().max(200).optional(),
  ids: z.array(TaskId).max(1000, 'at most 1,000 one by one').optional(),
});

/** The same as the store has it: what is left out is not there. */
export function taskFilter({ node, ...query }: z.output<typeof TaskQuery>): TaskFilter {
  const said = Object.entries(query).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(said), ...(node !== undefined && { node: Number(node) }) };
}

/** Locked for the transaction. Throws KeyblastError NOT_FOUND. */
export async function lockedTask(client: PoolClient, id: number): Promise<LockedTask> {
  const task = await lockTask(client, id);
  if (!task) throw new KeyblastError('NOT_FOUND', `There is no task ${id}.`);
  return task;
}
