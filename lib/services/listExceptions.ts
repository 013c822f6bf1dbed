import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import { announcedDays, type TaskException } from '../model/tasks.ts';
import { listExceptionRows } from '../store/exceptions.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ListExceptions = z.object({
  /** Only what waits or is approved. */
  current: z.literal(true).optional(),
  /** Only what is approved and expires within two weeks. */
  expiring: z.literal(true).optional(),
  limit: z.int().min(1).max(1000).default(500),
});
/** `own`: the one who asks asked for it, and cannot approve it. */
export type ListedException = TaskException & { title: string; own: boolean };

/** Exceptions: those that wait for a decision first, then by expiry. */
export async function listExceptions(ctx: Context, input: z.input<typeof ListExceptions>): Promise<Result<ListedException[]>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ListExceptions, input);
  if (!read.ok) return read;
  const { current, expiring, limit } = read.value;
  const expiresBefore = new Date(ctx.now().getTime() + announcedDays * 86_400_000);
  const rows = await listExceptionRows(ctx.database.pool, { limit, ...(current && { current }), ...(expiring && { expiresBefore }) });
  return ok(rows.map(({ asker, ...row }) => ({ ...row, own: asker === ctx.actor.id })));
}
