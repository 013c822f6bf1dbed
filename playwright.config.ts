import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { sessionFile } from './e2e/keyblast.ts';

/** A port that nothing listens on. The first process to read this file picks it; the workers inherit it. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return String(address !== null && typeof address === 'object' ? address.port : 0);
}

process.env.KEYBLAST_E2E_PORT ??= await freePort();
const executablePath = process.env.KEYBLAST_CHROMIUM;

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/startKeyblast.ts',
  outputDir: 'test-results',
  forbidOnly: !!process.env.CI,
  workers: 2,
  retries: 1, // what passes the second time is counted and named as flaky
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: `http://127.0.0.1:${process.env.KEYBLAST_E2E_PORT}`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: { args: ['--no-sandbox', '--disable-background-networking'], ...(executablePath && { executablePath }) },
  },
  projects: [
    // The one-time link can be used once, so it comes before all else; it leaves the administrator's session for the others.
    { name: 'first start', testMatch: /firstStart\.setup\.ts/ },
    {
      name: 'screens',
      testMatch: /\.spec\.ts/,
      testIgnore: /imports\.spec\.ts/,
      dependencies: ['first start'],
      use: { storageState: sessionFile },
    },
    // What changes the figures that the others count comes after them, one after another.
    { name: 'changes', testMatch: /\.last\.ts/, dependencies: ['screens'], workers: 1, use: { storageState: sessionFile } },
    { name: 'imports', testMatch: /imports\.spec\.ts/, dependencies: ['changes'], use: { storageState: sessionFile } },
  ],
});
