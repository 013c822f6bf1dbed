import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'bin/**/*.test.ts', 'bench/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'components/**/*.test.{ts,tsx}'],
    globalSetup: ['lib/store/testServer.ts'],
    // Each file in a process of its own: process ids, environment and sockets are what several of them test.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
