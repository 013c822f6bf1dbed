import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import { maxSlaDays, type Sla } from '../model/sla.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { readSla, writeSla } from '../store/sla.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

/** Days from a task's creation to its due date, by band. */
export async function showSla(ctx: Context): Promise<Result<Sla>> {
  return forbidden(ctx, 'viewer') ?? ok(await readSla(ctx.database.pool));
}

const expected = `expected whole days from 1 to ${maxSlaDays}`;
const Days = z.int({ error: expected }).min(1, expected).max(maxSlaDays, expected);
export const ChangeSla = z.object({ critical: Days, high: Days, medium: Days, low: Days, contained: Days, other: Days });

/** For tasks to come; those that are there keep their due dates. */
export async function changeSla(ctx: Context, input: z.input<typeof ChangeSla>): Promise<Result<Sla>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(ChangeSla, input);
  if (!read.ok) return read;
  await inTransaction(ctx.database, async (client) => {
    const before = await readSla(client);
    await writeSla(client, read.value);
    await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'settings.sla', before, after: read.value });
  });
  return ok(read.value);
}
