import { type ChangeOutgoing, changeOutgoing } from '../../../lib/services/changeOutgoing.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../answer.ts';

/** Says where notices may go. */
export async function PUT(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await changeOutgoing(ctx, body.value as ChangeOutgoing))); // the verb checks the shape
}
