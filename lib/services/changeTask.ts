import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { TaskRow } from '../model/tasks.ts';
import { appendAudit } from '../store/audit.ts';
import { requireCampaign } from '../store/campaigns.ts';
import { changeTasks } from '../store/changeTasks.ts';
import { inTransaction } from '../store/database.ts';
import { findTaskRow } from '../store/tasks.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { Day, FreeText, lockedTask, Owner, TaskId } from './taskInput.ts';

/** What is left out stays as it is; null takes it away. */
export const ChangeTask = z
  .object({
    task: TaskId,
    owner: Owner.nullable().optional(),
    due: Day.optional(),
    title: FreeText(200).optional(),
    campaign: z.int().positive().nullable().optional(),
  })
  .refine(({ task: _, ...change }) => Object.values(change).some((value) => value !== undefined), 'name what is to change: owner, due, title or campaign');
export type ChangeTask = z.input<typeof ChangeTask>;

/** Changes owner, due date, title or campaign of a task that is not verified. */
export async function changeTask(ctx: Context, input: ChangeTask): Promise<Result<TaskRow & { act: number }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(ChangeTask, input);
  if (!read.ok) return read;
  const { task: id, owner, due, title, campaign } = read.value;
  const change = {
    ...(owner !== undefined && { owner }),
    ...(due !== undefined && { due }),
    ...(title !== undefined && { title }),
    ...(campaign !== undefined && { campaign }),
  };
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const before = await lockedTask(client, id);
      if (before.status === 'verified') throw new KeyblastError('CONFLICT', `Task ${id} is verified; what is proven is not changed any more.`);
      if (campaign) await requireCampaign(client, campaign);
      const { act } = await changeTasks(client, [id], change, { actor: ctx.actor.id, now: ctx.now() });
      const after = (await findTaskRow(client, id, ctx.now()))!; // it is locked
      await appendAudit(client, {
        at: ctx.now(),
        actor: ctx.actor.id,
        action: 'task.change',
        before: { task: id, owner: before.owner, due: before.due.toISOString(), title: before.title, campaign: before.campaign_id },
        after: { task: id, owner: after.owner ?? null, due: after.due, title: after.title, campaign: after.campaign?.id ?? null },
      });
      return { ...after, act };
    }),
  );
}
