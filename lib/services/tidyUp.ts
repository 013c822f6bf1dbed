import type { Result } from '../model/errors.ts';
import { type ExpiredUse, expireUse } from '../store/expireUse.ts';
import { sweepUploads } from '../store/uploadFiles.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';

/** Ends what has been kept long enough: use (its retention), and files that were sent but never imported, which may hold secrets. */
export async function tidyUp(ctx: Context): Promise<Result<ExpiredUse>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  sweepUploads(ctx.now());
  return asResult(() => expireUse(ctx.database, { actor: ctx.actor.id, now: ctx.now() }));
}

/** Retention is counted in days: an hour more does no harm. */
const everyMs = 3_600_000;

/** Tidies up now and every hour until stopped; what goes wrong is told, and tried again the next hour. */
export function keepTidy(ctx: Context, onError: (message: string) => void): { stop(): Promise<void> } {
  const once = (): Promise<void> => tidyUp(ctx).then((done) => (done.ok ? undefined : onError(done.error.message)));
  let running = once();
  const timer = setInterval(() => {
    running = running.then(once);
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
