import { z } from 'zod';
import type { AuditPage } from '../model/audit.ts';
import { ok, type Result } from '../model/errors.ts';
import { readAuditChoices, readAuditPage } from '../store/readAudit.ts';
import { type Context, forbidden } from './context.ts';
import { readInput } from './readInput.ts';

/** Entries on a page. */
const pageRows = 50;

const Day = z.iso.date({ error: 'expected a day such as 2026-11-01' });
const Entry = z.coerce.number({ error: 'expected the number of an entry' }).int().min(0).max(Number.MAX_SAFE_INTEGER);
export const ListAudit = z.object({
  /** A person's id, or what the log has in its place (`cli:USER`). */
  actor: z.string().min(1).max(400).optional(),
  action: z.string().min(1).max(100).optional(),
  /** Days in UTC, both included. */
  from: Day.optional(),
  to: Day.optional(),
  /** Pages: what is older than an entry, or what is newer. */
  before: Entry.optional(),
  behind: Entry.optional(),
});
export type ListAudit = z.input<typeof ListAudit>;

/** The audit log, newest first, a page at a time, with who and what there is to filter by. */
export async function listAudit(ctx: Context, input: ListAudit): Promise<Result<AuditPage & Awaited<ReturnType<typeof readAuditChoices>>>> {
  const denied = forbidden(ctx, 'auditor');
  if (denied) return denied;
  const read = readInput(ListAudit, input);
  if (!read.ok) return read;
  const { actor, action, from, to, before, behind } = read.value;
  const filter = {
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(from !== undefined && { from: `${from}T00:00:00Z` }),
    ...(to !== undefined && { until: new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString() }),
  };
  const [page, choices] = await Promise.all([readAuditPage(ctx.database, filter, { before, behind }, pageRows), readAuditChoices(ctx.database)]);
  return ok({ ...page, ...choices });
}
