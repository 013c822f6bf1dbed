import { z } from 'zod';
import { ok, type Result } from '../model/errors.ts';
import type { OutgoingRules } from '../model/webhooks.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { readOutgoingRules, writeOutgoingRules } from '../store/webhooks.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';
import { isHostPattern, isNetwork } from './webhooks/outgoingRules.ts';

const most = 200;
const Host = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isHostPattern, { error: ({ input }) => `“${input}” is no host: expected a name, or *. and a name` });
const Network = z
  .string()
  .trim()
  .toLowerCase()
  .refine(isNetwork, { error: ({ input }) => `“${input}” is no network: expected an IP address, or one with /8 or more bits` });
export const ChangeOutgoing = z.object({
  hosts: z.array(Host).max(most, `at most ${most} hosts`),
  networks: z.array(Network).max(most, `at most ${most} networks`),
});
export type ChangeOutgoing = z.input<typeof ChangeOutgoing>;

/** Says where requests may go from now on; what waits is sent by the new rules. */
export async function changeOutgoing(ctx: Context, input: ChangeOutgoing): Promise<Result<OutgoingRules>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  const read = readInput(ChangeOutgoing, input);
  if (!read.ok) return read;
  const after = { hosts: [...new Set(read.value.hosts)], networks: [...new Set(read.value.networks)] };
  await inTransaction(ctx.database, async (client) => {
    const before = await readOutgoingRules(client);
    await writeOutgoingRules(client, after);
    await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'settings.outgoing', before, after });
  });
  return ok(after);
}
