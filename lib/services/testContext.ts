import { openEngine } from '../engine/client.ts';
import { openPool } from '../store/database.ts';
import { testDatabase } from '../store/testDatabase.ts';
import type { Context } from './context.ts';

/** A context on a migrated, empty database of the test's own, with an engine of its own. For tests only. */
export async function testContext(role: Context['actor']['role'] = 'admin'): Promise<Context & { close(): Promise<void> }> {
  const made = await testDatabase();
  const database = openPool(made.url);
  const engine = openEngine({ databaseUrl: made.url });
  return {
    actor: { id: 'test', name: 'test', role },
    database,
    engine,
    now: () => new Date(),
    close: async () => {
      await engine.close();
      await database.close();
      await made.drop();
    },
  };
}
