import { startJob } from '../../../lib/services/startJob.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../answer.ts';

/** Imports an upload, as a job: `{upload, name?, format?, confirm?, taken?}` → `{id}` of the job. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  return body.ok ? withPerson(async (ctx) => answer(await startJob(ctx, 'import', body.value))) : failed(body.error);
}
