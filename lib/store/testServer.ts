/** vitest's global set-up: one embedded PostgreSQL for the run, in a throw-away data folder, with the migrations applied to a template database. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from './migrate.ts';
import { holdServer } from './postgres/client.ts';
import { outsideFolder } from './postgres/place.ts';
import { serverUrl } from './postgres/state.ts';
import { createTestDatabase, templateName } from './testDatabase.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { ownerUrl: string; applicationUrl: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'keyblast-test-'));
  if (process.getuid?.() === 0) fs.chmodSync(home, 0o711);
  process.env.KEYBLAST_HOME = home;
  process.env.KEYBLAST_POSTGRES_UNSAFE = '1';
  process.env.KEYBLAST_LINGER_MS = '500';
  delete process.env.DATABASE_URL;
  const hold = await holdServer();
  const ownerUrl = serverUrl(hold.state, 'owner', 'postgres');
  await createTestDatabase(ownerUrl, templateName);
  await migrate(serverUrl(hold.state, 'owner', templateName));
  project.provide('testServer', { ownerUrl, applicationUrl: serverUrl(hold.state, 'application', 'postgres') });
  return async () => {
    await hold.release('now');
    await untilGone(path.join(home, 'keeper.lock'));
    for (const folder of [outsideFolder(), home]) fs.rmSync(folder, { recursive: true, force: true });
  };
}

/** The keeper removes its lock as the last thing it does. */
async function untilGone(file: string): Promise<void> {
  for (let tries = 0; fs.existsSync(file) && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
}
