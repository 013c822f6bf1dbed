import type { Server } from 'node:http';
import { KeyblastError } from '../lib/model/errors.ts';

/** Where to listen (docs/decisions): on the loopback, unless HOST says otherwise; then people come by `origin`, over TLS that something before us ends. */
export type Network = {
  host: string /** The first port to try. */;
  port: number /** How many from there; 1 where PORT was given. */;
  tries: number;
  origin: string | undefined;
};

const defaultPort = 3000;

/** HOST, PORT and KEYBLAST_URL. INVALID says which of them is wrong. */
export function readNetwork(env: Readonly<Record<string, string | undefined>>): Network {
  const host = env.HOST || '127.0.0.1';
  const origin = env.KEYBLAST_URL ? originOf(env.KEYBLAST_URL) : undefined;
  const loopback = /^(127\.|localhost$|::1$)/.test(host);
  if (!loopback && !origin?.startsWith('https://'))
    throw new KeyblastError(
      'INVALID',
      `HOST=${host} opens Keyblast to the network: set KEYBLAST_URL to the https:// address by which people will reach it, or leave HOST unset.`,
    );
  return { host, origin, port: env.PORT ? portOf(env.PORT) : defaultPort, tries: env.PORT ? 1 : 20 };
}

function originOf(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new KeyblastError('INVALID', `KEYBLAST_URL is "${text}"; expected an address such as https://keyblast.example.com`);
  return url.origin;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new KeyblastError('INVALID', `PORT is "${text}"; expected a number from 0 (any free one) to 65535`);
  return port;
}

/** Listens on the first free port of those to try, and answers it. */
export async function listenOn(server: Server, { host, port, tries }: Network): Promise<number> {
  for (let next = port; ; next++) {
    const problem = await listening(server, next, host);
    const address = server.address();
    if (!problem) return typeof address === 'object' && address ? address.port : next;
    if (problem.code !== 'EADDRINUSE') throw new KeyblastError('UNAVAILABLE', `Cannot listen on ${host}:${next}: ${problem.message}. Check HOST and PORT.`);
    if (next - port + 1 >= tries)
      throw new KeyblastError(
        'UNAVAILABLE',
        `Port ${port}${tries > 1 ? ` and the ${tries - 1} after it are` : ' is'} in use. Stop what listens there, or set PORT to a free one.`,
      );
  }
}

function listening(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => {
      server.off('error', resolve);
      resolve(undefined);
    });
  });
}
