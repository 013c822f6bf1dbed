import { type VerifyAudit, verifyAudit } from '../../../../lib/services/verifyAudit.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../../answer.ts';

/** Walks the whole log; a verdict that it was tampered with is an answer like any other. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await verifyAudit(ctx, body.value as VerifyAudit))); // the verb checks the shape
}
