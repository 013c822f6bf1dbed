import type { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { changeTasks } from '../store/changeTasks.ts';
import { inTransaction } from '../store/database.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { Owner } from './taskInput.ts';
import { WhichTasks, whichTasks } from './whichTasks.ts';

export const AssignTasks = WhichTasks.extend({ owner: Owner.nullable() });
export type AssignTasks = z.input<typeof AssignTasks>;

/** Gives tasks to an owner, however many; null takes them from theirs. Verified ones stay as they are. CONFLICT where there is none. */
export async function assignTasks(ctx: Context, input: AssignTasks): Promise<Result<{ act: number; changed: number }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(AssignTasks, input);
  if (!read.ok) return read;
  const { owner, ...which } = read.value;
  const found = await whichTasks(ctx, which);
  if (!found.ok) return found;
  if (found.value.length === 0) return fail('CONFLICT', 'There is no unfinished task among them; make one first.');
  const done = await asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const changed = await changeTasks(client, found.value, { owner }, { actor: ctx.actor.id, now: ctx.now() });
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'task.assign', after: { owner, tasks: changed.changed, act: changed.act } });
      return changed;
    }),
  );
  return done.ok ? ok(done.value) : done;
}
