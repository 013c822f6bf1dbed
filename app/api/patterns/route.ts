import { changeRules, type SaveRules } from '../../../lib/services/patternRules.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../answer.ts';

/** Puts a list of rules by pattern in the place of the one that stands, and applies it. */
export async function PUT(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await changeRules(ctx, body.value as SaveRules))); // the verb checks the shape
}
