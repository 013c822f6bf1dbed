import { listReports } from '../../../lib/services/reportLibrary.ts';
import { startJob } from '../../../lib/services/startJob.ts';
import { answer, change, withPerson } from '../answer.ts';

/** The library, newest first. */
export const GET = (): Promise<Response> => withPerson(async (ctx) => answer(await listReports(ctx)));

/** Makes a report, as a job: `{audience, filter?, period?, compare?}` → `{id}` of the job; its result is the report. */
export const POST = (request: Request): Promise<Response> => change(request, (ctx, body) => startJob(ctx, 'report', body));
