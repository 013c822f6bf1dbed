import { expect } from 'vitest';
import { openEngine } from '../engine/client.ts';
import type { Result } from '../model/errors.ts';
import { openPool } from '../store/database.ts';
import { testDatabase } from '../store/testDatabase.ts';
import type { Context } from './context.ts';

export type TestContext = Context & { close(): Promise<void> };

/** A context on a migrated, empty database of the test's own, with an engine of its own. For tests only. */
export async function testContext(role: Context['actor']['role'] = 'admin'): Promise<TestContext> {
  const made = await testDatabase();
  const database = openPool(made.url);
  const engine = openEngine({ databaseUrl: made.url });
  const close = async (): Promise<void> => {
    await engine.close();
    await database.close();
    await made.drop();
  };
  return { actor: { id: 'test', name: 'test', role }, database, engine, now: () => new Date(), close };
}

/** The value of an answer that the test takes for granted. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) expect.fail(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
