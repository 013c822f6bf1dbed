import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandedLink } from '../model/people.ts';
import { verifyAudit } from '../store/verifyAudit.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { findActor, type SignedIn, signIn } from './auth.ts';
import { changeRole, deactivatePerson, endSessions, offerNewPassword, reactivatePerson } from './changePerson.ts';
import { changeHorizon, showHorizon } from './horizon.ts';
import { invitePerson, renewInvitation, withdrawInvitation } from './invitePerson.ts';
import { claimLink, ensureAdministrator, listPeople, readLink } from './people.ts';
import { changeName, changePassword, endOtherSessions, listOwnSessions } from './profile.ts';
import { must, type TestContext, testContext } from './testContext.ts';

const password = 'a-fake-but-long-password';
const ada = { name: 'Ada Lovelace', email: 'ada@example.com', password };
const bob = { name: 'Bob Viewer', email: 'Bob@example.com', role: 'viewer' as const };

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  const made = must(await ensureAdministrator(ctx));
  must(await claimLink(ctx, { token: made.kind === 'link' ? tokenOf(made) : '', ...ada }));
});
afterAll(() => ctx.close());

const tokenOf = ({ path }: Pick<HandedLink, 'path'>): string => path.replace('/welcome/', '');
const idOf = async (email: string): Promise<string> => must(await listPeople(ctx)).people.find((person) => person.email === email)?.id ?? '';
const invitation = async () => must(await listPeople(ctx)).invitations[0];
const headersOf = ({ cookies }: { cookies: string[] }): Headers => new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
const enter = async (email: string, word = password) => headersOf(must(await signIn(ctx, { email, password: word }, new Headers())));
/** The context of whoever these headers' session is. */
async function own(headers: Headers) {
  const actor = await findActor(ctx, headers);
  if (!actor) expect.fail('nobody is signed in');
  return { ...ctx, actor: actor satisfies SignedIn };
}

