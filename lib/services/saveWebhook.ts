import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fail, KeyblastError, type Result } from '../model/errors.ts';
import type { Json } from '../model/facts.ts';
import { noticeEvents } from '../model/notices.ts';
import { redactText } from '../model/redact.ts';
import { type HandedSecret, type Webhook, WebhookConfig, type WebhookKind, webhookKinds } from '../model/webhooks.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { deleteWebhookRow, insertWebhook, lockWebhook, updateWebhook, type WebhookFields, writeWebhookSecret } from '../store/webhooks.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { kinds } from './webhooks/kinds.ts';

type Client = Parameters<typeof appendAudit>[0];

const listOf = (of: object): string => Object.keys(of).join(', ');
const eventNames = Object.keys(noticeEvents) as [keyof typeof noticeEvents, ...(keyof typeof noticeEvents)[]];
const kindNames = Object.keys(webhookKinds) as [WebhookKind, ...WebhookKind[]];

const Url = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'expected an https:// address (http:// for networks that are allowed)')
  .refine((text) => !URL.parse(text)?.username && !URL.parse(text)?.password, 'expected an address without a user name and password')
  .refine((text) => redactText(text) === text, 'looks as if it held a secret, and everybody who sees these settings would see it');
const Token = z
  .string()
  .trim()
  .min(8, 'expected a token of at least 8 characters')
  .max(4000)
  .regex(/^[\x21-\x7e]+$/, 'expected letters, digits and signs of ASCII, no blanks');

const Fields = z.object({
  name: z.string().trim().min(1, 'expected a name').max(100, 'at most 100 characters'),
  url: Url,
  events: z.array(z.enum(eventNames, { error: `expected some of ${listOf(noticeEvents)}` })).min(1, 'choose at least one event'),
  config: z.record(z.string(), z.unknown()),
  active: z.boolean(),
  /** Of a tracker: what it lets us in with. Never answered again. */
  token: Token.optional(),
});
export const CreateWebhook = Fields.extend({
  active: Fields.shape.active.default(true),
  config: Fields.shape.config.default({}),
  kind: z.enum(kindNames, { error: `expected one of ${listOf(webhookKinds)}` }),
});
export type CreateWebhook = z.input<typeof CreateWebhook>;
export const ChangeWebhook = Fields.partial();
export type ChangeWebhook = z.input<typeof ChangeWebhook>;

/** A new webhook, and the secrets that it was given, which are told this once. */
export async function createWebhook(ctx: Context, input: CreateWebhook): Promise<Result<{ id: string } & HandedSecret>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  const read = readInput(CreateWebhook, input);
  if (!read.ok) return read;
  const { token, ...given } = read.value;
  const config = readInput(WebhookConfig[given.kind], given.config);
  if (!config.ok) return config;
  const hasTickets = kinds[given.kind].tickets !== undefined;
  if (hasTickets && token === undefined) return fail('INVALID', `token: expected what ${webhookKinds[given.kind]} let us in with`);
  const id = randomBytes(9).toString('base64url');
  const fields: WebhookFields = { ...given, config: config.value };
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      if (!(await insertWebhook(client, id, fields, ctx.now()))) throw nameTaken(fields.name);
      const handed = hasTickets ? { incoming: await giveIncoming(client, id) } : { secret: await giveSecret(client, id) };
      if (hasTickets && token !== undefined) await writeWebhookSecret(client, id, 'secret', token);
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'webhook.create', after: toldWebhook(id, fields) });
      return { id, ...handed };
    }),
  );
}

/** What is left out stays. A tracker at another address needs its token anew: nobody learns a token by having it sent to themselves. */
export async function changeWebhook(ctx: Context, { id }: { id: string }, input: ChangeWebhook): Promise<Result<object>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  const read = readInput(ChangeWebhook, input);
  if (!read.ok) return read;
  const { token, ...change } = read.value;
  return asResult(() =>
    changeOne(ctx, id, async (client, before) => {
      const config = readInput(WebhookConfig[before.kind], change.config ?? before.config);
      if (!config.ok) throw new KeyblastError(config.error.code, config.error.message);
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const after: WebhookFields = { ...before, ...given, config: config.value };
      const hasTickets = kinds[before.kind].tickets !== undefined;
      if (hasTickets && token === undefined && new URL(after.url).origin !== new URL(before.url).origin)
        throw new KeyblastError('INVALID', 'token: another address needs the token anew');
      if (!(await updateWebhook(client, id, after, ctx.now()))) throw nameTaken(after.name);
      if (hasTickets && token !== undefined) await writeWebhookSecret(client, id, 'secret', token);
      await appendAudit(client, {
        at: ctx.now(),
        actor: ctx.actor.id,
        action: 'webhook.change',
        before: toldWebhook(id, before),
        after: { ...toldWebhook(id, after), ...(token !== undefined && { token: 'a new one' }) },
      });
      return {};
    }),
  );
}

/** A new secret in place of the one there was, which ends at once: of what goes out, or of a tracker what comes back. */
export const renewWebhookSecret = async (ctx: Context, { id }: { id: string }): Promise<Result<HandedSecret>> =>
  forbidden(ctx, 'admin') ??
  asResult(() =>
    changeOne(ctx, id, async (client, { kind, name }) => {
      const handed = kinds[kind].tickets ? { incoming: await giveIncoming(client, id) } : { secret: await giveSecret(client, id) };
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'webhook.secret', after: { webhook: id, name } });
      return handed;
    }),
  );

/** Its secrets go with it; what it was sent stays in the log of deliveries. */
export const deleteWebhook = async (ctx: Context, { id }: { id: string }): Promise<Result<{ name: string }>> =>
  forbidden(ctx, 'admin') ??
  asResult(() =>
    changeOne(ctx, id, async (client, before) => {
      await deleteWebhookRow(client, id, ctx.now());
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'webhook.delete', before: toldWebhook(id, before) });
      return { name: before.name };
    }),
  );

function changeOne<T>(ctx: Context, id: string, change: (client: Client, before: Webhook) => Promise<T>): Promise<T> {
  return inTransaction(ctx.database, async (client) => {
    const before = await lockWebhook(client, id);
    if (!before) throw noSuchWebhook();
    return change(client, before);
  });
}

export const noSuchWebhook = (): KeyblastError => new KeyblastError('NOT_FOUND', 'There is no such webhook; it may have been deleted meanwhile.');
const nameTaken = (name: string): KeyblastError => new KeyblastError('CONFLICT', `There is a webhook called “${name}” already. Choose another name.`);

/** 256 bits, recognisable as ours wherever one is found. */
const newSecret = (): string => `kbwh_${randomBytes(32).toString('base64url')}`;

async function giveSecret(client: Client, id: string): Promise<string> {
  const secret = newSecret();
  await writeWebhookSecret(client, id, 'secret', secret);
  return secret;
}

async function giveIncoming(client: Client, id: string): Promise<{ path: string; secret: string }> {
  const secret = newSecret();
  await writeWebhookSecret(client, id, 'incoming', secret);
  return { path: `/api/hooks/${id}`, secret };
}

/** A webhook as the audit log keeps it. */
const toldWebhook = (id: string, { name, kind, url, events, config, active }: WebhookFields) => ({
  webhook: id,
  name,
  kind,
  url,
  events,
  config: config as Record<string, Json>,
  active,
});
