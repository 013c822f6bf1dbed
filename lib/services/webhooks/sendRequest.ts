import dns from 'node:dns/promises';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { fail, ok, type Result } from '../../model/errors.ts';
import type { OutgoingRules } from '../../model/webhooks.ts';
import { refusedAddress, refusedHost } from './outgoingRules.ts';

export type OutgoingRequest = { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; body?: string };
/** `body` is at most `mostBytes` long, cut there. */
export type OutgoingAnswer = { status: number; body: string };

/** All addresses of a name, as the system resolves it. */
export type Resolve = (host: string) => Promise<string[]>;
/** @property trust  PEM of a further certificate authority, for tests with a server of their own */
export type SendOptions = { rules: OutgoingRules; resolve?: Resolve; timeoutMs?: number; trust?: string };

/** Answers are read so far; what is beyond is not waited for. */
const mostBytes = 64 * 1024;
const sentBytes = 512 * 1024;

const systemResolve: Resolve = async (host) => (await dns.lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * Sends one request to where the rules let it go, and to nowhere else: the name is resolved once, every address of it is checked, the connection is made to the one that
 * was checked, and what it is really connected to is checked again. Follows no redirect, keeps no connection, asks no proxy.
 * FORBIDDEN: not to be sent there; INVALID: not to be sent at all; UNAVAILABLE: no answer, another try may get one. Messages name hosts and addresses, never headers or bodies.
 */
export async function sendRequest(
  request: OutgoingRequest,
  { rules, resolve = systemResolve, timeoutMs = 10_000, trust }: SendOptions,
): Promise<Result<OutgoingAnswer>> {
  const url = URL.parse(request.url);
  if (!url || !/^https?:$/.test(url.protocol)) return fail('INVALID', 'the address is no http:// or https:// address');
  if (url.username || url.password) return fail('INVALID', 'the address holds a user name or password; such belong into the secret');
  if (Buffer.byteLength(request.body ?? '') > sentBytes) return fail('INVALID', `the body is larger than ${sentBytes / 1024} KB`);
  const refused = refusedHost(rules, url.hostname);
  if (refused) return fail('FORBIDDEN', refused);
  const signal = AbortSignal.timeout(timeoutMs);
  const found = await addressOf(url, rules, resolve, signal);
  return found.ok ? exchange(url, request, found.value, { rules, signal, timeoutMs, trust }) : found;
}

/** The address to connect to, if all that the name resolves to may be connected to: a name that also leads inside is not trusted outside either. */
async function addressOf(url: URL, rules: OutgoingRules, resolve: Resolve, signal: AbortSignal): Promise<Result<string>> {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const named = net.isIP(literal) === 0;
  const addresses = named ? await resolved(url.hostname, resolve, signal) : ok([literal]);
  if (!addresses.ok) return addresses;
  const secure = url.protocol === 'https:';
  for (const address of addresses.value) {
    const refused = refusedAddress(rules, { address, named, secure });
    if (refused) return fail('FORBIDDEN', named ? `${url.hostname} resolves to ${address}: ${refused}` : refused);
  }
  const [first] = addresses.value;
  return first === undefined ? fail('UNAVAILABLE', `${url.hostname} has no address`) : ok(first);
}

async function resolved(host: string, resolve: Resolve, signal: AbortSignal): Promise<Result<string[]>> {
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('no answer in time')), { once: true }));
  try {
    return ok(await Promise.race([resolve(host), late]));
  } catch (error) {
    return fail('UNAVAILABLE', `${host} could not be resolved (${codeOf(error)})`);
  }
}

type Way = { rules: OutgoingRules; signal: AbortSignal; timeoutMs: number; trust: string | undefined };

/** What goes wrong is told by whoever waits for the next step; a connection that breaks behind the last one is no news. */
const ignore = (): void => undefined;

async function exchange(url: URL, request: OutgoingRequest, address: string, way: Way): Promise<Result<OutgoingAnswer>> {
  const late = (what: string): string => `${url.host}: ${what} within ${way.timeoutMs / 1000} s`;
  try {
    const socket = await connect(url, address, way);
    if (!socket.ok) return socket;
    const response = await ask(url, request, socket.value, way.signal);
    return ok({ status: response.statusCode ?? 0, body: await readSome(response) });
  } catch (error) {
    return fail('UNAVAILABLE', way.signal.aborted ? late('no whole answer') : `${url.host}: no answer (${codeOf(error)})`);
  }
}

/** A connection to the very address that was checked, whatever the name would resolve to by now; what it reached is checked before a byte is sent. */
async function connect(url: URL, address: string, { rules, signal, trust }: Way): Promise<Result<net.Socket>> {
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const named = net.isIP(host) === 0;
  const plain = net.connect({ host: address, port: Number(url.port) || (secure ? 443 : 80) });
  plain.on('error', ignore);
  signal.addEventListener('abort', () => plain.destroy(), { once: true });
  await once(plain, 'connect', { signal });
  const refused = refusedAddress(rules, { address: plain.remoteAddress ?? 'nothing', named, secure });
  if (refused) {
    plain.destroy();
    return fail('FORBIDDEN', `${host} led to another address: ${refused}`);
  }
  if (!secure) return ok(plain);
  const sealed = tls.connect({ socket: plain, host, ...(named && { servername: host }), ...(trust !== undefined && { ca: trust }) });
  sealed.on('error', ignore);
  await once(sealed, 'secureConnect', { signal });
  return ok(sealed);
}

async function ask(url: URL, { method, headers, body }: OutgoingRequest, socket: net.Socket, signal: AbortSignal): Promise<http.IncomingMessage> {
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method,
    headers: { 'User-Agent': 'Keyblast', Accept: 'application/json', ...headers, ...length },
    createConnection: () => socket, // without an agent: any agent, `false` too, would make a connection of its own, by name
    signal,
  });
  request.on('error', ignore);
  request.end(body);
  const [response] = await once(request, 'response', { signal });
  return response;
}

async function readSome(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostBytes) break; // leaving the loop ends the connection
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
}

/** The kind of an error of the system or of TLS, which says enough and holds nothing else. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.message : 'unknown';
