import { type PreviewRules, previewRules } from '../../../../lib/services/patternRules.ts';
import { answer, failed, readBody, refuseForeign, withPerson } from '../../answer.ts';

/** What a draft of rules would do; changes nothing. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  return withPerson(async (ctx) => answer(await previewRules(ctx, body.value as PreviewRules))); // the verb checks the shape
}
