import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { lockException, withdrawException as withdraw } from '../store/exceptions.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { FreeText, lockedTask } from './taskInput.ts';

export const WithdrawException = z.object({ exception: z.int().positive(), note: FreeText(4000).optional() });

/** Ends an exception before its time, or a request for one; an accepted task is work again. One's own request an analyst may, anything else takes a manager. */
export async function withdrawException(ctx: Context, input: z.input<typeof WithdrawException>): Promise<Result<{ task: number }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(WithdrawException, input);
  if (!read.ok) return read;
  const { exception: id, note } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const exception = await lockException(client, id);
      if (!exception) throw new KeyblastError('NOT_FOUND', `There is no exception ${id}.`);
      if (exception.state !== 'waiting' && exception.state !== 'approved')
        throw new KeyblastError('CONFLICT', `Exception ${id} is ${exception.state} already.`);
      const refused = exception.asker === ctx.actor.id ? undefined : forbidden(ctx, 'manager');
      if (refused) throw new KeyblastError(refused.error.code, refused.error.message);
      await lockedTask(client, exception.task);
      await withdraw(client, exception, { actor: ctx.actor.id, now: ctx.now(), ...(note !== undefined && { note }) });
      await appendAudit(client, {
        at: ctx.now(),
        actor: ctx.actor.id,
        action: 'exception.withdraw',
        after: { exception: id, task: exception.task },
        ...(note !== undefined && { note }),
      });
      return { task: exception.task };
    }),
  );
}
