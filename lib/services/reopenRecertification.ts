import type { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { Recertification } from '../model/recertification.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { listRecertificationRows, reopenRecertificationRow } from '../store/recertifications.ts';
import { WhichRecertification } from './closeRecertification.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';

/** Takes the end of a round back. */
export async function reopenRecertification(ctx: Context, input: z.input<typeof WhichRecertification>): Promise<Result<Recertification>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(WhichRecertification, input);
  if (!read.ok) return read;
  const { recertification: id } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      if (!(await reopenRecertificationRow(client, id)))
        throw new KeyblastError('CONFLICT', 'It goes on already, or another recertification of its owner does.');
      const [round] = await listRecertificationRows(client, ctx.now(), id);
      await appendAudit(client, {
        at: ctx.now(),
        actor: ctx.actor.id,
        action: 'recertification.reopen',
        after: { recertification: id, owner: round!.owner }, // just reopened
      });
      return round!;
    }),
  );
}
