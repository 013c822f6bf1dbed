import { type SignIn, signIn } from '../../../lib/services/auth.ts';
import { processContext } from '../../processContext.ts';
import { failed, readBody, refuseForeign } from '../answer.ts';

export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const body = await readBody(request);
  if (!body.ok) return failed(body.error);
  const signedIn = await signIn(await processContext(), body.value as SignIn, request.headers); // the verb checks the shape
  if (!signedIn.ok) return failed(signedIn.error);
  return new Response(null, { status: 204, headers: signedIn.value.cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]) });
}
