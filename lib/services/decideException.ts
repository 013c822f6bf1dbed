import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import { unfinished } from '../model/tasks.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { decideException as decide, lockException } from '../store/exceptions.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { FreeText, lockedTask } from './taskInput.ts';

export const DecideException = z.object({
  exception: z.int().positive(),
  decision: z.enum(['approved', 'refused'], { error: 'expected approved or refused' }),
  note: FreeText(4000).optional(),
});
export type DecideException = z.input<typeof DecideException>;

/** Approves or refuses an exception that another person asked for. Approved, its task is accepted until the exception ends. */
export async function decideException(ctx: Context, input: DecideException): Promise<Result<{ task: number }>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(DecideException, input);
  if (!read.ok) return read;
  const { exception: id, decision, note } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const exception = await lockException(client, id);
      if (!exception) throw new KeyblastError('NOT_FOUND', `There is no exception ${id}.`);
      if (exception.state !== 'waiting') throw new KeyblastError('CONFLICT', `Exception ${id} is ${exception.state}; there is nothing to decide.`);
      if (exception.asker === ctx.actor.id) throw new KeyblastError('FORBIDDEN', 'Whoever asks for an exception does not approve it; another manager does.');
      if (Date.parse(exception.expiresAt) <= ctx.now().getTime())
        throw new KeyblastError('CONFLICT', `Exception ${id} was asked for until a day that has passed; ask anew.`);
      const task = await lockedTask(client, exception.task);
      if (!unfinished.some((status) => status === task.status)) throw new KeyblastError('CONFLICT', `Task ${task.id} is ${task.status} meanwhile.`);
      await decide(client, exception, decision, { actor: ctx.actor.id, now: ctx.now(), ...(note !== undefined && { note }) });
      const told = { exception: id, task: task.id, decision, expires: exception.expiresAt };
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'exception.decide', after: told, ...(note !== undefined && { note }) });
      return { task: task.id };
    }),
  );
}
