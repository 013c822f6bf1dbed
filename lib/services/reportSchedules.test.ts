import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportRow } from '../model/reports.ts';
import { loadSample } from './loadSample.ts';
import { readJob } from './readJob.ts';
import { listReports } from './reportLibrary.ts';
import { endReportSchedule, listReportSchedules, makeDueReport, scheduleReport } from './reportSchedules.ts';
import { closeJobQueue, startJob } from './startJob.ts';
import { must, type TestContext, testContext } from './testContext.ts';
import { workJobs } from './workJobs.ts';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  must(await loadSample(ctx, () => undefined, 30));
});
afterAll(async () => {
  await closeJobQueue(ctx);
  await ctx.close();
});
const queued = async (): Promise<object[]> => (await ctx.database.pool.query(`SELECT name, key, cron, timezone FROM pgboss.schedule ORDER BY key`)).rows;

test('a report is a job: it waits, is made by the worker, and its result is the report', async () => {
  const { id } = must(await startJob(ctx, 'report', { audience: 'board' }));
  const worker = await workJobs(ctx, (error) => {
    throw error;
  });
  await expect.poll(async () => must(await readJob(ctx, id)).finishedAt, { timeout: 20_000 }).not.toBeNull();
  await worker.close();
  const { state, result } = must(await readJob(ctx, id));
  expect(state).toBe('done');
  expect(must(await listReports(ctx)).reports.map((row) => row.id)).toEqual([(result as ReportRow).id]);
});

test('an auditor may have a report made, and nothing else; a viewer not even that', async () => {
  const as = (role: 'auditor' | 'viewer') => ({ ...ctx, actor: { ...ctx.actor, role } });
  must(await startJob(as('auditor'), 'report', { audience: 'auditor' }));
  expect(await startJob(as('auditor'), 'analyze', {})).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
  expect(await startJob(as('viewer'), 'report', { audience: 'auditor' })).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
});

test('a schedule stands in the queue until it is ended, and its report is kept as long as it says', async () => {
  const made = must(await scheduleReport(ctx, { audience: 'iam', cron: '0 6 1 * *', periodDays: 7, keepDays: 10 }));
  expect(await queued()).toEqual([{ name: 'report-due', key: String(made.id), cron: '0 6 1 * *', timezone: 'UTC' }]);
  await makeDueReport(ctx, made.id);
  const [report] = must(await listReports(ctx)).reports;
  expect(report).toMatchObject({ audience: 'iam', schedule: made.id, madeBy: `schedule:${made.id}` });
  expect(Date.parse(report!.keepUntil) - Date.parse(report!.madeAt)).toBe(10 * 86_400_000);
  expect(Date.parse(report!.period.to) - Date.parse(report!.period.from)).toBe(7 * 86_400_000);

  must(await endReportSchedule(ctx, { schedule: made.id }));
  expect(await queued()).toEqual([]);
  expect(must(await listReportSchedules(ctx))).toEqual([]);
  await makeDueReport(ctx, made.id);
  expect(must(await listReports(ctx)).reports[0]!.id).toBe(report!.id);
  expect(await endReportSchedule(ctx, { schedule: made.id })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});

test.each(['every monday', '0 6 * *', '0 6 1 * * *', '61a 6 1 * *'])('"%s" is no time', async (cron) => {
  expect(await scheduleReport(ctx, { audience: 'iam', cron })).toMatchObject({ ok: false, error: { code: 'INVALID' } });
});
