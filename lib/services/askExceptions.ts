import type { z } from 'zod';
import { fail, KeyblastError, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { insertExceptions } from '../store/exceptions.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { Day, FreeText } from './taskInput.ts';
import { WhichTasks, whichTasks } from './whichTasks.ts';

export const maxExceptionDays = 366;
export const AskExceptions = WhichTasks.extend({ reason: FreeText(4000), expires: Day });
export type AskExceptions = z.input<typeof AskExceptions>;

/** Asks that tasks be left undone until a day, at most a year on. A manager who is not the one who asked decides. Tasks that have an exception, or are done, are left out. */
export async function askExceptions(ctx: Context, input: AskExceptions): Promise<Result<{ asked: number }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(AskExceptions, input);
  if (!read.ok) return read;
  const { reason, expires, ...which } = read.value;
  const wrong = wrongExpiry(expires, ctx.now());
  if (wrong) return fail('INVALID', wrong);
  const found = await whichTasks(ctx, which);
  if (!found.ok) return found;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const asked = await insertExceptions(client, { tasks: found.value, reason, actor: ctx.actor.id, now: ctx.now(), expiresAt: expires });
      if (asked.length === 0) throw new KeyblastError('CONFLICT', 'There is no unfinished task without an exception among them.');
      await appendAudit(client, {
        at: ctx.now(),
        actor: ctx.actor.id,
        action: 'exception.ask',
        after: { tasks: asked.slice(0, 100), count: asked.length, expires: expires.toISOString() },
        note: reason,
      });
      return { asked: asked.length };
    }),
  );
}

export function wrongExpiry(expires: Date, now: Date): string | undefined {
  if (expires <= now) return 'expires: expected a day to come';
  return expires.getTime() > now.getTime() + maxExceptionDays * 86_400_000 ? 'expires: at most a year on' : undefined;
}
