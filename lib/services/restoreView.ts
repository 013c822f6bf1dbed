import { KeyblastError, type Result } from '../model/errors.ts';
import type { SavedView } from '../model/savedView.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { restoreSavedView } from '../store/savedViews.ts';
import { lockOwnView, toldView } from './changeView.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { shownView } from './listViews.ts';

/** Takes the deletion of a view back. CONFLICT where another of that name was made meanwhile. */
export async function restoreView(ctx: Context, { view: id }: { view: number }): Promise<Result<SavedView>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const view = await lockOwnView(ctx, client, id, true);
      if (!(await restoreSavedView(client, view)))
        throw new KeyblastError('CONFLICT', `There is another view called “${view.name}” by now; rename that one first.`);
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'view.restore', after: toldView(view) });
      return shownView(ctx, view);
    }),
  );
}
