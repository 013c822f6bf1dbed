import type { z } from 'zod';
import { fail, KeyblastError, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { insertDecision } from '../store/decisions.ts';
import { wrongExpiry } from './askExceptions.ts';
import { type Context, forbidden } from './context.ts';
import { Budget, DecisionAbout, Model, subjectOf } from './decisionInput.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { Day, FreeText } from './taskInput.ts';

export const AskDecision = Model.extend({ about: DecisionAbout, reason: FreeText(4000), expires: Day, budget: Budget.optional() });
export type AskDecision = z.input<typeof AskDecision>;

/** Asks that an authentication model, and a blast budget with it, be approved for an agent or a system until a day at most a year on. A manager who is not the one who asked decides. CONFLICT where one waits already. */
export async function askDecision(ctx: Context, input: AskDecision): Promise<Result<{ decision: number }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(AskDecision, input);
  if (!read.ok) return read;
  const { about, expires, reason, budget, ...model } = read.value;
  const wrong = wrongExpiry(expires, ctx.now());
  if (wrong) return fail('INVALID', wrong);
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const by = { actor: ctx.actor.id, now: ctx.now() };
      const subject = await subjectOf(client, about);
      const decision = await insertDecision(client, { subject, reason, expiresAt: expires, ...model, ...(budget && { budget }) }, by);
      if (decision === undefined) throw new KeyblastError('CONFLICT', 'A decision about it waits already; a manager decides on that one, or it is withdrawn.');
      const after = { decision, about, ...model, budget: budget ?? null, expires: expires.toISOString() };
      await appendAudit(client, { at: by.now, actor: by.actor, action: 'decision.ask', after, note: reason });
      return { decision };
    }),
  );
}
