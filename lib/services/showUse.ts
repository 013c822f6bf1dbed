import { z } from 'zod';
import { actionClass } from '../iam/actionClass.ts';
import { openCatalogue } from '../iam/catalogue.ts';
import { ok, type Result } from '../model/errors.ts';
import type { CredentialUse } from '../model/use.ts';
import { readUse } from '../store/readUse.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ShowUse = z.object({
  /** The id of its row. */
  id: z.string().regex(/^\d{1,9}$/, 'expected the id of a credential'),
  /** The time of the analysis that it is shown with. */
  until: z.iso.datetime({ offset: true }),
});
export type ShowUse = z.input<typeof ShowUse>;

/** Use of one credential in the 90 days before an analysis, a lane for each workload that the logs tell apart. */
export async function showUse(ctx: Context, input: ShowUse): Promise<Result<CredentialUse>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ShowUse, input);
  if (!read.ok) return read;
  const use = await readUse(ctx.database, Number(read.value.id), new Date(read.value.until));
  return ok({ ...use, actions: use.actions.map(classed) });
}

/** CloudTrail names actions and no classes: what one of AWS amounts to, the catalogue says. */
function classed(use: CredentialUse['actions'][number]): CredentialUse['actions'][number] {
  const catalogue = openCatalogue();
  const id = use.class === undefined && use.action !== undefined ? catalogue.idOf(use.action) : undefined;
  return id === undefined ? use : { ...use, class: actionClass(catalogue.names[id]!, catalogue.action(id).level) };
}
