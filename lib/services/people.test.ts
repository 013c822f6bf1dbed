import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../store/verifyAudit.ts';
import { findActor, isOwnOrigin, signIn, signOut } from './auth.ts';
import { canAnyoneSignIn, claimLink, ensureAdministrator, listPeople, readLink } from './people.ts';
import { must, type TestContext, testContext } from './testContext.ts';

const ada = { name: 'Ada Lovelace', email: 'Ada@Example.com', password: 'a-fake-but-long-password' };
const cookieOf = (cookies: string[]): Headers => new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });

describe('the first administrator', () => {
  let ctx: TestContext;
  beforeAll(async () => {
    ctx = await testContext();
  });
  afterAll(() => ctx.close());

  it('comes by a link that works once, and only the newest one', async () => {
    expect(await canAnyoneSignIn(ctx)).toBe(false);
    const older = must(await ensureAdministrator(ctx));
    const newer = must(await ensureAdministrator(ctx));
    const tokenOf = (made: typeof older) => (made.kind === 'link' ? made.path.replace('/welcome/', '') : '');
    expect(await readLink(ctx, tokenOf(older))).toBeUndefined();
    const token = tokenOf(newer);
    const tomorrow = { ...ctx, now: () => new Date(Date.now() + 25 * 3_600_000) };
    expect(await readLink(tomorrow, token)).toBeUndefined();
    expect(await readLink(ctx, token)).toMatchObject({ purpose: 'first-administrator', role: 'admin' });

    expect(await claimLink(ctx, { token, ...ada, password: 'too short' })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    const both = await Promise.all([claimLink(ctx, { token, ...ada }), claimLink(ctx, { token, ...ada, email: 'eve@example.com' })]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await claimLink(ctx, { token, ...ada, email: 'eve@example.com' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(must(await ensureAdministrator(ctx))).toEqual({ kind: 'exists' });
    expect(must(await listPeople(ctx)).people.map(({ role }) => role)).toEqual(['admin']);
  });

  it('is written in the audit log, without the password', async () => {
    const { rows } = await ctx.database.pool.query('SELECT actor, action, after FROM audit');
    const link = { actor: 'test', action: 'person.link', after: { purpose: 'first-administrator', role: 'admin', expiresAt: expect.any(String) } };
    expect(rows).toEqual([
      link,
      link,
      { actor: 'link:first-administrator', action: 'person.create', after: { email: expect.any(String), name: ada.name, role: 'admin' } },
    ]);
    const client = await ctx.database.pool.connect();
    expect(await verifyAudit(client)).toMatchObject({ ok: true, entries: 3 });
    client.release();
  });

  it('is not told to who is no administrator', async () => {
    expect(await listPeople({ ...ctx, actor: { ...ctx.actor, role: 'viewer' } })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  });
});

describe('a session', () => {
  let ctx: TestContext;
  /** What the audit log says of sessions. */
  const told = async () =>
    (await ctx.database.pool.query(`SELECT action, after ->> 'email' AS email FROM audit WHERE action LIKE 'person.sign%' ORDER BY id`)).rows.map(
      ({ action, email }) => `${action} ${email}`,
    );
  beforeAll(async () => {
    ctx = await testContext();
    const made = must(await ensureAdministrator(ctx));
    must(await claimLink(ctx, { token: made.kind === 'link' ? made.path.replace('/welcome/', '') : '', ...ada }));
  });
  afterAll(() => ctx.close());

  it('begins with the password, says who one is, and ends', async () => {
    const { cookies } = must(await signIn(ctx, ada, new Headers()));
    expect(cookies.join('\n')).toMatch(/HttpOnly/i);
    expect(cookies.join('\n')).toMatch(/SameSite=Lax/i);
    const headers = cookieOf(cookies);
    expect(await findActor(ctx, headers)).toMatchObject({ name: ada.name, email: 'ada@example.com', role: 'admin' });
    await signOut(ctx, headers);
    expect(await findActor(ctx, headers)).toBeUndefined();
    expect(await told()).toEqual(['person.sign-in ada@example.com', 'person.sign-out ada@example.com']);
  });

  it('does not begin with a wrong password, and after eight of them not with the right one either', async () => {
    for (let i = 0; i < 8; i++)
      expect(await signIn(ctx, { ...ada, password: 'wrong' }, new Headers())).toMatchObject({ ok: false, error: { code: 'UNAUTHENTICATED' } });
    expect(await signIn(ctx, ada, new Headers())).toMatchObject({ ok: false, error: { code: 'BUSY' } });
    const later = { ...ctx, now: () => new Date(Date.now() + 16 * 60_000) };
    expect(await signIn(later, ada, new Headers())).toMatchObject({ ok: true });
  });

  it('says the same of who does not exist, and keeps nothing of what was typed', async () => {
    const before = await told();
    const wrong = await signIn(ctx, { email: 'nobody@example.com', password: 'wrong' }, new Headers());
    expect(wrong).toMatchObject({ ok: false, error: { message: 'This e-mail address and password do not belong together.' } });
    expect(before.filter((line) => line === 'person.sign-in.failed ada@example.com')).toHaveLength(8);
    expect(await told()).toEqual(before);
  });
});

describe('where a request comes from', () => {
  const own = (origin: string | undefined, host: string) => isOwnOrigin(new Headers({ host, ...(origin && { origin }) }));

  it('is our own page only if it is the page the request was sent to', () => {
    expect(own('http://127.0.0.1:3000', '127.0.0.1:3000')).toBe(true);
    expect(own('http://localhost:3000', 'localhost:3000')).toBe(true);
    expect(own('http://localhost:3001', 'localhost:3000')).toBe(false);
    expect(own('https://elsewhere.example', '127.0.0.1:3000')).toBe(false);
    expect(own('http://rebound.example', 'rebound.example')).toBe(false);
    expect(own(undefined, '127.0.0.1:3000')).toBe(false);
  });
});
