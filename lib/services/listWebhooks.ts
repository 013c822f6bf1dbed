import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import type { Delivery, OutgoingRules, Ticket, Webhook } from '../model/webhooks.ts';
import { listDeliveryRows } from '../store/deliveries.ts';
import { listTicketRows } from '../store/tickets.ts';
import { listWebhookRows, readOutgoingRules } from '../store/webhooks.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

/** Tickets shown; there is one a subject. */
const mostTickets = 100;

/** Where notices go and where they may, and what trackers have made of them. No secret. */
export async function listWebhooks(ctx: Context): Promise<Result<{ webhooks: Webhook[]; rules: OutgoingRules; tickets: Ticket[] }>> {
  const denied = forbidden(ctx, 'auditor');
  if (denied) return denied;
  const { database } = ctx;
  const [webhooks, rules, tickets] = await Promise.all([listWebhookRows(database), readOutgoingRules(database.pool), listTicketRows(database, mostTickets)]);
  return ok({ webhooks, rules, tickets });
}

/** Deliveries on a page. */
const pageRows = 30;

export const ListDeliveries = z.object({
  webhook: z.string().max(40).optional(),
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});
export type ListDeliveries = z.input<typeof ListDeliveries>;

/** What was sent, to whom, and what came of each try, newest first. `older`: the delivery to page from, where there is more. */
export async function listDeliveries(ctx: Context, input: ListDeliveries): Promise<Result<{ deliveries: Delivery[]; older: number | null }>> {
  const denied = forbidden(ctx, 'auditor');
  if (denied) return denied;
  const read = readInput(ListDeliveries, input);
  if (!read.ok) return read;
  const { webhook, before } = read.value;
  const found = await listDeliveryRows(ctx.database, {
    ...(webhook !== undefined && { webhook }),
    ...(before !== undefined && { before }),
    limit: pageRows + 1,
  });
  const deliveries = found.slice(0, pageRows);
  return ok({ deliveries, older: found.length > pageRows ? (deliveries.at(-1)?.id ?? null) : null });
}
