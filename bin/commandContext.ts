import os from 'node:os';
import { type OpenContext, openContext } from '../lib/services/openContext.ts';

/** The context of a command: the operating system's user, administrator of its own data folder (docs/decisions). Close it when done. */
export function commandContext(): Promise<OpenContext> {
  const id = `cli:${userName()}`;
  return openContext({ id, name: id, role: 'admin' });
}

/** Opens a context for the time of `work`. */
export async function withContext<T>(work: (ctx: OpenContext) => Promise<T>): Promise<T> {
  const ctx = await commandContext();
  try {
    return await work(ctx);
  } finally {
    await ctx.close();
  }
}

/** In containers the user id may have no name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
