import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import { type SavedView, ViewColumns, ViewFilter, ViewName, ViewSort } from '../model/savedView.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { countSavedViews, insertSavedView } from '../store/savedViews.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { shownView } from './listViews.ts';
import { readInput } from './readInput.ts';

/** More than anybody finds again in a list. */
export const maxViews = 100;

export const SaveView = z.object({ name: ViewName, shared: z.boolean().default(false), filter: ViewFilter, sort: ViewSort, columns: ViewColumns });
export type SaveView = z.input<typeof SaveView>;

/** Keeps a filter, an order and columns under a name. For oneself anybody may; a view for everybody takes an analyst. CONFLICT where the name is taken. */
export async function saveView(ctx: Context, input: unknown): Promise<Result<SavedView>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(SaveView, input);
  if (!read.ok) return read;
  const view = read.value;
  const refused = view.shared ? forbidden(ctx, 'analyst') : undefined;
  if (refused) return refused;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      if ((await countSavedViews(client, ctx.actor.id)) >= maxViews)
        throw new KeyblastError('TOO_LARGE', `You keep ${maxViews} views already; delete one that you do not need.`);
      const id = await insertSavedView(client, ctx.actor.id, view, ctx.now());
      if (id === undefined) throw new KeyblastError('CONFLICT', `You have a view called “${view.name}” already. Choose another name, or replace that view.`);
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'view.save', after: { id, ...view } });
      return shownView(ctx, { id, owner: ctx.actor.id, ownerName: ctx.actor.name, ...view });
    }),
  );
}
