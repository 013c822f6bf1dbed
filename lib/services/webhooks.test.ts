import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RawFile } from '../importers/inputFile.ts';
import type { NoticeEvent } from '../model/notices.ts';
import { inTransaction } from '../store/database.ts';
import { announce, findUnqueued } from '../store/deliveries.ts';
import { checkoutRoot } from '../store/home.ts';
import { analyzeEstate } from './analyzeEstate.ts';
import { announceAuditHead } from './announceAuditHead.ts';
import { changeOutgoing } from './changeOutgoing.ts';
import { confirmImport } from './confirmImport.ts';
import { deliver } from './deliver.ts';
import { dropImport } from './dropImport.ts';
import { changeHorizon } from './horizon.ts';
import { importFiles } from './importFiles.ts';
import { listAudit } from './listAudit.ts';
import { listDeliveries, listWebhooks } from './listWebhooks.ts';
import { receiveTicketStatus } from './receiveTicketStatus.ts';
import { resendDelivery } from './resendDelivery.ts';
import { changeWebhook, createWebhook, deleteWebhook, renewWebhookSecret } from './saveWebhook.ts';
import { must, type TestContext, testContext } from './testContext.ts';
import { testWebhook } from './testWebhook.ts';
import { verifyAudit } from './verifyAudit.ts';
import { signatureOf } from './webhooks/jsonKind.ts';
import { workJobs } from './workJobs.ts';

/** Notices from what happens to what arrives at a server that really listens, and what trackers say back. */

type Seen = { method: string; url: string; headers: http.IncomingHttpHeaders; body: string };
let ctx: TestContext;
let seen: Seen[];
let server: http.Server;
let url: string;
let answer: (request: Seen, response: http.ServerResponse) => void;

