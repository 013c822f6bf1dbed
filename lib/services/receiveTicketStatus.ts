import { fail, ok, type Result } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { updateTicketStatus } from '../store/tickets.ts';
import { findWebhook, readWebhookSecret } from '../store/webhooks.ts';
import type { Context } from './context.ts';
import { asResult } from './failures.ts';
import { kinds } from './webhooks/kinds.ts';

/**
 * What a tracker says of an issue, as it came in: the signature over the bytes of the body is the permission. A status that is older than what is known, or that of an issue
 * which is not ours, changes nothing and is no failure: trackers send everything. UNAUTHENTICATED says nothing about whether there is such a webhook.
 */
export async function receiveTicketStatus(
  ctx: Context,
  { webhook: id, headers, body }: { webhook: string; headers: Headers; body: Buffer },
): Promise<Result<{ changed: boolean }>> {
  const refused = fail('UNAUTHENTICATED', 'This request is not signed with the secret of a webhook of this installation.');
  const webhook = await findWebhook(ctx.database.pool, id);
  const tickets = webhook && kinds[webhook.kind].tickets;
  if (!tickets) return refused;
  const secret = await asResult(() => readWebhookSecret(ctx.database.pool, id, 'incoming'));
  if (!secret.ok) return secret;
  if (secret.value === undefined || !tickets.isSigned(headers, body, secret.value)) return refused;
  const said = parsed(body);
  if (said === undefined) return fail('INVALID', 'The body is not JSON.');
  const status = tickets.status(said, webhook.config);
  if (!status) return ok({ changed: false });
  const told = { ...status, status: redactText(status.status) };
  return inTransaction(ctx.database, async (client) => {
    const changed = await updateTicketStatus(client, id, told);
    if (!changed) return ok({ changed: false });
    const ticket = { webhook: webhook.name, ticket: told.key, subject: changed.subject };
    await appendAudit(client, {
      at: ctx.now(),
      actor: `webhook:${id}`,
      action: 'ticket.status',
      before: { ...ticket, status: changed.before },
      after: { ...ticket, status: told.status },
    });
    return ok({ changed: true });
  });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
