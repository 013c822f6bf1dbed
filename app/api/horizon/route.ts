import { changeHorizon } from '../../../lib/services/horizon.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../answer.ts';

/** Sets T for the analyses to come. */
export async function PUT(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await changeHorizon(ctx, body.value as Parameters<typeof changeHorizon>[1]))); // the verb checks the shape
}
