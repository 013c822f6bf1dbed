import { listReportSchedules, scheduleReport } from '../../../../lib/services/reportSchedules.ts';
import { answer, change, withPerson } from '../../answer.ts';

/** Schedules that stand. */
export const GET = (): Promise<Response> => withPerson(async (ctx) => answer(await listReportSchedules(ctx)));

/** Has reports made by themselves: `{audience, filter?, periodDays?, cron, keepDays?}`. */
export const POST = (request: Request): Promise<Response> => change(request, scheduleReport);
