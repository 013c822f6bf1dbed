import { type APIRequestContext, expect, request as requests } from '@playwright/test';
import { type ApiRoute, apiRoutes } from '../lib/model/apiRoutes.ts';
import { type Role, roles } from '../lib/model/roles.ts';
import { administrator } from './keyblast.ts';
import { test } from './live.ts';

/**
 * Every route by every role, over HTTP. What is asked for is not there, or is wrong, so that nothing comes of it where a role may; that the table has every route of the tree is lib/model/apiRoutes.test.ts.
 * The command line calls the same verbs (lib/services/roles.test.ts).
 */
const holders: Record<Exclude<ApiRoute['who'], 'anyone'>, readonly Role[]> = {
  'analyst or auditor': ['auditor', 'analyst', 'manager', 'admin'],
  viewer: roles,
  auditor: ['auditor', 'admin'],
  analyst: ['analyst', 'manager', 'admin'],
  manager: ['manager', 'admin'],
  admin: ['admin'],
};
const origin = `http://127.0.0.1:${process.env.KEYBLAST_E2E_PORT}`;
const password = 'a-fake-password-of-a-role';
const emailOf = (role: Role): string => (role === 'admin' ? administrator.email : `${role}@roles.example.com`);

/** Asked only by those who may not: for whoever may, something would come of it. */
const done = new Set(['POST /api/analyses', 'POST /api/profile/end-sessions']);
/** A number that nothing has, in each place of an address. */
const addressOf = ({ path }: ApiRoute): string => path.replaceAll(/\{(upload|job|webhook|person)\}/g, 'none').replaceAll(/\{\w+\}/g, '999999999');

/** Somebody without a session, on a page of this origin. */
const visitor = (from: string): Promise<APIRequestContext> =>
  requests.newContext({ baseURL: origin, extraHTTPHeaders: { Origin: from }, storageState: { cookies: [], origins: [] } });

async function newcomer(admin: APIRequestContext, role: Role): Promise<APIRequestContext> {
  const context = await visitor(origin);
  if (role === 'admin') {
    expect((await context.post('/api/sign-in', { data: { email: administrator.email, password: administrator.password } })).status()).toBe(204);
    return context;
  }
  const invited = await admin.post('/api/people/invitations', { data: { name: `The ${role}`, email: emailOf(role), role } });
  expect(invited.status(), await invited.text()).toBe(200);
  const { path } = (await invited.json()) as { path: string }; // what the route answers where it answers 200
  const welcome = await context.post('/api/welcome', { data: { token: path.replace('/welcome/', ''), password } });
  expect(welcome.status(), await welcome.text()).toBe(204);
  return context;
}

const ask = (by: APIRequestContext, route: ApiRoute) =>
  by.fetch(addressOf(route), {
    method: route.method,
    ...((route.takes === 'JSON' || (route.takes === undefined && route.method !== 'GET' && route.method !== 'DELETE')) && { data: {} }),
    ...(route.takes === 'bytes' && { data: Buffer.from('x') }),
  });
const isRefused = (text: string): boolean => /"code":"FORBIDDEN","message":"[^"]*this needs the role/.test(text);

test('every route asks for the role that it is described with, and for a session', async () => {
  test.setTimeout(120_000);
  const nobody = await visitor(origin);
  const admin = await newcomer(nobody, 'admin');
  const routes = apiRoutes.filter(({ who }) => who !== 'anyone');
  for (const route of routes) expect((await ask(nobody, route)).status(), `${route.method} ${route.path} without a session`).toBe(401);
  const wrong: string[] = [];
  for (const role of roles) {
    const person = role === 'admin' ? admin : await newcomer(admin, role);
    for (const route of routes) {
      if (route.who === 'anyone') continue;
      const mayAsk = holders[route.who].includes(role);
      if (mayAsk && done.has(`${route.method} ${route.path}`)) continue;
      const answer = await ask(person, route);
      const text = await answer.text();
      if (answer.status() >= 500 || isRefused(text) === mayAsk)
        wrong.push(`${route.method} ${route.path} by ${role}: ${answer.status()} ${text.slice(0, 200)}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('what changes something is refused from elsewhere, whoever asks', async () => {
  const elsewhere = await visitor('https://elsewhere.example.com');
  const changing = apiRoutes.filter(({ method, path }) => method !== 'GET' && path !== '/api/hooks/{webhook}');
  for (const route of changing) expect((await ask(elsewhere, route)).status(), `${route.method} ${route.path}`).toBe(403);
});

test('the description of the routes is there for whoever has signed in', async ({ page }) => {
  const answer = await page.request.get('/api/openapi.json');
  expect(Object.keys(((await answer.json()) as { paths: object }).paths)).toContain('/api/corrections/{correction}/withdraw');
});
