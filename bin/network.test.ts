import http from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { listenOn, readNetwork } from './network.ts';

const open: http.Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => new Promise((done) => server.close(done)))));
const server = (): http.Server => {
  const made = http.createServer();
  open.push(made);
  return made;
};

describe('where to listen', () => {
  test('is the loopback, and the first free port from 3000 on', () => {
    expect(readNetwork({})).toEqual({ host: '127.0.0.1', port: 3000, tries: 20, origin: undefined });
    expect(readNetwork({ PORT: '8080', KEYBLAST_URL: 'http://localhost:8080/some/path' })).toEqual({
      host: '127.0.0.1',
      port: 8080,
      tries: 1,
      origin: 'http://localhost:8080',
    });
  });

  test('is the network only with the address by which people come, over TLS', () => {
    for (const env of [{ HOST: '0.0.0.0' }, { HOST: '::' }, { HOST: '10.0.0.1', KEYBLAST_URL: 'http://keyblast.example.com' }])
      expect(() => readNetwork(env)).toThrow(`HOST=${env.HOST} opens Keyblast to the network: set KEYBLAST_URL`);
    expect(readNetwork({ HOST: '0.0.0.0', KEYBLAST_URL: 'https://keyblast.example.com/' })).toMatchObject({
      host: '0.0.0.0',
      origin: 'https://keyblast.example.com',
    });
  });

  test.each([{ PORT: 'http' }, { PORT: '70000' }, { PORT: '-1' }, { KEYBLAST_URL: 'keyblast.example.com' }, { KEYBLAST_URL: 'ftp://keyblast.example.com' }])(
    'refuses %o',
    (env) => {
      expect(() => readNetwork(env)).toThrow(/expected/);
    },
  );

  test('goes on to the next port where any will do, and says so where one was asked for', async () => {
    const first = server();
    const port = await listenOn(first, { host: '127.0.0.1', port: 0, tries: 1, origin: undefined });
    const second = await listenOn(server(), { host: '127.0.0.1', port, tries: 5, origin: undefined });
    expect(second).toBeGreaterThan(port);
    const taken = listenOn(server(), { host: '127.0.0.1', port, tries: 1, origin: undefined });
    await expect(taken).rejects.toMatchObject({ code: 'UNAVAILABLE', message: `Port ${port} is in use. Stop what listens there, or set PORT to a free one.` });
  });
});
