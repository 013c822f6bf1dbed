import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import { maxHorizonDays } from '../model/weights.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { readHorizonDays, writeHorizonDays } from '../store/horizon.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

/** T in days for the analyses to come. */
export async function showHorizon(ctx: Context): Promise<Result<{ days: number }>> {
  return forbidden(ctx, 'viewer') ?? ok({ days: await readHorizonDays(ctx.database.pool) });
}

const expected = `expected whole days from 1 to ${maxHorizonDays}`;
export const ChangeHorizon = z.object({ days: z.int({ error: expected }).min(1, expected).max(maxHorizonDays, expected) });

/** Analyses that were made keep the T they were made with; the next one takes this, unless it is asked for another. */
export async function changeHorizon(ctx: Context, input: z.input<typeof ChangeHorizon>): Promise<Result<{ days: number }>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(ChangeHorizon, input);
  if (!read.ok) return read;
  const { days } = read.value;
  await inTransaction(ctx.database, async (client) => {
    const before = await readHorizonDays(client);
    await writeHorizonDays(client, days);
    await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'settings.horizon', before: { days: before }, after: { days } });
  });
  return ok({ days });
}
