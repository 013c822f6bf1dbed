import { z } from 'zod';
import type { Breakage, Consumer } from '../model/breakage.ts';
import { ok, type Result } from '../model/errors.ts';
import { type UseLane, useDays } from '../model/use.ts';
import { readUse } from '../store/readUse.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

export const ReadBreakage = z.object({
  /** The id of its row. */
  id: z.string().regex(/^\d{1,9}$/, 'expected the id of a credential'),
});

const shown = 12;

/** What ending a credential would break: who was seen using it in the 90 days before the last analysis, who has it at hand, and how long it has not been used. */
export async function readBreakage(ctx: Context, input: z.input<typeof ReadBreakage>): Promise<Result<Breakage>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(ReadBreakage, input);
  if (!read.ok) return read;
  const { id } = read.value;
  const [answer, status] = [
    await ctx.engine.ask('credential', { credential: id, scenario: 'takeover', end: 'upTo', permissionsLimit: 0 }),
    await ctx.engine.ask('status', {}),
  ];
  if (!answer.ok) return answer;
  const until = new Date(status.ok && status.value.analysis ? status.value.analysis.asOf : ctx.now());
  const use = await readUse(ctx.database, Number(id), until);
  const { row, workloads } = answer.value;
  const configured = workloads.filter(({ hop }) => hop === 0); // where a takeover of it begins
  const used = use.lanes.filter((lane) => lane.count > lane.denied).map(({ last }) => Date.parse(last));
  const last = used.length > 0 ? Math.max(...used) : undefined;
  return ok({
    consumers: use.lanes.slice(0, shown).map((lane) => consumerOf(lane, until)),
    others: { consumers: use.others.lanes, count: use.others.count },
    configured: configured.slice(0, shown).map(({ id: workload, key, name }) => ({ id: workload, key, ...(name !== undefined && { name }) })),
    moreConfigured: Math.max(0, configured.length - shown),
    days: useDays,
    ...(last !== undefined && { unusedDays: daysBetween(last, until) }),
    ...(last === undefined && row.lastUsed !== undefined && { statedUnusedDays: daysBetween(Date.parse(row.lastUsed), until) }),
    covered: use.covered,
  });
}

const daysBetween = (from: number, until: Date): number => Math.max(0, Math.floor((until.getTime() - from) / 86_400_000));

function consumerOf({ by, text, proven, count, denied, first, last, days }: UseLane, until: Date): Consumer {
  return {
    by,
    ...(text !== undefined && { text }),
    proven,
    count,
    denied,
    first,
    last,
    perDay: count / Math.max(1, days.length),
    daysSinceLast: daysBetween(Date.parse(last), until),
  };
}
