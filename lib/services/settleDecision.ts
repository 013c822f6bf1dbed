import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { settleDecision as settle } from '../store/decisions.ts';
import { type Context, forbidden } from './context.ts';
import { DecisionId, lockedDecision } from './decisionInput.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { FreeText } from './taskInput.ts';

export const SettleDecision = z.object({
  decision: DecisionId,
  verdict: z.enum(['approved', 'refused'], { error: 'expected approved or refused' }),
  note: FreeText(4000).optional(),
});
export type SettleDecision = z.input<typeof SettleDecision>;

/** Approves or refuses what another person asked for. Approved, it stands until its day, in place of the one that stood; `replaced` is that one's number. */
export async function settleDecision(ctx: Context, input: SettleDecision): Promise<Result<{ decision: number; replaced: number | null }>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(SettleDecision, input);
  if (!read.ok) return read;
  const { decision: id, verdict, note } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const decision = await lockedDecision(client, id);
      if (decision.state !== 'waiting') throw new KeyblastError('CONFLICT', `Decision ${id} is ${decision.state}; there is nothing to decide.`);
      if (decision.asker === ctx.actor.id) throw new KeyblastError('FORBIDDEN', 'Whoever asks for a decision does not approve it; another manager does.');
      if (Date.parse(decision.expiresAt) <= ctx.now().getTime())
        throw new KeyblastError('CONFLICT', `Decision ${id} was asked for until a day that has passed; ask anew.`);
      const by = { actor: ctx.actor.id, now: ctx.now(), ...(note !== undefined && { note }) };
      const { replaced = null } = await settle(client, id, verdict, by);
      const { subject, issuance, presentation, budget = null, expiresAt } = decision;
      const after = { decision: id, verdict, about: subject.key, issuance, presentation, budget, expires: expiresAt, replaced };
      await appendAudit(client, { at: by.now, actor: by.actor, action: 'decision.settle', after, ...(note !== undefined && { note }) });
      return { decision: id, replaced };
    }),
  );
}
