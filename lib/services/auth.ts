import { createHash } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { z } from 'zod';
import type { AuditAction } from '../model/auditActions.ts';
import { fail, ok, type Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { ownSecret } from '../store/home.ts';
import { asRole, deleteSessions, findPersonByEmail } from '../store/people.ts';
import { openAttempts } from './attempts.ts';
import type { Context } from './context.ts';
import { readInput } from './readInput.ts';

const sessionDays = 7;
/** Of whoever gives a password, be it to sign in or to change it. */
export const attempts = openAttempts();

/** Where the installation is reached, from KEYBLAST_URL; without it, only from the machine itself. */
const ownUrl = (): string | undefined => process.env.KEYBLAST_URL || undefined;
export const isSecure = (): boolean => ownUrl()?.startsWith('https://') ?? false;

async function newAuth(ctx: Context) {
  const secret = ownSecret('auth.secret');
  return betterAuth({
    appName: 'Keyblast',
    baseURL: ownUrl() ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`,
    secret,
    database: prismaAdapter(await ctx.database.prisma(), { provider: 'postgresql' }),
    // People are made by an administrator or by the first start's link, never by themselves.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength, maxPasswordLength },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, defaultValue: 'viewer', input: false },
        deactivatedAt: { type: 'date', required: false, input: false },
      },
    },
    session: { expiresIn: sessionDays * 86_400, updateAge: 86_400 },
    // Cookies do not know ports: the name tells two installations on one machine apart.
    advanced: { useSecureCookies: isSecure(), cookiePrefix: `keyblast-${createHash('sha256').update(secret).digest('hex').slice(0, 8)}` },
    // Its routes are not served; every way in is a verb below, with limits of its own.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
}

export const minPasswordLength = 12;
export const maxPasswordLength = 128;

const opened = new WeakMap<Context['database'], ReturnType<typeof newAuth>>();

/** One a database: its connections are the context's. */
function authOf(ctx: Context): ReturnType<typeof newAuth> {
  const known = opened.get(ctx.database) ?? newAuth(ctx);
  opened.set(ctx.database, known);
  return known;
}

export type SignedIn = Context['actor'] & { email: string; sessionId: string };

/** Who these headers' session is; undefined where there is none, it has ended, or its person was deactivated. */
export async function findActor(ctx: Context, headers: Headers): Promise<SignedIn | undefined> {
  const session = await (await authOf(ctx)).api.getSession({ headers });
  if (!session || session.user.deactivatedAt) return undefined;
  const { id, name, email, role } = session.user;
  return { id, name, email, role: asRole(role), sessionId: session.session.id };
}

export const SignIn = z.object({
  email: z.email('expected an e-mail address').max(320),
  password: z.string().min(1, 'expected a password').max(maxPasswordLength),
});
export type SignIn = z.input<typeof SignIn>;

/** Checks the password and opens a session; the value is what to set as cookies. UNAUTHENTICATED says nothing about whether the person exists. */
export async function signIn(ctx: Context, input: SignIn, headers: Headers): Promise<Result<{ cookies: string[] }>> {
  const read = readInput(SignIn, input);
  if (!read.ok) return read;
  const { email, password } = read.value;
  const who = email.toLowerCase();
  const wait = attempts.waitSeconds(who, ctx.now().getTime());
  if (wait > 0) return fail('BUSY', `Too many failed attempts for this address. Try again in ${Math.ceil(wait / 60)} minutes.`);
  const response = await (await authOf(ctx)).api.signInEmail({ body: { email, password, rememberMe: true }, headers, asResponse: true });
  if (response.ok) {
    attempts.succeeded(who);
    const person = await findPersonByEmail(ctx.database.pool, who);
    if (!person?.deactivated) {
      if (person) await tellSession(ctx, person.id, 'person.sign-in', who);
      return ok({ cookies: response.headers.getSetCookie() });
    }
    await deleteSessions(ctx.database.pool, person.id); // only who knows the password learns of it
    return fail('UNAUTHENTICATED', 'This account is deactivated. Ask an administrator of this installation to activate it again.');
  }
  attempts.failed(who, ctx.now().getTime());
  const tried = await findPersonByEmail(ctx.database.pool, who);
  // Of an address that nobody has, nothing is kept: it may be a password in the wrong field, and there may be any number of them. Taken back, not left out: so it takes as long.
  await tellSession(ctx, tried?.id ?? 'nobody', 'person.sign-in.failed', who, tried ? 'COMMIT' : 'ROLLBACK');
  return fail('UNAUTHENTICATED', 'This e-mail address and password do not belong together.');
}

/** Ends the session; the value is what to set as cookies. */
export async function signOut(ctx: Context, headers: Headers): Promise<{ cookies: string[] }> {
  const actor = await findActor(ctx, headers);
  const response = await (await authOf(ctx)).api.signOut({ headers, asResponse: true });
  if (actor) await tellSession(ctx, actor.id, 'person.sign-out', actor.email);
  return { cookies: response.headers.getSetCookie() };
}

const tellSession = (ctx: Context, actor: string, action: AuditAction, email: string, end?: 'COMMIT' | 'ROLLBACK'): Promise<void> =>
  inTransaction(ctx.database, (client) => appendAudit(client, { at: ctx.now(), actor, action, after: { email } }), end);

/**
 * True if a request that changes something comes from our own pages: browsers name where such a request comes from, and a page elsewhere cannot lie about it.
 * That is the origin of KEYBLAST_URL; on the machine itself also its other loopback names, if the request was sent to the same one.
 */
export function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  if (!origin) return false;
  const url = ownUrl();
  if (url && origin === new URL(url).origin) return true;
  if (url && !isLoopback(new URL(url).host)) return false;
  const host = headers.get('host') ?? '';
  return isLoopback(host) && origin === `http://${host}`;
}

const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
