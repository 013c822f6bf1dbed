import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OutgoingRequest, type SendOptions, sendRequest } from './sendRequest.ts';

/** Requests against servers that really listen on this machine: what reaches them, and what does not. */

type Seen = { method: string | undefined; url: string | undefined; headers: http.IncomingHttpHeaders; body: string };
let seen: Seen[];
let server: http.Server;
let port: number;
/** What the server does with a request. */
let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void;

async function listen(on: net.Server, at: number, host: string): Promise<number> {
  on.listen(at, host);
  await once(on, 'listening');
  const address = on.address();
  return typeof address === 'object' && address ? address.port : 0;
}
const close = (one: net.Server): Promise<void> => new Promise((done) => one.close(() => done()));

beforeEach(async () => {
  seen = [];
  answer = (_, response) => response.end('{"ok":true}');
  server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    answer(request, response);
  });
  port = await listen(server, 0, '127.0.0.1');
});
afterEach(() => {
  server.closeAllConnections();
  return close(server);
});

const local = { hosts: [], networks: ['127.0.0.1'] };
const open = { hosts: [], networks: [] };
const post = (url: string, options: Partial<SendOptions> = {}, more: Partial<OutgoingRequest> = {}) =>
  sendRequest({ method: 'POST', url, headers: { 'X-Test': '1' }, body: '{"a":1}', ...more }, { rules: local, ...options });
const refused = (message: string) => ({ ok: false, error: { code: 'FORBIDDEN', message: expect.stringContaining(message) } });
const resolve =
  (...addresses: string[]) =>
  async () =>
    addresses;

test('a request to an allowed network arrives as it was given', async () => {
  expect(await post(`http://127.0.0.1:${port}/hook?x=1`)).toEqual({ ok: true, value: { status: 200, body: '{"ok":true}' } });
  expect(seen).toMatchObject([
    { method: 'POST', url: '/hook?x=1', body: '{"a":1}', headers: { 'x-test': '1', host: `127.0.0.1:${port}`, connection: 'close' } },
  ]);
});

describe('addresses that are not public', () => {
  test.each([
    ['loopback', 'http://127.0.0.1'],
    ['loopback in decimal', 'http://2130706433'],
    ['loopback in hexadecimal', 'http://0x7f000001'],
    ['loopback in octal', 'http://0177.0.0.1'],
    ['loopback in short', 'http://127.1'],
    ['this host', 'http://0'],
    ['loopback of IPv6', 'http://[::1]'],
    ['loopback in IPv6', 'http://[::ffff:127.0.0.1]'],
    ['loopback in IPv6, in hexadecimal', 'http://[::ffff:7f00:1]'],
    ['a full-width address', 'http://１２７.0.0.1'],
    ['private', 'https://192.168.0.1'],
    ['link-local metadata', 'http://169.254.169.254'],
    ['unique-local', 'https://[fd00:ec2::254]'],
    ['multicast', 'https://239.0.0.1'],
  ])('%s is refused, and nothing arrives', async (_, origin) => {
    expect(await post(`${origin}:${port}/`, { rules: open })).toEqual(refused('in no network that was allowed'));
    expect(seen).toEqual([]);
  });

  test.each([
    ['loopback', ['127.0.0.1']],
    ['loopback of IPv6', ['::1']],
    ['a private one', ['10.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['a public one and loopback', ['93.184.215.14', '127.0.0.1']],
    ['loopback and a public one', ['127.0.0.1', '93.184.215.14']],
    ['something that is no address', ['not-an-address']],
  ])('a name that resolves to %s is refused', async (_, addresses) => {
    expect(await post(`https://hooks.example.com:${port}/`, { rules: open, resolve: resolve(...addresses) })).toEqual(refused('hooks.example.com resolves to'));
    expect(seen).toEqual([]);
  });

  test('localhost is refused as the system resolves it', async () => {
    expect(await post(`http://localhost:${port}/`, { rules: open })).toEqual(refused('localhost resolves to'));
    expect(seen).toEqual([]);
  });

  test('a name in the list of hosts is refused all the same if it leads inside', async () => {
    const rules = { hosts: ['hooks.example.com'], networks: [] };
    expect(await post('https://hooks.example.com/', { rules, resolve: resolve('127.0.0.1') })).toEqual(refused('resolves to 127.0.0.1'));
    expect(await post('https://other.example.com/', { rules, resolve: resolve('1.1.1.1') })).toEqual(refused('not in the list of hosts'));
  });
});

// Addresses beside 127.0.0.1 are there without being set up on Linux only.
describe.skipIf(process.platform !== 'linux')('a name that resolves differently the second time', () => {
  let inside: http.Server;
  let reached: string[];
  beforeEach(async () => {
    reached = [];
    inside = http.createServer((request, response) => {
      reached.push(request.url ?? '');
      response.end('from inside');
    });
    await listen(inside, port, '127.0.0.2');
  });
  afterEach(() => close(inside));

  test('is asked once, and the connection goes to the address that was checked', async () => {
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    let asked = 0;
    const turning = async () => [answers[asked++] ?? '127.0.0.2'];
    expect(await post(`http://rebind.example:${port}/`, { resolve: turning })).toMatchObject({ ok: true, value: { body: '{"ok":true}' } });
    expect([asked, reached, seen.length]).toEqual([1, [], 1]);
    expect(seen[0]!.headers.host).toBe(`rebind.example:${port}`);
    expect(await post(`http://rebind.example:${port}/`, { resolve: turning })).toEqual(refused('rebind.example resolves to 127.0.0.2'));
    expect([asked, reached]).toEqual([2, []]);
  });

  test('is not asked again by a redirect either, which is not followed', async () => {
    answer = (_, response) => response.writeHead(302, { Location: `http://127.0.0.2:${port}/stolen` }).end();
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ ok: true, value: { status: 302 } });
    expect(reached).toEqual([]);
  });
});

