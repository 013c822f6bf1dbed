import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { endDecision } from '../store/decisions.ts';
import { type Context, forbidden } from './context.ts';
import { DecisionId, lockedDecision } from './decisionInput.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { FreeText } from './taskInput.ts';

export const WithdrawDecision = z.object({ decision: DecisionId, note: FreeText(4000).optional() });

/** Ends a decision before its day, or a request for one. One's own request an analyst may, anything else takes a manager. */
export async function withdrawDecision(ctx: Context, input: z.input<typeof WithdrawDecision>): Promise<Result<{ decision: number }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(WithdrawDecision, input);
  if (!read.ok) return read;
  const { decision: id, note } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const { state, asker, subject } = await lockedDecision(client, id);
      if (state !== 'waiting' && state !== 'approved') throw new KeyblastError('CONFLICT', `Decision ${id} is ${state} already.`);
      const refused = state === 'waiting' && asker === ctx.actor.id ? undefined : forbidden(ctx, 'manager');
      if (refused) throw new KeyblastError(refused.error.code, refused.error.message);
      const by = { actor: ctx.actor.id, now: ctx.now() };
      await endDecision(client, id, by);
      const after = { decision: id, about: subject.key, was: state };
      await appendAudit(client, { at: by.now, actor: by.actor, action: 'decision.withdraw', after, ...(note !== undefined && { note }) });
      return { decision: id };
    }),
  );
}
