import { signIn } from '../../../lib/services/auth.ts';
import { type ClaimLink, claimLink } from '../../../lib/services/people.ts';
import { processContext } from '../../processContext.ts';
import { failed, readBody, refuseForeign } from '../answer.ts';

/** Uses a one-time link up and signs its person in. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  const ctx = await processContext();
  const input = body.value as ClaimLink; // the verb checks the shape
  const claimed = await claimLink(ctx, input);
  if (!claimed.ok) return failed(claimed.error);
  const signedIn = await signIn(ctx, { email: claimed.value.email, password: input.password }, request.headers);
  if (!signedIn.ok) return failed(signedIn.error);
  return new Response(null, { status: 204, headers: signedIn.value.cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]) });
}