describe('what is slow, long or broken over there', () => {
  const unavailable = (message: RegExp) => ({ ok: false, error: { code: 'UNAVAILABLE', message: expect.stringMatching(message) } });

  test('is waited for so long and no longer', async () => {
    answer = () => undefined;
    const started = performance.now();
    expect(await post(`http://127.0.0.1:${port}/`, { timeoutMs: 300 })).toEqual(unavailable(/no whole answer within 0\.3 s/));
    answer = (_, response) => response.write('begun');
    expect(await post(`http://127.0.0.1:${port}/`, { timeoutMs: 300 })).toEqual(unavailable(/no whole answer within 0\.3 s/));
    expect(await post('https://slow.example/', { timeoutMs: 100, resolve: () => new Promise(() => undefined) })).toEqual(unavailable(/could not be resolved/));
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('is read to 64 KB and no further', async () => {
    let written = 0;
    answer = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && written < 2 ** 28 && response.write(Buffer.alloc(65_536, 0x61))) written += 65_536;
      };
      response.on('drain', more);
      more();
    };
    const sent = await post(`http://127.0.0.1:${port}/`);
    expect(sent.ok && sent.value.body.length).toBe(65_536);
    expect(written).toBeLessThan(2 ** 26);
  });

  test('is told by its code', async () => {
    const broken = net.createServer((socket) => socket.destroy());
    const brokenPort = await listen(broken, 0, '127.0.0.1');
    expect(await post(`http://127.0.0.1:${brokenPort}/`)).toEqual(unavailable(/no answer \(ECONNRESET\)/));
    await close(broken);
    expect(await post(`http://127.0.0.1:${brokenPort}/`)).toEqual(unavailable(/no answer \(ECONNREFUSED\)/));
    expect(await post('https://nowhere.invalid/')).toEqual(unavailable(/nowhere\.invalid could not be resolved \((ENOTFOUND|EAI_AGAIN)\)/));
    expect(await post('https://empty.example/', { resolve: resolve() })).toEqual(unavailable(/has no address/));
  });
});

test.each([
  ['no address', 'nothing', /no http:\/\/ or https:\/\/ address/],
  ['another protocol', 'file:///etc/passwd', /no http:\/\/ or https:\/\/ address/],
  ['a password in it', 'https://user:fake-password@example.com/', /holds a user name or password/],
])('%s is not sent at all', async (_, url, message) => {
  const sent = await post(url);
  expect(sent).toMatchObject({ ok: false, error: { code: 'INVALID', message: expect.stringMatching(message) } });
  expect(JSON.stringify(sent)).not.toContain('fake-password');
});

test('a body that is too large is not sent at all', async () => {
  expect(await post(`http://127.0.0.1:${port}/`, {}, { body: 'x'.repeat(600_000) })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  expect(seen).toEqual([]);
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
describe.skipIf(!hasOpenssl)(`over TLS${hasOpenssl ? '' : ' (skipped: no openssl here to make a certificate with)'}`, () => {
  let secure: https.Server;
  let securePort: number;
  let certificate: string;
  beforeEach(async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'keyblast-tls-'));
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=hooks.example.com', '-addext', 'subjectAltName=DNS:hooks.example.com'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
      { stdio: 'ignore' },
    );
    certificate = fs.readFileSync(cert, 'utf8');
    secure = https.createServer({ key: fs.readFileSync(key), cert: certificate }, (request, response) =>
      response.end(`${request.headers.host} ${request.url}`),
    );
    securePort = await listen(secure, 0, '127.0.0.1');
    fs.rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    secure.closeAllConnections();
    return close(secure);
  });

  test('the certificate is checked against the name, not the address', async () => {
    const options = { resolve: resolve('127.0.0.1'), trust: certificate };
    expect(await post(`https://hooks.example.com:${securePort}/in`, options)).toEqual({
      ok: true,
      value: { status: 200, body: `hooks.example.com:${securePort} /in` },
    });
    expect(await post(`https://other.example.com:${securePort}/in`, options)).toMatchObject({
      ok: false,
      error: { code: 'UNAVAILABLE', message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') },
    });
    expect(await post(`https://hooks.example.com:${securePort}/in`, { resolve: resolve('127.0.0.1') })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') },
    });
  });
});
