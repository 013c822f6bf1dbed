import type { Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { deleteSavedView } from '../store/savedViews.ts';
import { lockOwnView, toldView } from './changeView.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';

/** So long a deleted view can come back. */
const keptMs = 24 * 3_600_000;

/** Deletes a view; `restoreView` takes that back for a day. */
export async function deleteView(ctx: Context, { view: id }: { view: number }): Promise<Result<{ name: string }>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const view = await lockOwnView(ctx, client, id);
      await deleteSavedView(client, id, ctx.now(), new Date(ctx.now().getTime() - keptMs));
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'view.delete', before: toldView(view) });
      return { name: view.name };
    }),
  );
}