beforeEach(async () => {
  ctx = await testContext();
  seen = [];
  answer = (_, response) => response.end();
  server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    seen.push(one);
    answer(one, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  must(await changeOutgoing(ctx, { hosts: [], networks: ['127.0.0.1'] }));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await ctx.close();
});

const all: NoticeEvent[] = ['analysis.done', 'import.held', 'import.settled', 'audit.head'];
const addJson = async (events = all) => must(await createWebhook(ctx, { name: 'receiver', kind: 'json', url: `${url}/in`, events, config: {} }));
const token = 'fake-token-0123456789';
const addJira = async () =>
  must(
    await createWebhook(ctx, { name: 'jira', kind: 'jira', url, events: all, token, config: { project: 'SEC', issueType: 'Task', user: 'bot@example.com' } }),
  );
const addGithub = async () =>
  must(await createWebhook(ctx, { name: 'github', kind: 'github', url, events: all, token, config: { repository: 'acme/keys', labels: ['keyblast'] } }));

const facts = (count: number): RawFile => ({
  name: 'keys.facts.jsonl',
  open: async function* () {
    for (let n = 0; n < count; n++) yield Buffer.from(`${JSON.stringify({ fact: 'credential', key: `k:${n}` })}\n`);
  },
});
/** An import that is held: half of what there was has gone. Answers its number. */
async function hold(count: number): Promise<number> {
  const report = must(await importFiles(ctx, { files: [facts(count)] }));
  return report.sources.find(({ state }) => state === 'held')?.importId ?? 0;
}
/** Something happens that webhooks are told of, as cheaply as possible. */
const happen = () =>
  inTransaction(ctx.database, (client) => announce(client, { event: 'import.held', import: 1, source: 'facts:default', reason: 'a test' }, ctx.now()));
/** Sends all that waits, as the worker would; answers how each went. */
async function sendAll(): Promise<string[]> {
  const ends: string[] = [];
  for (const id of await findUnqueued(ctx.database))
    ends.push(
      await deliver(ctx, id).then(
        () => 'over',
        (error: Error) => `again: ${error.message}`,
      ),
    );
  return ends;
}
const deliveries = async () => must(await listDeliveries(ctx, {})).deliveries;
const bodyOf = ({ body }: Seen) => JSON.parse(body);

describe('a notice', () => {
  test('is written with what it tells of, arrives signed, and carries the head of the audit log', async () => {
    const { secret, id } = await addJson();
    must(await importFiles(ctx, { files: [facts(3)] }));
    const { id: analysis } = must(await analyzeEstate(ctx, { asOf: '2026-11-01T00:00:00Z' }));
    expect(await sendAll()).toEqual(['over']);
    const [one] = seen;
    const body = bodyOf(one!);
    expect(one).toMatchObject({
      method: 'POST',
      url: '/in',
      headers: { 'keyblast-event': 'analysis.done', 'content-type': 'application/json; charset=utf-8' },
    });
    expect(body).toMatchObject({
      keyblast: 'notice',
      version: 1,
      event: 'analysis.done',
      subject: 'analyses',
      link: null,
      data: { analysis, credentials: 3, leak: { highOrAbove: 0 } },
    });
    const timestamp = Number(one!.headers['keyblast-timestamp']);
    expect(Math.abs(Date.now() / 1000 - timestamp)).toBeLessThan(60);
    expect(one!.headers['keyblast-signature']).toBe(`v1=${createHmac('sha256', secret!).update(`${timestamp}.${one!.body}`).digest('hex')}`);
    expect(one!.headers['keyblast-signature']).not.toBe(`v1=${signatureOf(secret!, timestamp + 1, one!.body)}`);
    expect(must(await verifyAudit(ctx, { head: body.auditHead }))).toMatchObject({ ok: true });
    expect(await deliveries()).toMatchObject([{ webhook: id, event: 'analysis.done', state: 'sent', attempts: [{ status: 200, said: 'answered 200' }] }]);
  });

  test('passes the check of docs/webhooks.md, and no other body, time or secret does', async () => {
    const [code = ''] = /(?<=^```js\n).*?(?=^```)/ms.exec(fs.readFileSync(path.join(checkoutRoot(), 'docs', 'webhooks.md'), 'utf8')) ?? [];
    const { isFromKeyblast } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const { secret } = await addJson();
    await happen();
    await sendAll();
    const { headers, body } = seen[0]!;
    const inSixMinutes = Date.now() / 1000 + 360;
    expect(isFromKeyblast(headers, body, secret)).toBe(true);
    expect([
      isFromKeyblast(headers, `${body} `, secret),
      isFromKeyblast(headers, body, `${secret}x`),
      isFromKeyblast(headers, body, secret, inSixMinutes),
      isFromKeyblast({ ...headers, 'keyblast-timestamp': String(Math.round(inSixMinutes)) }, body, secret, inSixMinutes),
      isFromKeyblast({}, body, secret),
    ]).toEqual([false, false, false, false, false]);
  });

  test('is told of only to who listens, and never of what was taken back', async () => {
    await addJson(['import.held']);
    must(await importFiles(ctx, { files: [facts(40)] }));
    must(await importFiles(ctx, { files: [facts(2)], dryRun: true }));
    const failing = inTransaction(ctx.database, async (client) => {
      await announce(client, { event: 'import.held', import: 1, source: 's', reason: 'r' }, ctx.now());
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow();
    expect(await deliveries()).toEqual([]);
    const held = await hold(2);
    must(await dropImport(ctx, { importId: held }));
    expect((await deliveries()).map(({ event, title }) => [event, title])).toEqual([['import.held', `Import ${held} of facts:default waits for confirmation`]]);
  });

  test('tells who confirmed or dropped what was held', async () => {
    await addJson(['import.settled']);
    must(await importFiles(ctx, { files: [facts(40)] }));
    must(await dropImport(ctx, { importId: await hold(2) }));
    must(await confirmImport(ctx, { importId: await hold(3) }));
    await hold(1);
    must(await importFiles(ctx, { files: [facts(1)], confirm: true }));
    await sendAll();
    expect(seen.map((one) => bodyOf(one).text)).toEqual([
      'Import 2 of facts:default was dropped by test.',
      'Import 3 of facts:default was confirmed by test.',
      'Import 5 of facts:default was confirmed by test.',
    ]);
  });

  test('of the audit log comes when its head is another, and once', async () => {
    await addJson(['audit.head']);
    expect(must(await announceAuditHead(ctx))).toEqual({ announced: true });
    expect(must(await announceAuditHead(ctx))).toEqual({ announced: false });
    must(await changeHorizon(ctx, { days: 20 }));
    expect(must(await announceAuditHead(ctx))).toEqual({ announced: true });
    await sendAll();
    expect(seen.map((one) => bodyOf(one).data.entry)).toEqual([2, 3]);
    expect(bodyOf(seen[1]!).auditHead).toContain(`.3.${bodyOf(seen[1]!).data.hash}.`);
  });

  test('has a link where the installation has an address', async () => {
    vi.stubEnv('KEYBLAST_URL', 'https://keyblast.example.com');
    await addJson();
    must(await importFiles(ctx, { files: [facts(40)] }));
    const held = await hold(2);
    await sendAll();
    expect(bodyOf(seen[0]!).link).toBe(`https://keyblast.example.com/imports/${held}`);
  });

  test('goes by the worker, and one that fails waits longer and longer', async () => {
    await addJson();
    answer = (_, response) => response.writeHead(503).end('come back later');
    await happen();
    const worker = await workJobs(ctx, (error) => expect.fail(error.message));
    try {
      while ((await deliveries())[0]?.attempts.length === 0) await sleep(100);
      const queued = async () =>
        (await ctx.database.pool.query(`SELECT state, start_after > now() + interval '5 s' AS later FROM pgboss.job WHERE name = 'deliver'`)).rows;
      while ((await queued())[0]?.state !== 'retry') await sleep(100);
      expect(await queued()).toEqual([{ state: 'retry', later: true }]);
      await ctx.database.pool.query(`UPDATE pgboss.job SET start_after = now() WHERE name = 'deliver'`);
      answer = (_, response) => response.end('thanks');
      while ((await deliveries())[0]?.state !== 'sent') await sleep(100);
    } finally {
      await worker.close();
    }
    expect((await deliveries())[0]!.attempts).toMatchObject([
      { status: 503, said: 'answered 503: come back later' },
      { status: 200, said: 'answered 200' },
    ]);
    expect(seen.map(({ headers }) => headers['keyblast-delivery'])).toEqual(['1', '1']); // by which a receiver knows it again
  });
});

describe('a try that fails', () => {
  beforeEach(async () => {
    await addJson();
    await happen();
  });
  const last = async () => (await deliveries())[0]!;

  test.each([500, 502, 503, 429, 408])('with %d is tried again, ten times at most; then a person can start over', async (status) => {
    answer = (_, response) => response.writeHead(status).end();
    for (let n = 1; n < 10; n++) {
      expect(await sendAll()).toEqual([`again: answered ${status}`]);
      expect(await last()).toMatchObject({ state: 'waiting' });
    }
    expect(await sendAll()).toEqual(['over']);
    expect(await last()).toMatchObject({ state: 'failed', attempts: { length: 10 } });
    expect(await sendAll()).toEqual([]);
    answer = (_, response) => response.end();
    must(await resendDelivery(ctx, { id: (await last()).id }));
    expect(await sendAll()).toEqual(['over']);
    expect(await last()).toMatchObject({ state: 'sent' });
    expect(await resendDelivery(ctx, { id: (await last()).id })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });

  test.each([400, 401, 404, 410])('with %d is over', async (status) => {
    answer = (_, response) => response.writeHead(status).end('no');
    expect(await sendAll()).toEqual(['over']);
    expect(await last()).toMatchObject({ state: 'failed', attempts: [{ status, said: `answered ${status}: no` }] });
  });

  test('with a redirect is over, and the redirect not followed', async () => {
    answer = (_, response) => response.writeHead(307, { Location: `${url}/elsewhere` }).end();
    expect(await sendAll()).toEqual(['over']);
    expect(seen.map((one) => one.url)).toEqual(['/in']);
    expect((await last()).attempts[0]!.said).toMatch(/^answered 307: a redirect, which is not followed/);
  });

  test('because the address is not allowed any more is over, and nothing arrives', async () => {
    must(await changeOutgoing(ctx, { hosts: [], networks: [] }));
    expect(await sendAll()).toEqual(['over']);
    expect(seen).toEqual([]);
    expect((await last()).attempts[0]!.said).toBe('127.0.0.1 is loopback, and in no network that was allowed');
  });

  test('because the name leads inside at the second try is over, and nothing arrives there', async () => {
    const id = (await last()).id;
    const { port } = new URL(url);
    await ctx.database.pool.query('UPDATE webhook SET url = $1', [`http://rebind.example:${port}/in`]);
    answer = (_, response) => response.writeHead(500).end();
    const addresses = ['127.0.0.1', '127.0.0.2'];
    const resolve = async () => [addresses.shift() ?? ''];
    await expect(deliver(ctx, id, { resolve })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await deliver(ctx, id, { resolve });
    expect(seen).toHaveLength(1);
    expect((await last()).attempts.map(({ said }) => said)).toEqual([
      'answered 500',
      'rebind.example resolves to 127.0.0.2: 127.0.0.2 is loopback, and in no network that was allowed',
    ]);
  });

  test('because the webhook is paused or deleted is over', async () => {
    const { webhook, id } = await last();
    must(await changeWebhook(ctx, { id: webhook }, { active: false }));
    expect(await sendAll()).toEqual(['over']);
    expect(await last()).toMatchObject({ state: 'failed', attempts: [{ said: 'not sent: this webhook is paused' }] });
    must(await changeWebhook(ctx, { id: webhook }, { active: true }));
    must(await resendDelivery(ctx, { id }));
    must(await deleteWebhook(ctx, { id: webhook }));
    expect([await sendAll(), seen]).toEqual([[], []]);
    expect(await last()).toMatchObject({ state: 'failed', webhookName: 'receiver' });
    expect(await resendDelivery(ctx, { id })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  });

  test('because the secret was sealed under another key says so', async () => {
    vi.stubEnv('KEYBLAST_KEY', 'cd'.repeat(32));
    expect(await sendAll()).toEqual(['over']);
    expect((await last()).attempts[0]!.said).toMatch(/^The secret was sealed under another key .* Restore installation\.key/);
  });
});

describe('secrets', () => {
  test('are told once, and are nowhere afterwards: not in the database, a list, the audit log, or an answer that says them back', async () => {
    const { secret } = await addJson();
    const jira = await addJira();
    const incoming = jira.incoming!.secret;
    expect(secret).toMatch(/^kbwh_[\w-]{43}$/);
    expect(incoming).toMatch(/^kbwh_[\w-]{43}$/);
    const basic = Buffer.from(`bot@example.com:${token}`).toString('base64');
    answer = ({ headers }, response) =>
      response.writeHead(400).end(`you said ${headers.authorization ?? secret}, ${headers.authorization ? token : 'nothing else'}`);
    await happen();
    await sendAll();
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([undefined, `Basic ${basic}`]);
    expect((await deliveries()).map(({ attempts }) => attempts[0]!.said)).toEqual([
      'answered 400: you said Basic [redacted], [redacted]',
      'answered 400: you said [redacted], nothing else',
    ]);
    const told = [await listWebhooks(ctx), await deliveries(), await listAudit(ctx, {}), await dump()].map((each) => JSON.stringify(each)).join('\n');
    for (const each of [secret!, incoming, token, basic]) expect(told).not.toContain(each);
  });

  test('are renewed, and the former ones end', async () => {
    const { id, secret } = await addJson();
    const renewed = must(await renewWebhookSecret(ctx, { id }));
    expect(renewed.secret).not.toBe(secret);
    await happen();
    await sendAll();
    const { headers, body } = seen[0]!;
    expect(headers['keyblast-signature']).toBe(`v1=${signatureOf(renewed.secret!, Number(headers['keyblast-timestamp']), body)}`);
  });

  test('a token is not sent to another address than it was given for', async () => {
    const { id } = await addJira();
    expect(await changeWebhook(ctx, { id }, { url: 'https://evil.example/' })).toMatchObject({
      ok: false,
      error: { message: 'token: another address needs the token anew' },
    });
    must(await changeWebhook(ctx, { id }, { url: `${url}/jira` }));
    must(await changeWebhook(ctx, { id }, { url: 'https://other.example/', token: 'fake-token-of-the-other' }));
  });
});

/** Every value of every table, as text. */
async function dump(): Promise<string[]> {
  const client = new pg.Client({ connectionString: ctx.database.url });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT LIKE '\\_prisma%'`,
  );
  const rows: string[] = [];
  for (const { name } of tables.rows)
    rows.push(
      ...(await client.query<{ row: string }>(`SELECT encode(convert_to(t::text, 'UTF8'), 'escape') AS row FROM ${name} t`)).rows.map(({ row }) => row),
    );
  await client.end();
  return rows;
}

describe('a tracker', () => {
  const sign = (body: string, secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

  test('of Jira gets an issue for a subject, then comments, and says its status back', async () => {
    const { id, incoming } = await addJira();
    answer = (request, response) =>
      response.writeHead(201).end(JSON.stringify(request.url.endsWith('/comment') ? { id: '1' } : { id: '10001', key: 'SEC-7', self: 'x' }));
    must(await importFiles(ctx, { files: [facts(40)] }));
    const held = await hold(2);
    await sendAll();
    must(await dropImport(ctx, { importId: held }));
    await sendAll();
    expect(seen.map((one) => [one.method, one.url])).toEqual([
      ['POST', '/rest/api/2/issue'],
      ['POST', '/rest/api/2/issue/SEC-7/comment'],
    ]);
    expect(bodyOf(seen[0]!)).toMatchObject({
      fields: { project: { key: 'SEC' }, issuetype: { name: 'Task' }, summary: `Import ${held} of facts:default waits for confirmation` },
    });
    expect(bodyOf(seen[1]!).body).toContain(`Import ${held} of facts:default was dropped by test.`);
    expect(must(await listWebhooks(ctx)).tickets).toMatchObject([{ subject: `import:${held}`, key: 'SEC-7', url: `${url}/browse/SEC-7`, status: 'open' }]);

    const event = (status: string, timestamp: number, key = 'SEC-7') =>
      JSON.stringify({ webhookEvent: 'jira:issue_updated', timestamp, issue: { key, fields: { status: { name: status } } } });
    const say = (body: string, signature = sign(body, incoming!.secret), to = id) =>
      receiveTicketStatus(ctx, { webhook: to, headers: new Headers({ 'X-Hub-Signature': signature }), body: Buffer.from(body) });
    expect(must(await say(event('In Progress', 2_000)))).toEqual({ changed: true });
    expect(must(await say(event('To Do', 1_000)))).toEqual({ changed: false }); // came late
    expect(must(await say(event('In Progress', 3_000)))).toEqual({ changed: false });
    expect(must(await say(event('Done', 4_000, 'SEC-8')))).toEqual({ changed: false }); // nobody's
    expect(must(await say(event('Done', 4_000, 'OPS-7')))).toEqual({ changed: false });
    expect(must(await say('{"hello":"jira"}'))).toEqual({ changed: false });
    const forged = { ok: false, error: { code: 'UNAUTHENTICATED' } };
    expect(await say(event('Done', 5_000), sign(event('Done', 5_001), incoming!.secret))).toMatchObject(forged);
    expect(await say(event('Done', 5_000), sign(event('Done', 5_000), 'another secret'))).toMatchObject(forged);
    expect(await say(event('Done', 5_000), '')).toMatchObject(forged);
    expect(await say(event('Done', 5_000), undefined, 'no-such-webhook')).toMatchObject(forged);
    expect(await say('not json')).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(must(await listWebhooks(ctx)).tickets).toMatchObject([{ status: 'In Progress' }]);
    const { rows } = must(await listAudit(ctx, { action: 'ticket.status' }));
    expect(rows).toMatchObject([{ actor: `webhook:${id}`, before: { ticket: 'SEC-7', status: 'open' }, after: { status: 'In Progress' } }]);
  });

  test('of GitHub does the same', async () => {
    const { id, incoming } = await addGithub();
    answer = (request, response) =>
      response
        .writeHead(201)
        .end(JSON.stringify(request.url.endsWith('/comments') ? { id: 1 } : { number: 12, html_url: 'https://github.example/acme/keys/issues/12' }));
    await happen();
    await sendAll();
    await happen();
    await sendAll();
    expect(seen.map((one) => [one.method, one.url, one.headers.authorization])).toEqual([
      ['POST', '/repos/acme/keys/issues', `Bearer ${token}`],
      ['POST', '/repos/acme/keys/issues/12/comments', `Bearer ${token}`],
    ]);
    expect(bodyOf(seen[0]!)).toMatchObject({ labels: ['keyblast'], title: 'Import 1 of facts:default waits for confirmation' });
    const event = (state: string, reason: string | null, at: string, repository = 'Acme/Keys') =>
      JSON.stringify({ action: 'x', repository: { full_name: repository }, issue: { number: 12, state, state_reason: reason, updated_at: at } });
    const say = (body: string) =>
      receiveTicketStatus(ctx, { webhook: id, headers: new Headers({ 'X-Hub-Signature-256': sign(body, incoming!.secret) }), body: Buffer.from(body) });
    expect(must(await say(event('closed', 'not_planned', '2026-11-01T10:00:00Z')))).toEqual({ changed: true });
    expect(must(await say(event('open', 'reopened', '2026-11-01T09:00:00Z')))).toEqual({ changed: false });
    expect(must(await say(event('open', 'reopened', '2026-11-01T11:00:00Z', 'evil/keys')))).toEqual({ changed: false });
    expect(must(await listWebhooks(ctx)).tickets).toMatchObject([
      { key: '12', url: 'https://github.example/acme/keys/issues/12', status: 'closed (not planned)' },
    ]);
    const old = createHmac('sha1', incoming!.secret).update('{}').digest('hex');
    expect(await receiveTicketStatus(ctx, { webhook: id, headers: new Headers({ 'X-Hub-Signature': `sha1=${old}` }), body: Buffer.from('{}') })).toMatchObject({
      ok: false,
    });
  });

  test('is asked for its project by a test, which makes no issue; a receiver of JSON gets the test itself', async () => {
    const jira = await addJira();
    const github = await addGithub();
    const json = await addJson();
    expect(must(await testWebhook(ctx, jira))).toEqual({ arrived: true, said: 'answered 200' });
    expect(must(await testWebhook(ctx, github))).toMatchObject({ arrived: true });
    expect(must(await testWebhook(ctx, json))).toMatchObject({ arrived: true });
    expect(seen.map((one) => `${one.method} ${one.url}`)).toEqual(['GET /rest/api/2/project/SEC', 'GET /repos/acme/keys', 'POST /in']);
    expect(bodyOf(seen[2]!)).toMatchObject({ event: 'test', title: 'A test from Keyblast to receiver' });
    answer = (_, response) => response.writeHead(503).end();
    expect(must(await testWebhook(ctx, json))).toEqual({ arrived: false, said: 'answered 503' });
    expect((await deliveries()).map(({ event, state }) => [event, state])).toEqual([
      ['test', 'failed'],
      ['test', 'sent'],
      ['test', 'sent'],
      ['test', 'sent'],
    ]);
    expect(must(await listWebhooks(ctx)).tickets).toEqual([]);
    expect(await testWebhook(ctx, { id: 'none' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });
});

describe('what is set', () => {
  test.each([
    ['a name that is taken', { name: 'Receiver' }, 'CONFLICT', /There is a webhook called/],
    ['no address', { url: 'hooks.example.com' }, 'INVALID', /url: expected an https/],
    ['a password in the address', { url: 'https://a:b@hooks.example.com' }, 'INVALID', /url: expected an address without a user name and password/],
    ['a secret in the address', { url: `https://hooks.example.com/?token=ghp_${'FakeCanary7'.repeat(4)}` }, 'INVALID', /url: looks as if it held a secret/],
    ['an unknown event', { events: ['nothing'] }, 'INVALID', /events/],
    ['no event', { events: [] }, 'INVALID', /choose at least one event/],
  ])('%s is refused', async (_, wrong, code, message) => {
    await addJson();
    const given = { name: 'other', kind: 'json', url: 'https://hooks.example.com', events: all, config: {}, ...wrong } as Parameters<typeof createWebhook>[1];
    expect(await createWebhook(ctx, given)).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(message) } });
  });

  test('of a tracker must be whole', async () => {
    const given = { name: 'jira', kind: 'jira' as const, url, events: all };
    expect(await createWebhook(ctx, { ...given, config: { project: 'SEC', issueType: 'Task' } })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/token: expected what Jira issues let us in with/) },
    });
    expect(await createWebhook(ctx, { ...given, token, config: { project: 'sec', issueType: 'Task' } })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/project: expected the key of a project/) },
    });
    expect(await createWebhook(ctx, { ...given, kind: 'github', token, config: { repository: 'keys' } })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/repository: expected OWNER\/NAME/) },
    });
    expect(await changeOutgoing(ctx, { hosts: ['http://x'], networks: [] })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/“http:\/\/x” is no host/) },
    });
    expect(await changeOutgoing(ctx, { hosts: [], networks: ['0.0.0.0/0'] })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/“0.0.0.0\/0” is no network/) },
    });
  });

  test('is for administrators; auditors read it, others see nothing', async () => {
    const { id } = await addJson();
    const as = (role: 'viewer' | 'auditor' | 'analyst' | 'manager') => ({ ...ctx, actor: { ...ctx.actor, role } });
    for (const role of ['viewer', 'auditor', 'analyst', 'manager'] as const) {
      const tried = [
        await createWebhook(as(role), { name: 'x', kind: 'json', url, events: all }),
        await changeWebhook(as(role), { id }, { name: 'x' }),
        await deleteWebhook(as(role), { id }),
        await renewWebhookSecret(as(role), { id }),
        await testWebhook(as(role), { id }),
        await resendDelivery(as(role), { id: 1 }),
        await changeOutgoing(as(role), { hosts: [], networks: [] }),
        await announceAuditHead(as(role)),
        ...(role === 'auditor' ? [] : [await listWebhooks(as(role)), await listDeliveries(as(role), {})]),
      ];
      expect(tried.map((one) => !one.ok && one.error.code)).toEqual(tried.map(() => 'FORBIDDEN'));
    }
    expect(must(await listWebhooks(as('auditor'))).webhooks).toMatchObject([{ name: 'receiver' }]);
    expect(must(await listDeliveries(as('auditor'), {})).deliveries).toEqual([]);
  });
});
