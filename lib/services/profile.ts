import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';
import type { OwnSession } from '../model/people.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { deleteSessions, listSessions, readPasswordHash, writeName, writePassword } from '../store/people.ts';
import { attempts, type SignedIn } from './auth.ts';
import { type Context, forbidden } from './context.ts';
import { Name, Password } from './people.ts';
import { readInput } from './readInput.ts';

/** What everybody may do with their own account; the session says whose it is. */
type Own = Context & { actor: SignedIn };

export async function listOwnSessions(ctx: Own): Promise<Result<OwnSession[]>> {
  return forbidden(ctx, 'viewer') ?? ok(await listSessions(ctx.database, ctx.actor.id, ctx.actor.sessionId, ctx.now()));
}

export const Rename = z.object({ name: Name });
export async function changeName(ctx: Own, input: z.input<typeof Rename>): Promise<Result<object>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(Rename, input);
  if (!read.ok) return read;
  const { id, name: before, email } = ctx.actor;
  await inTransaction(ctx.database, async (client) => {
    await writeName(client, id, read.value.name);
    await appendAudit(client, { at: ctx.now(), actor: id, action: 'person.name', before: { email, name: before }, after: { email, name: read.value.name } });
  });
  return ok({});
}

export const ChangePassword = z.object({ current: z.string().min(1, 'expected your present password').max(1000), password: Password });
/** Needs the present password, however one signed in; ends every other session. */
export async function changePassword(ctx: Own, input: z.input<typeof ChangePassword>): Promise<Result<{ ended: number }>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ChangePassword, input);
  if (!read.ok) return read;
  const { id, email, sessionId } = ctx.actor;
  const wait = attempts.waitSeconds(email, ctx.now().getTime());
  if (wait > 0) return fail('BUSY', `Too many failed attempts. Try again in ${Math.ceil(wait / 60)} minutes.`);
  const hash = await readPasswordHash(ctx.database.pool, id);
  if (!hash || !(await verifyPassword({ hash, password: read.value.current }))) {
    attempts.failed(email, ctx.now().getTime());
    return fail('INVALID', 'The present password is not right; nothing was changed.');
  }
  attempts.succeeded(email);
  const passwordHash = await hashPassword(read.value.password);
  const ended = await inTransaction(ctx.database, async (client) => {
    await writePassword(client, id, passwordHash);
    await appendAudit(client, { at: ctx.now(), actor: id, action: 'person.password', after: { email } });
    return deleteSessions(client, id, sessionId);
  });
  return ok({ ended });
}

/** Signs out everywhere but here. */
export async function endOtherSessions(ctx: Own): Promise<Result<{ ended: number }>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const { id, email, sessionId } = ctx.actor;
  const ended = await inTransaction(ctx.database, async (client) => {
    const count = await deleteSessions(client, id, sessionId);
    await appendAudit(client, { at: ctx.now(), actor: id, action: 'person.sessions.end', before: { email }, after: { email, sessionsEnded: count } });
    return count;
  });
  return ok({ ended });
}
