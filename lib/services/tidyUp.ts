import { fail, type Result } from '../model/errors.ts';
import { announceExpiring } from '../store/announceExpiring.ts';
import { appendAudit } from '../store/audit.ts';
import { expireCorrections } from '../store/changeCorrections.ts';
import { inTransaction } from '../store/database.ts';
import { deleteDeliveriesBefore } from '../store/deliveries.ts';
import { expireDecisions } from '../store/expireDecisions.ts';
import { expireExceptions } from '../store/expireExceptions.ts';
import { type ExpiredUse, expireUse } from '../store/expireUse.ts';
import { markOverdue } from '../store/markOverdue.ts';
import { sweepUploads } from '../store/uploadFiles.ts';
import { announceAuditHead } from './announceAuditHead.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { expireReports } from './reportLibrary.ts';

/** So long deliveries of webhooks are kept. */
const deliveryDays = 90;

/** Ends what has been kept long enough: use (its retention), deliveries of webhooks, files that were sent but never imported, which may hold secrets, exceptions, decisions and corrections that have expired, and reports; announces what will expire soon. */
export async function tidyUp(ctx: Context): Promise<Result<ExpiredUse & { deliveries: number }>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  sweepUploads(ctx.now());
  return asResult(async () => {
    await inTransaction(ctx.database, async (client) => {
      const by = { actor: ctx.actor.id, now: ctx.now() };
      await expireExceptions(client, by);
      await expireDecisions(client, by);
      await announceExpiring(client, by.now);
      await markOverdue(client, by.now);
    });
    await expireCorrections(ctx.database, { actor: ctx.actor.id, now: ctx.now() });
    const deliveries = await expireDeliveries(ctx);
    await expireReports(ctx);
    return { ...(await expireUse(ctx.database, { actor: ctx.actor.id, now: ctx.now() })), deliveries };
  });
}

const expireDeliveries = (ctx: Context): Promise<number> =>
  inTransaction(ctx.database, async (client) => {
    const deliveries = await deleteDeliveriesBefore(client, new Date(ctx.now().getTime() - deliveryDays * 86_400_000));
    if (deliveries > 0) await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'webhook.expire', after: { deliveries } });
    return deliveries;
  });

/** Retention is counted in days: an hour more does no harm. */
const everyMs = 3_600_000;

/** Tidies up and announces the audit log's head, now and every hour until stopped; what goes wrong is told, and tried again the next hour. */
export function keepTidy(ctx: Context, onError: (message: string) => void): { stop(): Promise<void> } {
  const once = async (): Promise<void> => {
    for (const verb of [tidyUp, announceAuditHead]) {
      const done = await verb(ctx).catch((error: Error) => fail('INTERNAL', error.message));
      if (!done.ok) onError(done.error.message);
    }
  };
  let running = once();
  const timer = setInterval(() => {
    running = running.then(once);
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
