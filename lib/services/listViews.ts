import { readColumns } from '../model/credentialColumns.ts';
import { ok, type Result } from '../model/errors.ts';
import type { SavedView } from '../model/savedView.ts';
import { listSavedViewRows, type SavedViewRow } from '../store/savedViews.ts';
import { type Context, forbidden } from './context.ts';
import { may } from './may.ts';

/** The saved views of whoever asks, and those that others share; one's own first, by name. */
export async function listViews(ctx: Context): Promise<Result<SavedView[]>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  return ok((await listSavedViewRows(ctx.database, ctx.actor.id)).map((row) => shownView(ctx, row)));
}

/** A stored view as whoever asks sees it. */
export function shownView(ctx: Context, { id, owner, ownerName, name, shared, filter, sort, columns }: SavedViewRow): SavedView {
  const mine = owner === ctx.actor.id;
  return {
    id,
    name,
    shared,
    filter,
    sort,
    columns: readColumns(columns),
    mine,
    mayChange: mayChangeView(ctx, { owner, shared }),
    ownerName: ownerName ?? owner,
  };
}

/** One's own; of those that others share, managers too: whoever shared them may have gone. A private one of somebody else does not exist for anybody. */
export const mayChangeView = (ctx: Context, { owner, shared }: { owner: string; shared: boolean }): boolean =>
  owner === ctx.actor.id || (shared && may(ctx, 'manager'));
