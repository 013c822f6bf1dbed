import { z } from 'zod';
import { fail, KeyblastError, type Result } from '../model/errors.ts';
import type { Recertification } from '../model/recertification.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { insertRecertification, insertRecertificationItems, listRecertificationRows } from '../store/recertifications.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { Day, FreeText, Owner } from './taskInput.ts';

/** Credentials and decisions a round at most: who owns more owns them by a rule, and changes that. */
const most = 100_000;
export const StartRecertification = z.object({ owner: Owner, due: Day, note: FreeText(2000).optional() });
export type StartRecertification = z.input<typeof StartRecertification>;

/** Begins a round over what an owner answers for now. NOT_FOUND where that is nothing, CONFLICT where a round of theirs goes on, TOO_LARGE above 100,000. */
export async function startRecertification(ctx: Context, input: StartRecertification): Promise<Result<Recertification>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(StartRecertification, input);
  if (!read.ok) return read;
  const { owner, due, note } = read.value;
  if (due <= ctx.now()) return fail('INVALID', 'due: expected a day to come');
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const by = { actor: ctx.actor.id, now: ctx.now() };
      const round = await insertRecertification(client, { owner, due, ...(note !== undefined && { note }) }, by);
      if (round === undefined) throw new KeyblastError('CONFLICT', `A recertification of ${owner} goes on already; close it first.`);
      const items = await insertRecertificationItems(client, { round, owner, now: by.now, most });
      if (items === 0) throw new KeyblastError('NOT_FOUND', `${owner} owns no usable credential and no agent with a decision that stands.`);
      if (items > most)
        throw new KeyblastError('TOO_LARGE', `${owner} owns more than ${most.toLocaleString('en-US')} credentials; split them between owners first.`);
      const after = { recertification: round, owner, due: due.toISOString(), items };
      await appendAudit(client, { at: by.now, actor: by.actor, action: 'recertification.start', after, ...(note !== undefined && { note }) });
      return (await listRecertificationRows(client, by.now, round))[0]!; // just inserted
    }),
  );
}
