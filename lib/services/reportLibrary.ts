import { z } from 'zod';
import { fail, ok, type Result } from '../model/errors.ts';
import type { ReportFormat, ReportRow, ReportTable } from '../model/reports.ts';
import { offeredFormats } from '../reports/renderers.ts';
import { reportJsonSchema, tablesOf } from '../reports/report.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { removeReportFiles } from '../store/reportFiles.ts';
import { deleteReportRow, findReportRow, listExpiredReports, listReportRows } from '../store/reports.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { openReport } from './renderReport.ts';

const mostReports = 500;

/** The library: reports that are kept, newest first, and what each can be had as. */
export async function listReports(ctx: Context): Promise<Result<{ reports: ReportRow[]; formats: readonly ReportFormat[] }>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  return ok({ reports: await listReportRows(ctx.database.pool, mostReports), formats: offeredFormats });
}

export const WhichReport = z.object({ report: z.int().positive() });

/** One report, and the tables it has. */
export async function showReport(ctx: Context, input: z.input<typeof WhichReport>): Promise<Result<{ report: ReportRow; tables: ReportTable[] }>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const read = readInput(WhichReport, input);
  if (!read.ok) return read;
  const row = await findReportRow(ctx.database.pool, read.value.report);
  if (!row) return fail('NOT_FOUND', `there is no report ${read.value.report}; it was never made, or was kept long enough`);
  return asResult(async () => ({ report: row, tables: tablesOf(await openReport(row)).map(({ id, title, count }) => ({ id, title, rows: count })) }));
}

/** Takes a report and its files out of the library. */
export async function deleteReport(ctx: Context, input: z.input<typeof WhichReport>): Promise<Result<null>> {
  const denied = forbidden(ctx, 'manager');
  if (denied) return denied;
  const read = readInput(WhichReport, input);
  if (!read.ok) return read;
  const { report } = read.value;
  const deleted = await inTransaction(ctx.database, async (client) => {
    const before = await findReportRow(client, report);
    if (!before || !(await deleteReportRow(client, report))) return false;
    await appendAudit(client, {
      at: ctx.now(),
      actor: ctx.actor.id,
      action: 'report.delete',
      before: { report, audience: before.audience, sha256: before.digest },
    });
    return true;
  });
  if (!deleted) return fail('NOT_FOUND', `there is no report ${report}`);
  removeReportFiles(report);
  return ok(null);
}

/** Ends reports that were kept long enough; answers how many. */
export async function expireReports(ctx: Context): Promise<Result<{ reports: number }>> {
  const denied = forbidden(ctx, 'admin');
  if (denied) return denied;
  const expired = await inTransaction(ctx.database, async (client) => {
    const ids = await listExpiredReports(client, ctx.now());
    for (const id of ids) await deleteReportRow(client, id);
    if (ids.length > 0) await appendAudit(client, { at: ctx.now(), actor: ctx.actor.id, action: 'report.expire', after: { reports: ids } });
    return ids;
  });
  for (const id of expired) removeReportFiles(id);
  return ok({ reports: expired.length });
}

/** JSON Schema of a report's JSON. */
export async function showReportSchema(ctx: Context): Promise<Result<object>> {
  return forbidden(ctx, 'viewer') ?? ok(reportJsonSchema());
}
