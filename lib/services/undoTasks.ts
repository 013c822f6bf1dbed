import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { findAct, type UndoneAct, undoAct } from '../store/changeTasks.ts';
import { inTransaction } from '../store/database.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';

const keptMs = 24 * 3_600_000;
export const UndoTasks = z.object({ act: z.int().positive() });

/** Takes back one's own act of the last day: the tasks it made that nobody has touched since, or the owners it gave. */
export async function undoTasks(ctx: Context, input: z.input<typeof UndoTasks>): Promise<Result<UndoneAct>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(UndoTasks, input);
  if (!read.ok) return read;
  const { act } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const done = await findAct(client, act);
      if (!done || done.actor !== ctx.actor.id || done.at.getTime() < ctx.now().getTime() - keptMs)
        throw new KeyblastError('NOT_FOUND', 'There is nothing of yours to take back; an act can be undone for a day.');
      const undone = await undoAct(client, act, { actor: ctx.actor.id, now: ctx.now() });
      if (undone.tasks === 0) throw new KeyblastError('CONFLICT', 'Others have worked on them since; nothing was taken back.');
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'task.undo', before: { act, ...undone } });
      return undone;
    }),
  );
}