describe('an invitation', () => {
  it('is a link that makes its person once, with the role it was made for', async () => {
    const link = must(await invitePerson(ctx, bob));
    expect(await readLink(ctx, tokenOf(link))).toEqual({ purpose: 'invitation', name: bob.name, email: 'bob@example.com', role: 'viewer' });
    must(await claimLink(ctx, { token: tokenOf(link), email: 'somebody-else@example.com', password })); // the address is the invitation's, whatever is said
    expect(await claimLink(ctx, { token: tokenOf(link), password })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(must(await listPeople(ctx)).people).toMatchObject([{ role: 'admin' }, { name: bob.name, email: 'bob@example.com', role: 'viewer' }]);
    expect(must(await listPeople(ctx)).invitations).toEqual([]);
  });

  it('expires after three days, can be renewed, which ends the former link, and withdrawn', async () => {
    const input = { name: 'Cleo', email: 'cleo@example.com', role: 'analyst' as const };
    const first = must(await invitePerson(ctx, input));
    const later = { ...ctx, now: () => new Date(Date.now() + 73 * 3_600_000) };
    expect(await readLink(later, tokenOf(first))).toBeUndefined();
    expect(must(await listPeople(later)).invitations).toMatchObject([{ ...input, invitedBy: 'test', expired: true }]);
    const second = must(await renewInvitation(ctx, { id: (await invitation())!.id }));
    expect(await readLink(ctx, tokenOf(first))).toBeUndefined();
    expect(await readLink(ctx, tokenOf(second))).toMatchObject(input);
    must(await withdrawInvitation(ctx, { id: (await invitation())!.id }));
    expect(await readLink(ctx, tokenOf(second))).toBeUndefined();
    expect(await renewInvitation(ctx, { id: 999 })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  it('is refused for who is there already', async () => {
    expect(await invitePerson(ctx, bob)).toMatchObject({ ok: false, error: { code: 'CONFLICT', message: expect.stringContaining('can sign in already') } });
  });
});

describe('an administrator', () => {
  it('changes a role, which counts from the next step on', async () => {
    const headers = await enter('bob@example.com');
    must(await changeRole(ctx, await idOf('bob@example.com'), { role: 'manager' }));
    expect(await findActor(ctx, headers)).toMatchObject({ role: 'manager' });
  });

  it('deactivates: sessions end, the password leads nowhere and says why, an open link neither; and activates again', async () => {
    const id = await idOf('bob@example.com');
    const headers = await enter('bob@example.com');
    const link = must(await offerNewPassword(ctx, id));
    must(await deactivatePerson(ctx, id));
    expect(await findActor(ctx, headers)).toBeUndefined();
    expect(await readLink(ctx, tokenOf(link))).toBeUndefined();
    expect(await signIn(ctx, { email: 'bob@example.com', password }, new Headers())).toMatchObject({
      error: { message: expect.stringContaining('deactivated') },
    });
    expect(await signIn(ctx, { email: 'bob@example.com', password: 'wrong' }, new Headers())).toMatchObject({
      error: { message: expect.stringContaining('do not belong') },
    });
    expect(must(await listPeople(ctx)).people[1]).toMatchObject({ sessions: 0, deactivatedAt: expect.any(String) });
    expect(await deactivatePerson(ctx, id)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    must(await reactivatePerson(ctx, id));
    expect(await findActor(ctx, await enter('bob@example.com'))).toMatchObject({ role: 'manager' });
  });

  it('ends sessions, and hands over a link for a new password, which ends them too', async () => {
    const id = await idOf('bob@example.com');
    const headers = await enter('bob@example.com');
    expect(must(await endSessions(ctx, id)).ended).toBeGreaterThan(0);
    expect(await findActor(ctx, headers)).toBeUndefined();
    const again = await enter('bob@example.com');
    const link = must(await offerNewPassword(ctx, id));
    must(await claimLink(ctx, { token: tokenOf(link), password: 'another-fake-password' }));
    expect(await findActor(ctx, again)).toBeUndefined();
    expect(await findActor(ctx, await enter('bob@example.com', 'another-fake-password'))).toMatchObject({ name: bob.name });
  });

  it('who is the last active one cannot be demoted or deactivated, not even by two at once', async () => {
    const id = await idOf(ada.email);
    for (const done of [await changeRole(ctx, id, { role: 'viewer' }), await deactivatePerson(ctx, id)])
      expect(done).toMatchObject({ ok: false, error: { code: 'CONFLICT', message: expect.stringContaining('the only active administrator') } });
    const second = await idOf('bob@example.com');
    must(await changeRole(ctx, second, { role: 'admin' }));
    const both = await Promise.all([changeRole(ctx, id, { role: 'viewer' }), deactivatePerson(ctx, second)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(must(await listPeople(ctx)).people.filter((person) => person.role === 'admin' && !person.deactivatedAt)).toHaveLength(1);
  });

  it('is the only one who may', async () => {
    const manager = { ...ctx, actor: { ...ctx.actor, role: 'manager' as const } };
    const auditor = { ...ctx, actor: { ...ctx.actor, role: 'auditor' as const } };
    const id = await idOf(ada.email);
    for (const who of [manager, auditor])
      for (const done of [
        await invitePerson(who, bob),
        await changeRole(who, id, { role: 'admin' }),
        await deactivatePerson(who, id),
        await endSessions(who, id),
        await offerNewPassword(who, id),
        await withdrawInvitation(who, { id: 1 }),
      ])
        expect(done).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(await listPeople(manager)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    expect(await listPeople(auditor)).toMatchObject({ ok: true });
  });
});

describe('everybody', () => {
  let headers: Headers;
  beforeAll(async () => {
    const link = must(await invitePerson(ctx, { name: 'Dan', email: 'dan@example.com', role: 'viewer' }));
    must(await claimLink(ctx, { token: tokenOf(link), name: 'Daniel', password }));
    headers = await enter('dan@example.com');
  });

  it('sees their own sessions, and ends all but this one', async () => {
    const other = await enter('dan@example.com');
    const sessions = must(await listOwnSessions(await own(headers)));
    expect(sessions.map(({ current }) => current)).toEqual([true, false]);
    expect(must(await endOtherSessions(await own(headers)))).toEqual({ ended: 1 });
    expect(await findActor(ctx, other)).toBeUndefined();
    expect(await findActor(ctx, headers)).toMatchObject({ name: 'Daniel' });
  });

  it('changes their name and, with the present one, their password', async () => {
    must(await changeName(await own(headers), { name: 'Dana' }));
    const other = await enter('dan@example.com');
    const me = await own(headers);
    expect(me.actor.name).toBe('Dana');
    expect(await changePassword(me, { current: 'wrong', password: 'yet-another-fake-password' })).toMatchObject({ error: { code: 'INVALID' } });
    expect(await changePassword(me, { current: password, password: 'short' })).toMatchObject({ error: { code: 'INVALID' } });
    expect(must(await changePassword(me, { current: password, password: 'yet-another-fake-password' }))).toEqual({ ended: 1 });
    expect(await findActor(ctx, other)).toBeUndefined();
    expect(await findActor(ctx, headers)).toBeDefined();
    await enter('dan@example.com', 'yet-another-fake-password');
  });
});

describe('the audit log', () => {
  it('has every change, in a chain, and no password and no link', async () => {
    const { rows } = await ctx.database.pool.query<{ action: string; said: string }>(`SELECT action, concat(before, after) AS said FROM audit ORDER BY id`);
    const actions = new Set(rows.map(({ action }) => action));
    for (const action of [
      'invite',
      'invite.renew',
      'invite.withdraw',
      'create',
      'role',
      'deactivate',
      'reactivate',
      'sessions.end',
      'link',
      'password',
      'name',
    ])
      expect(actions).toContain(`person.${action}`);
    expect(rows.map(({ said }) => said).join('\n')).not.toMatch(/fake|welcome/);
    const client = await ctx.database.pool.connect();
    expect(await verifyAudit(client)).toMatchObject({ ok: true });
    client.release();
  });
});

describe('the time to contain', () => {
  it('is 27 days until a manager sets another, and then what analyses take', async () => {
    const manager = { ...ctx, actor: { ...ctx.actor, role: 'manager' as const } };
    expect(must(await showHorizon(ctx))).toMatchObject({ days: 27, origin: 'default' });
    const analyst = { ...ctx, actor: { ...ctx.actor, role: 'analyst' as const } };
    expect(await changeHorizon(analyst, { days: 14 })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
    for (const days of [0, 241, 1.5]) expect(await changeHorizon(manager, { days })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    must(await changeHorizon(manager, { days: 14 }));
    expect(must(await showHorizon(ctx))).toMatchObject({ days: 14 });
    expect(must(await analyzeEstate(ctx, {}))).toMatchObject({ horizonDays: 14 });
    expect(must(await analyzeEstate(ctx, { horizonDays: 3 }))).toMatchObject({ horizonDays: 3 });
  });
});
