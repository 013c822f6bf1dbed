import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openPool } from './database.ts';
import { importFacts } from './importFacts.ts';
import { dumpState, givenSet, readersDeriver } from './importTesting.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

let own: TestDatabase;
let database: Database;
beforeEach(async () => {
  own = await testDatabase();
  database = openPool(own.url);
});
afterEach(async () => {
  await database.close();
  await own.drop();
});

const facts = (n: number) =>
  Array.from({ length: n }, (_, i) => [
    { fact: 'credential', key: `c:${i}` },
    { fact: 'edge', edge: 'authenticates', from: `c:${i}`, to: `i:${i % 100}` },
  ]).flat();
const options = { actor: 'test', now: new Date('2026-10-01T00:00:00Z'), deriver: readersDeriver, confirm: true };

/** An import in a process of its own, which says each step that it comes to and waits there for a moment. */
const child = (url: string) => `
  import { openPool } from ${JSON.stringify(new URL('./database.ts', import.meta.url).href)};
  import { importFacts } from ${JSON.stringify(new URL('./importFacts.ts', import.meta.url).href)};
  import { givenSet, readersDeriver } from ${JSON.stringify(new URL('./importTesting.ts', import.meta.url).href)};
  const facts = (${facts.toString()})(30_000);
  await importFacts(openPool(${JSON.stringify(url)}), [givenSet({ facts })], {
    actor: 'test', now: new Date('2026-10-01T00:00:00Z'), deriver: readersDeriver, confirm: true,
    onProgress: (phase) => process.stdout.write(phase + '\\n'),
  });
  process.stdout.write('done\\n');
`;

/** Ends the process with SIGKILL as soon as it has said `phase`. */
async function killAt(phase: string): Promise<void> {
  const running = spawn(process.execPath, ['--input-type=module', '-e', child(own.url)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(running, 'close');
  let said = '';
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes(phase)) running.kill('SIGKILL');
  });
  const [, signal] = await closed;
  expect(signal, said).toBe('SIGKILL');
  expect(said).not.toContain('done');
}

test('killed at any step it leaves the state before, and the same import then succeeds', async () => {
  await importFacts(database, [givenSet({ facts: facts(50) })], options);
  const before = await dumpState(database);
  for (const phase of ['read', 'apply', 'nodes']) {
    await killAt(phase);
    expect(await dumpState(database), phase).toEqual(before);
  }
  const report = await importFacts(database, [givenSet({ facts: facts(30_000) })], options);
  expect(report.sources).toMatchObject([{ state: 'applied', nodes: { added: 29_950, changed: 0, gone: 0 } }]);
}, 120_000);
