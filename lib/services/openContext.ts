import { openEngine } from '../engine/client.ts';
import { openPool } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/openDatabase.ts';
import type { Context } from './context.ts';

/** A context that holds the database and the engine open. `close` gives them back; `now` ends an embedded database without its ten seconds' wait, if this was its last client. */
export type OpenContext = Context & { embedded: boolean; isNew: boolean; ownerUrl: string; close(when?: 'now'): Promise<void> };

/** Opens the database (started if need be), migrates it, and connects to the engine at the first question. One of these serves a whole process: `{ ...context, actor }` for another actor. */
export async function openContext(actor: Context['actor']): Promise<OpenContext> {
  const opened = await openDatabase();
  try {
    await migrate(opened.ownerUrl);
  } catch (error) {
    await opened.release();
    throw error;
  }
  const database = openPool(opened.url);
  const engine = openEngine();
  return {
    actor,
    database,
    engine,
    now: () => new Date(),
    embedded: opened.embedded,
    isNew: opened.isNew,
    ownerUrl: opened.ownerUrl,
    close: async (when) => {
      await engine.close(when);
      await database.close();
      await opened.release(when);
    },
  };
}
