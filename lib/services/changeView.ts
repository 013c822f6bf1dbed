import type { PoolClient } from 'pg';
import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import type { SavedView } from '../model/savedView.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { lockSavedView, type SavedViewRow, updateSavedView } from '../store/savedViews.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { mayChangeView, shownView } from './listViews.ts';
import { readInput } from './readInput.ts';
import { SaveView } from './saveView.ts';

/** What is left out stays as it is. */
export const ChangeView = z
  .object({ ...SaveView.shape, shared: z.boolean() })
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'name what is to change: name, shared, filter, sort or columns');

/** Renames a view, replaces what it shows, shares it or takes it back. Sharing takes an analyst. */
export async function changeView(ctx: Context, { view: id }: { view: number }, input: unknown): Promise<Result<SavedView>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ChangeView, input);
  if (!read.ok) return read;
  const { name, shared, filter, sort, columns } = read.value;
  const refused = shared ? forbidden(ctx, 'analyst') : undefined;
  if (refused) return refused;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const before = await lockOwnView(ctx, client, id);
      const after = {
        name: name ?? before.name,
        shared: shared ?? before.shared,
        filter: filter ?? before.filter,
        sort: sort ?? before.sort,
        columns: columns ?? before.columns,
      };
      const done = await updateSavedView(client, before, after, ctx.now());
      if (!done) throw new KeyblastError('CONFLICT', `There is another view called “${after.name}” already. Choose another name.`);
      await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'view.change', before: toldView(before), after: { id, ...after } });
      return shownView(ctx, { ...before, ...after });
    }),
  );
}

/** The view, locked, for whoever may change it. Throws KeyblastError NOT_FOUND where it is not there or not to be seen, FORBIDDEN where it is another's. */
export async function lockOwnView(ctx: Context, client: PoolClient, id: number, deleted = false): Promise<SavedViewRow> {
  const view = await lockSavedView(client, id, deleted);
  const seen = view && (view.owner === ctx.actor.id || view.shared);
  if (!seen) throw new KeyblastError('NOT_FOUND', 'There is no such view; it may have been deleted meanwhile.');
  if (mayChangeView(ctx, view)) return view;
  throw new KeyblastError('FORBIDDEN', `“${view.name}” is ${view.ownerName ?? 'another’s'}; save it under a name of your own to change it.`);
}

/** A view as the audit log keeps it. */
export const toldView = ({ id, name, shared, filter, sort, columns }: SavedViewRow) => ({ id, name, shared, filter, sort, columns });
