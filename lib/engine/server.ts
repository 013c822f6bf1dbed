import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { type Failure, fail, KeyblastError, type Result } from '../model/errors.ts';
import { onJsonLines, sendJsonLine } from './jsonLines.ts';
import type { Progress, Request, Verb, Verbs } from './protocol.ts';

/** What a question can do while it is answered: say how far it is, and hear that nobody waits any more. */
export type Asking = { signal: AbortSignal; onProgress: (progress: Progress) => void };
export type Handlers = { [V in Verb]: (input: Verbs[V]['input'], asking: Asking) => Promise<Result<Verbs[V]['value']>> };

export type EngineServer = {
  port: number;
  token: string;
  /** Resolves when the server has closed: idle for `idleMs` after the last client, or told to. */
  closed: Promise<void>;
  close(): void;
};

/** Serves `handlers` on a random loopback port to whoever knows the token; closes `idleMs` after the last client has gone (or has never come), at once if that one said `{"leave": "now"}`. */
export async function serveEngine(handlers: Handlers, idleMs: number): Promise<EngineServer> {
  const token = randomBytes(32).toString('hex');
  const clients = new Set<net.Socket>();
  const server = net.createServer();
  const close = (): void => {
    server.close();
    for (const client of clients) client.destroy();
  };
  let idle = setTimeout(close, idleMs * 3); // the one that started it may be slow to come
  let lingerMs = idleMs;
  server.on('connection', (socket) => {
    clients.add(socket);
    clearTimeout(idle);
    lingerMs = idleMs;
    serveClient(socket, token, handlers, () => {
      lingerMs = 0;
    });
    socket.once('close', () => {
      clients.delete(socket);
      clearTimeout(idle);
      if (clients.size === 0) idle = setTimeout(close, lingerMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closed = once(server, 'close').then(() => clearTimeout(idle));
  return { port: portOf(server), token, closed, close };
}

function portOf(server: net.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the engine does not listen on a port');
  return address.port;
}

/** A stranger gets no answer and 200 bytes; a client of ours may ask long questions. */
const strangerBytes = 200;
const clientBytes = 1 << 24;

/** @param onLeave  the client goes, and need not have the engine wait for the next one */
function serveClient(socket: net.Socket, token: string, handlers: Handlers, onLeave: () => void): void {
  const asked = new Map<number, AbortController>();
  let known = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => {
    for (const controller of asked.values()) controller.abort();
  });
  const hear = (json: unknown): void => {
    if (known) {
      if (typeof json === 'object' && json !== null && 'leave' in json) onLeave();
      else hearClient(socket, json, asked, handlers);
      return;
    }
    known = knowsToken(json, token);
    if (known) sendJsonLine(socket, { welcome: process.pid });
    else socket.destroy();
  };
  onJsonLines(socket, hear, () => (known ? clientBytes : strangerBytes));
}

function knowsToken(json: unknown, token: string): boolean {
  const given = typeof json === 'object' && json !== null && 'token' in json ? json.token : undefined;
  return typeof given === 'string' && given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token));
}

function hearClient(socket: net.Socket, json: unknown, asked: Map<number, AbortController>, handlers: Handlers): void {
  if (typeof json !== 'object' || json === null) socket.destroy();
  else if ('cancel' in json) asked.get(Number(json.cancel))?.abort();
  else take(socket, asRequest(json), asked, handlers);
}

function take(socket: net.Socket, request: Request, asked: Map<number, AbortController>, handlers: Handlers): void {
  const controller = new AbortController();
  asked.set(request.id, controller);
  const asking: Asking = { signal: controller.signal, onProgress: (progress) => sendJsonLine(socket, { id: request.id, progress }) };
  const known = Object.hasOwn(handlers, request.verb);
  (known ? answer(handlers, request, asking) : Promise.resolve(fail('UNSUPPORTED', `the engine has no verb ${request.verb}`)))
    .catch((error: unknown) => ({ ok: false as const, error: failureOf(error) }))
    .then((result) => sendJsonLine(socket, result.ok ? { id: request.id, value: result.value } : { id: request.id, error: result.error }))
    .finally(() => asked.delete(request.id));
}

/** Whoever has the token runs the same source: its messages are requests, their inputs are those of their verbs. */
function asRequest(json: object): Request {
  return json as Request;
}

/** TypeScript cannot follow that `handlers[verb]` and `input` belong to one V; `Request` guarantees it. */
function answer(handlers: Handlers, { verb, input }: Request, asking: Asking): Promise<Result<unknown>> {
  const handler = handlers[verb] as (input: Request['input'], asking: Asking) => Promise<Result<unknown>>;
  return handler(input, asking);
}

/** An expected failure keeps its code; anything else is a fault of ours, told in the log with its stack and to the client without. */
function failureOf(error: unknown): Failure {
  if (error instanceof KeyblastError) return { code: error.code, message: error.message };
  console.error(new Date().toISOString(), error);
  return { code: 'INTERNAL', message: `the engine failed: ${error instanceof Error ? error.message : String(error)}` };
}
