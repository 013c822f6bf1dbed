import { z } from 'zod';
import type { Correction } from '../model/corrections.ts';
import { fail, type Result } from '../model/errors.ts';
import { restoreCorrection as restore, withdrawCorrection as withdraw } from '../store/changeCorrections.ts';
import { listCorrectionRows } from '../store/corrections.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { shownCorrection } from './shownCorrection.ts';
import { FreeText } from './taskInput.ts';

const Which = { correction: z.int({ error: 'expected the number of a correction' }).positive() };
export const WithdrawCorrection = z.object({ ...Which, note: FreeText(4000).optional() });
export const RestoreCorrection = z.object(Which);

/** Ends a correction before its day: what it left out counts again. One's own an analyst may, another's takes a manager. */
export async function withdrawCorrection(ctx: Context, input: z.input<typeof WithdrawCorrection>): Promise<Result<Correction>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(WithdrawCorrection, input);
  if (!read.ok) return read;
  const { correction: id, note } = read.value;
  const [one] = await listCorrectionRows(ctx.database.pool, { id });
  if (!one) return fail('NOT_FOUND', `There is no correction ${id}.`);
  const refused = one.maker === ctx.actor.id ? undefined : forbidden(ctx, 'manager');
  if (refused) return refused;
  return asResult(async () => shownCorrection(await withdraw(ctx.database, one, note, { actor: ctx.actor.id, now: ctx.now() })));
}

/** Takes a withdrawal back: the correction is in force again until its day. Whoever withdrew it may. */
export async function restoreCorrection(ctx: Context, input: z.input<typeof RestoreCorrection>): Promise<Result<Correction>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(RestoreCorrection, input);
  if (!read.ok) return read;
  const [one] = await listCorrectionRows(ctx.database.pool, { id: read.value.correction });
  if (!one) return fail('NOT_FOUND', `There is no correction ${read.value.correction}.`);
  const refused = one.maker === ctx.actor.id ? undefined : forbidden(ctx, 'manager');
  if (refused) return refused;
  return asResult(async () => shownCorrection(await restore(ctx.database, one, { actor: ctx.actor.id, now: ctx.now() })));
}
