import { z } from 'zod';
import { KeyblastError, type Result } from '../model/errors.ts';
import { type ItemState, itemStates } from '../model/recertification.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { answerItems, listRecertificationRows } from '../store/recertifications.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { FreeText } from './taskInput.ts';

export const AnswerRecertification = z.object({
  recertification: z.int().positive(),
  items: z.array(z.int().positive()).min(1, 'expected some of its items').max(1000, 'at most 1,000 at once'),
  /** `waiting` takes an answer back. */
  answer: z.enum(itemStates, { error: `expected one of ${itemStates.join(', ')}` }),
  note: FreeText(2000).optional(),
});
export type AnswerRecertification = z.input<typeof AnswerRecertification>;
/** What the items were, so that it can be taken back. */
export type Answered = { changed: { id: number; was: ItemState }[] };

/** Confirms items of a round, says that they are to be changed, or takes that back. What stands so already is left as it is; CONFLICT where the round is closed. */
export async function answerRecertification(ctx: Context, input: AnswerRecertification): Promise<Result<Answered>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(AnswerRecertification, input);
  if (!read.ok) return read;
  const { recertification: round, items, answer, note } = read.value;
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      const by = { actor: ctx.actor.id, now: ctx.now() };
      const [found] = await listRecertificationRows(client, by.now, round);
      if (!found) throw new KeyblastError('NOT_FOUND', `There is no recertification ${round}.`);
      if (found.closedAt) throw new KeyblastError('CONFLICT', `The recertification of ${found.owner} is closed; a manager can go on with it.`);
      const changed = await answerItems(client, { round, items, answer, ...(note !== undefined && { note }) }, by);
      if (changed.length === 0) return { changed };
      const before = { items: changed.slice(0, 100) };
      const after = { recertification: round, owner: found.owner, answer, items: changed.slice(0, 100).map(({ id }) => id), count: changed.length };
      await appendAudit(client, { at: by.now, actor: by.actor, action: 'recertification.answer', before, after, ...(note !== undefined && { note }) });
      return { changed };
    }),
  );
}
