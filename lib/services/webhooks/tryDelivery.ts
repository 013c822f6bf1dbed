import { KeyblastError } from '../../model/errors.ts';
import type { Notice } from '../../model/notices.ts';
import { redactText } from '../../model/redact.ts';
import type { DeliveryAttempt, Webhook } from '../../model/webhooks.ts';
import { inTransaction } from '../../store/database.ts';
import { writeAttempt } from '../../store/deliveries.ts';
import { findTicket, insertTicket, type TicketRef } from '../../store/tickets.ts';
import { readOutgoingRules, readWebhookSecret } from '../../store/webhooks.ts';
import type { Context } from '../context.ts';
import { kinds } from './kinds.ts';
import { type OutgoingRequest, type SendOptions, sendRequest } from './sendRequest.ts';

/** How one is sent, beside the rules: for tests with resolvers and servers of their own. */
export type Wire = Omit<SendOptions, 'rules'>;
/** `again`: another try may go better. */
export type Tried = { outcome: 'sent' | 'again' | 'failed'; said: string };

/** So much of what the other end says is kept. */
const keptLetters = 300;
/** After so many tries a delivery has failed: about three hours after the first (lib/store/jobQueue.ts has the pauses). */
const mostTries = 10;

/**
 * One try of a delivery, written down with how it ended. A notice about a subject that has an issue becomes a comment there.
 * @param before how many tries there were
 */
export async function tryDelivery(
  ctx: Context,
  webhook: Webhook,
  { id, notice, before, isTest }: { id: number; notice: Notice; before: number; isTest?: boolean },
  wire: Wire,
): Promise<Tried> {
  const at = ctx.now();
  const started = performance.now();
  const { tried, status, ticket } = await attempt(ctx, webhook, { id, notice, isTest: isTest ?? false, at }, wire);
  const outcome = tried.outcome === 'again' && (isTest || before + 1 >= mostTries) ? 'failed' : tried.outcome;
  const told: DeliveryAttempt = {
    at: at.toISOString(),
    ms: Math.round(performance.now() - started),
    ...(status !== undefined && { status }),
    said: tried.said,
  };
  await inTransaction(ctx.database, async (client) => {
    if (ticket) await insertTicket(client, webhook.id, notice.subject, ticket, at);
    await writeAttempt(client, id, told, outcome === 'again' ? 'waiting' : outcome, ctx.now());
  });
  return { outcome, said: tried.said };
}

type Attempted = { tried: Tried; status?: number; ticket?: TicketRef };

async function attempt(
  ctx: Context,
  webhook: Webhook,
  { id, notice, isTest, at }: { id: number; notice: Notice; isTest: boolean; at: Date },
  wire: Wire,
): Promise<Attempted> {
  const failed = (said: string): Attempted => ({ tried: { outcome: 'failed', said } });
  const { pool } = ctx.database;
  const secret = await readWebhookSecret(pool, webhook.id, 'secret').catch(asMessage);
  if (secret === undefined) return failed('this webhook has no secret');
  if (typeof secret !== 'string') return failed(secret.message);
  const kind = kinds[webhook.kind];
  const issue = kind.tickets && !isTest ? await findTicket(pool, webhook.id, notice.subject) : undefined;
  const sending = { url: webhook.url, config: webhook.config, secret, delivery: id, at, origin: process.env.KEYBLAST_URL || undefined };
  const request = isTest ? kind.check(notice, sending) : issue && kind.tickets ? kind.tickets.comment(notice, issue, sending) : kind.request(notice, sending);
  const sent = await sendRequest(request, { ...wire, rules: await readOutgoingRules(pool) });
  if (!sent.ok) return { tried: { outcome: sent.error.code === 'UNAVAILABLE' ? 'again' : 'failed', said: sent.error.message } };
  const { status, body } = sent.value;
  const tried = judge(status, masked(body, request, secret));
  const ticket = tried.outcome === 'sent' && kind.tickets && !issue && !isTest ? kind.tickets.made(parsed(body), webhook.url) : undefined;
  return { tried: ticket ? { ...tried, said: `made ${ticket.key}` } : tried, status, ...(ticket && { ticket }) };
}

const asMessage = (error: unknown): { message: string } => {
  if (error instanceof KeyblastError) return { message: error.message };
  throw error;
};

/** What an answer means: 2xx arrived; too busy, too slow or broken over there may go better later; all else will not by itself. */
function judge(status: number, body: string): Tried {
  const said = body === '' ? '' : `: ${body}`;
  if (status >= 200 && status < 300) return { outcome: 'sent', said: `answered ${status}` };
  if (status >= 300 && status < 400)
    return { outcome: 'failed', said: `answered ${status}: a redirect, which is not followed; give the address that it leads to` };
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { outcome: 'again', said: `answered ${status}${said}` };
  return { outcome: 'failed', said: `answered ${status}${said}` };
}

/** What the other end said, in one line, cut, and without what we sent it to prove who we are, should it have said that back. */
function masked(body: string, { headers }: OutgoingRequest, secret: string): string {
  const proof = headers.Authorization?.split(' ')[1];
  const own = [secret, proof].filter((text): text is string => text !== undefined && text !== '');
  const clean = own.reduce((text, each) => text.replaceAll(each, '[redacted]'), body.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim());
  return redactText(clean).slice(0, keptLetters);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
