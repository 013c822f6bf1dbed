import { z } from 'zod';
import type { AuditAction } from '../model/auditActions.ts';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { Json } from '../model/facts.ts';
import type { HandedLink, Person } from '../model/people.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { deleteLinks, deleteSessions, lockAdministrators, lockPerson, writeDeactivated, writeRole } from '../store/people.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { RoleName } from './invitePerson.ts';
import { makeLink } from './people.ts';
import { readInput } from './readInput.ts';

type Client = Parameters<typeof appendAudit>[0];
/** What was done, for the audit log. */
type Done<T> = { action: AuditAction; before: Json; after: Json; value: T };

/** One change of one person by an administrator, in one transaction with its entry in the audit log. */
async function changeOne<T>(ctx: Context, id: string, change: (client: Client, person: Person) => Promise<Done<T>>): Promise<Result<T>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const administrators = await lockAdministrators(client); // before the one row: always in the same order, so that two changes never wait for each other
      const person = await lockPerson(client, id, ctx.now());
      if (!person) throw new KeyblastError('NOT_FOUND', 'There is no such person. Load the page again.');
      const { action, before, after, value } = await change(client, person);
      const wasAdministrator = person.role === 'admin' && person.deactivatedAt === undefined;
      if (wasAdministrator && administrators === 1 && (await lockAdministrators(client)) === 0)
        throw new KeyblastError(
          'CONFLICT',
          `${person.name} is the only active administrator: without one nobody could manage people or settings. Make somebody else an administrator first.`,
        );
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action, before, after });
      return value;
    }),
  );
}

export const ChangeRole = z.object({ role: RoleName });
export type ChangeRole = z.input<typeof ChangeRole>;

/** Another role, from the person's next step on. */
export async function changeRole(ctx: Context, id: string, input: ChangeRole): Promise<Result<object>> {
  const read = readInput(ChangeRole, input);
  return changeOne(ctx, id, async (client, { email, role: before }) => {
    if (!read.ok) throw new KeyblastError(read.error.code, read.error.message);
    const { role } = read.value;
    await writeRole(client, id, role);
    return { action: 'person.role', before: { email, role: before }, after: { email, role }, value: {} };
  });
}

/** Ends every session and keeps the person from signing in; what they did stays under their name. */
export const deactivatePerson = (ctx: Context, id: string): Promise<Result<object>> =>
  changeOne(ctx, id, async (client, { email, deactivatedAt }) => {
    if (deactivatedAt !== undefined) throw new KeyblastError('CONFLICT', 'This account is deactivated already.');
    await writeDeactivated(client, id, ctx.now());
    await deleteLinks(client, 'new-password', email);
    const sessions = await deleteSessions(client, id);
    return { action: 'person.deactivate', before: { email, active: true }, after: { email, active: false, sessionsEnded: sessions }, value: {} };
  });

export const reactivatePerson = (ctx: Context, id: string): Promise<Result<object>> =>
  changeOne(ctx, id, async (client, { email, deactivatedAt }) => {
    if (deactivatedAt === undefined) throw new KeyblastError('CONFLICT', 'This account is active already.');
    await writeDeactivated(client, id, null);
    return { action: 'person.reactivate', before: { email, active: false }, after: { email, active: true }, value: {} };
  });

/** Signs the person out everywhere; with the password they may sign in again. */
export const endSessions = (ctx: Context, id: string): Promise<Result<{ ended: number }>> =>
  changeOne(ctx, id, async (client, { email }) => {
    const ended = await deleteSessions(client, id);
    return { action: 'person.sessions.end', before: { email }, after: { email, sessionsEnded: ended }, value: { ended } };
  });

/** A link by which the person sets a new password, for who forgot theirs; the former password works until it is used. */
export const offerNewPassword = (ctx: Context, id: string): Promise<Result<HandedLink>> =>
  changeOne(ctx, id, async (client, { email, name, role, deactivatedAt }) => {
    if (deactivatedAt !== undefined) throw new KeyblastError('CONFLICT', 'This account is deactivated; activate it first.');
    const value = await makeLink(client, ctx, { purpose: 'new-password', email, name, role, createdBy: ctx.actor.id });
    return { action: 'person.link', before: { email }, after: { email, expiresAt: value.expiresAt }, value };
  });
