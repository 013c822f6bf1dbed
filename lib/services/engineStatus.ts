import type { Verbs } from '../engine/protocol.ts';
import type { Result } from '../model/errors.ts';
import { type Context, forbidden } from './context.ts';

/** What the engine has loaded: the last analysis, whether facts have changed since, how many threads. */
export async function engineStatus(ctx: Context): Promise<Result<Verbs['status']['value']>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  return ctx.engine.ask('status', {});
}
