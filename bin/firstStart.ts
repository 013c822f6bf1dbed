import type { OpenContext } from '../lib/services/openContext.ts';
import { settleDatabase } from '../lib/store/openDatabase.ts';

/** What a new embedded database gets before it is served. */
export async function firstStart(ctx: OpenContext, options: { sample?: true; empty?: true }): Promise<void> {
  if (!ctx.isNew) return;
  if (options.empty) settleDatabase();
}
