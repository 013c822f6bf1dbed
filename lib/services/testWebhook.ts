import type { Result } from '../model/errors.ts';
import { testNotice } from '../model/notices.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { dated, insertDelivery } from '../store/deliveries.ts';
import { lockWebhook } from '../store/webhooks.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { noSuchWebhook } from './saveWebhook.ts';
import { tryDelivery, type Wire } from './webhooks/tryDelivery.ts';

/** `said`: what the other end answered, or why it was not asked. */
export type TestedWebhook = { arrived: boolean; said: string };

/** Sends a test at once, also where the webhook is paused: the notice `test`, signed as any other; of a tracker it asks for the project, and makes no issue. It is in the log of deliveries. */
export async function testWebhook(ctx: Context, { id }: { id: string }, wire: Wire = {}): Promise<Result<TestedWebhook>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  return asResult(async () => {
    const { webhook, delivery, notice } = await inTransaction(ctx.database, async (client) => {
      const found = await lockWebhook(client, id);
      if (!found) throw noSuchWebhook();
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'webhook.test', after: { webhook: id, name: found.name } });
      const made = await dated(client, testNotice(found.name), ctx.now());
      return { webhook: found, notice: made, delivery: await insertDelivery(client, id, made, ctx.now(), true) };
    });
    const { outcome, said } = await tryDelivery(ctx, webhook, { id: delivery, notice, before: 0, isTest: true }, wire);
    return { arrived: outcome === 'sent', said };
  });
}
