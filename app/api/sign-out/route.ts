import { signOut } from '../../../lib/services/auth.ts';
import { processContext } from '../../processContext.ts';
import { refuseForeign } from '../answer.ts';

/** Posted by a plain form, so it answers with where to go. */
export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const { cookies } = await signOut(await processContext(), request.headers);
  return new Response(null, { status: 303, headers: [['Location', '/sign-in'], ...cookies.map((cookie): [string, string] => ['Set-Cookie', cookie])] });
}
