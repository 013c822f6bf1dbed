import { KeyblastError, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { reviveDelivery } from '../store/deliveries.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';

/** Sends a notice that failed again, from the beginning; CONFLICT where it has not failed. */
export async function resendDelivery(ctx: Context, { id }: { id: number }): Promise<Result<object>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const revived = await reviveDelivery(client, id);
      if (!revived) throw new KeyblastError('CONFLICT', 'Only a delivery that failed can be sent again, and only while its webhook is there.');
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'webhook.resend', after: { delivery: id, ...revived } });
      return {};
    }),
  );
}
