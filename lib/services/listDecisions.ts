import { z } from 'zod';
import type { Decision } from '../model/decisions.ts';
import { ok, type Result } from '../model/errors.ts';
import { announcedDays } from '../model/tasks.ts';
import { listDecisionRows } from '../store/decisions.ts';
import { findNode } from '../store/readNodes.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ListDecisions = z.object({
  /** Only what waits or stands. */
  current: z.literal(true).optional(),
  /** Only what stands and expires within two weeks. */
  expiring: z.literal(true).optional(),
  /** Only about these: keys or aliases of agents, names of systems. */
  about: z.object({ agents: z.array(z.string().max(2000)).max(100), systems: z.array(z.string().max(2000)).max(100) }).optional(),
  limit: z.int().min(1).max(1000).default(500),
});
/** `own`: the one who looks asked for it, and cannot approve it. */
export type ListedDecision = Decision & { own: boolean };

/** Decisions: those that wait first, then those that stand, by expiry. */
export async function listDecisions(ctx: Context, input: z.input<typeof ListDecisions>): Promise<Result<ListedDecision[]>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ListDecisions, input);
  if (!read.ok) return read;
  const { current, expiring, about, limit } = read.value;
  const nodes = await Promise.all((about?.agents ?? []).map((agent) => findNode(ctx.database, agent)));
  const rows = await listDecisionRows(ctx.database.pool, {
    limit,
    ...(current && { current }),
    ...(expiring && { expiresBefore: new Date(ctx.now().getTime() + announcedDays * 86_400_000) }),
    ...(about && { about: { nodes: nodes.flatMap((node) => (node ? [Number(node.id)] : [])), systems: about.systems } }),
  });
  return ok(rows.map(({ asker, ...row }) => ({ ...row, own: asker === ctx.actor.id })));
}
