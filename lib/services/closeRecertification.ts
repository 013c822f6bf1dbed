import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { Recertification } from '../model/recertification.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { closeRecertificationRow, listRecertificationRows } from '../store/recertifications.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';

export const WhichRecertification = z.object({ recertification: z.int().positive() });

/** Ends a round; what waits stays unanswered, and is counted so. */
export async function closeRecertification(ctx: Context, input: z.input<typeof WhichRecertification>): Promise<Result<Recertification>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(WhichRecertification, input);
  if (!read.ok) return read;
  const { recertification: id } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const by = { actor: ctx.actor.id, now: ctx.now() };
      if (!(await closeRecertificationRow(client, id, by))) throw new KeyblastError('CONFLICT', 'There is no such recertification, or it is closed already.');
      const [round] = await listRecertificationRows(client, by.now, id);
      const { owner, counts } = round!; // just closed
      await appendAudit(client, { at: by.now, actor: by.actor, action: 'recertification.close', after: { recertification: id, owner, ...counts } });
      return round!;
    }),
  );
}
