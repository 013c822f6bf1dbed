import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import type { Horizon } from '../model/horizon.ts';
import { maxHorizonDays } from '../model/weights.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { readHorizon, writeHorizon } from '../store/horizon.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

/** T for the analyses to come, where it is from, and what was measured. */
export async function showHorizon(ctx: Context): Promise<Result<Horizon>> {
  return forbidden(ctx, 'viewer') ?? ok(await readHorizon(ctx.database.pool, ctx.now()));
}

const expected = `expected whole days from 1 to ${maxHorizonDays}`;
export const ChangeHorizon = z
  .object({
    days: z.int({ error: expected }).min(1, expected).max(maxHorizonDays, expected).optional(),
    /** The set T stays, whatever is measured. */
    hold: z.boolean().optional(),
  })
  .refine(({ days, hold }) => days !== undefined || hold !== undefined, `days: ${expected}`);

/** Analyses that were made keep the T they were made with; the next one takes this, unless it is asked for another, or follows what was measured. */
export async function changeHorizon(ctx: Context, input: z.input<typeof ChangeHorizon>): Promise<Result<Horizon>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(ChangeHorizon, input);
  if (!read.ok) return read;
  const { days, hold } = read.value;
  const change = { ...(days !== undefined && { days }), ...(hold !== undefined && { hold }) };
  const told = ({ days: now, origin, hold: held }: Horizon) => ({ days: now, origin, hold: held });
  return inTransaction(ctx.database, async (client) => {
    const before = await readHorizon(client, ctx.now());
    await writeHorizon(client, change);
    const after = await readHorizon(client, ctx.now());
    await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'settings.horizon', before: told(before), after: told(after) });
    return ok(after);
  });
}
