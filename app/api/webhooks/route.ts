import { type CreateWebhook, createWebhook } from '../../../lib/services/saveWebhook.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../answer.ts';

/** Adds a webhook; the answer holds its secret, the only time that it is shown. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await createWebhook(ctx, body.value as CreateWebhook))); // the verb checks the shape
}
