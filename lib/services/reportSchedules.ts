import { z } from 'zod';
import { fail, KeyblastError, ok, type Result } from '../model/errors.ts';
import { audiences, type ReportSchedule } from '../model/reports.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { endSchedule, insertSchedule, listScheduleRows } from '../store/reports.ts';
import { type Context, forbidden } from './context.ts';
import { makeReport, Scope } from './makeReport.ts';
import { readInput } from './readInput.ts';
import { jobQueue } from './startJob.ts';

/** Minute, hour, day of the month, month, day of the week: numbers, lists, ranges and steps. */
const field = String.raw`(?:\*|\d{1,2}(?:-\d{1,2})?)(?:/\d{1,2})?(?:,(?:\*|\d{1,2}(?:-\d{1,2})?)(?:/\d{1,2})?)*`;
const cron = new RegExp(`^${field}(?: ${field}){4}$`);

export const ScheduleReport = z.object({
  audience: z.enum(audiences, { error: `expected one of ${audiences.join(', ')}` }),
  filter: Scope,
  periodDays: z.int().min(1).max(366, 'at most 366 days').default(30),
  cron: z
    .string()
    .trim()
    .regex(cron, 'expected five fields, in UTC: minute, hour, day of the month, month, day of the week; "0 6 1 * *" is the first of each month at 6'),
  keepDays: z.int().min(1).max(3660, 'at most ten years').default(400),
});

/** Schedules that stand. */
export async function listReportSchedules(ctx: Context): Promise<Result<ReportSchedule[]>> {
  const denied = forbidden(ctx, 'viewer');
  return denied ?? ok(await listScheduleRows(ctx.database.pool));
}

/** Has reports made by themselves from now on, while a worker runs. INVALID where the times mean nothing. */
export async function scheduleReport(ctx: Context, input: z.input<typeof ScheduleReport>): Promise<Result<ReportSchedule>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(ScheduleReport, input);
  if (!read.ok) return read;
  const known = await ctx.engine.ask('credentials', { filter: read.value.filter, limit: 0 });
  if (!known.ok && known.error.code === 'INVALID') return known;
  const made = await inTransaction(ctx.database, async (client) => {
    const id = await insertSchedule(client, { ...read.value, createdBy: ctx.actor.id, createdAt: ctx.now() });
    await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'report.schedule', after: { schedule: id, ...read.value } });
    return (await listScheduleRows(client, id))[0]!;
  });
  const queue = await jobQueue(ctx);
  await queue.schedule('report-due', String(made.id), made.cron);
  return ok(made);
}

export const EndReportSchedule = z.object({ schedule: z.int().positive() });

/** No more reports by this schedule; those that were made are kept as they would have been. */
export async function endReportSchedule(ctx: Context, input: z.input<typeof EndReportSchedule>): Promise<Result<null>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(EndReportSchedule, input);
  if (!read.ok) return read;
  const { schedule } = read.value;
  const ended = await inTransaction(ctx.database, async (client) => {
    if (!(await endSchedule(client, schedule, ctx.now()))) return false;
    await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'report.schedule.end', before: { schedule } });
    return true;
  });
  if (!ended) return fail('NOT_FOUND', `there is no schedule ${schedule}, or it has ended`);
  const queue = await jobQueue(ctx);
  await queue.unschedule('report-due', String(schedule));
  return ok(null);
}

const dayMs = 86_400_000;

/** What is due: the report of a schedule, of the last analysis. A schedule that has ended makes none. Throws what the queue is to try again. */
export async function makeDueReport(ctx: Context, schedule: number): Promise<void> {
  const [found] = await listScheduleRows(ctx.database.pool, schedule);
  if (!found) return;
  const { audience, filter, periodDays, keepDays } = found;
  const to = ctx.now();
  const period = { from: new Date(to.getTime() - periodDays * dayMs).toISOString(), to: to.toISOString() };
  const actor = { id: `schedule:${schedule}`, name: `schedule ${schedule}`, role: 'analyst' as const };
  const made = await makeReport({ ...ctx, actor }, { audience, filter, period, keepDays, schedule });
  if (!made.ok && made.error.code !== 'NOT_FOUND') throw new KeyblastError(made.error.code, made.error.message); // nothing was analysed yet: there will be a next time
}
